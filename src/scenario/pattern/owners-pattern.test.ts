import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileOwnersPattern, matcherOfText } from "./owners-pattern.ts";
import { translatePerl } from "./translate-perl.ts";

function matches(source: string, text: string): boolean {
  const pattern = compileOwnersPattern(source);
  assert.ok(pattern.ok, pattern.ok ? "" : pattern.error);
  return pattern.value.forDomain("lists.example.org").matches(text);
}

const YES: readonly (readonly [pattern: string, text: string])[] = [
  ["TEXT$", "some text\n"],
  [String.raw`text\Z`, "text\n"],
  ["(?m)^b$", "a\nb\nc"],
  ["@[domain]$", "a@lists.example.org"],
  [String.raw`multipart\/mixed`, "multipart/mixed; boundary=b"],
  ["(?<=a)b", "ab"],
  ["^(?!x).*b", "ab"],
  ["^(?=a).b", "ab"],
  [String.raw`a\hb`, "a\tb"],
  [String.raw`\x{41}\x42\e?`, "ab"],
  [String.raw`\Qa\E`, "QaE"],
  ["[]a]+", "]a"],
  ["[[:digit:]]{,3}x", "12x"],
  ["a{", "a{"],
  ["(?^i:A)(?#note)b", "ab"],
  ["é", "É"],
  [String.raw`^\p{L}{2}$`, "ab"],
];

const NO: readonly (readonly [pattern: string, text: string])[] = [
  ["text$", "text\n\n"],
  [String.raw`text\z`, "text\n"],
  ["@[domain]$", "a@listsxexample.org"],
  ["^(?!x).*b", "xb"],
  ["a{2,1}", "aa"],
  ["o'b", "o'b"],
  [String.raw`a\\.b`, "axb"],
];

test("expressions mean what they mean in Sympa", () => {
  for (const [pattern, text] of YES) assert.equal(matches(pattern, text), true, pattern);
  for (const [pattern, text] of NO) assert.equal(matches(pattern, text), false, pattern);
});

test("what no engine does in linear time is refused by name", () => {
  const why = (source: string): string => {
    const pattern = compileOwnersPattern(source);
    return pattern.ok ? "" : pattern.error;
  };
  assert.match(why(String.raw`(a)\1`), /backreferences/);
  assert.match(why("a++"), /possessive/);
  assert.match(why("a{2}+"), /possessive/);
  assert.match(why("a(?!b)"), /look-ahead/);
  assert.match(why("^(?!a)b|c"), /look-ahead/);
  assert.match(why("(?>a)"), /atomic/);
  assert.match(why("(?R)"), /recursion/);
  assert.match(why("(?{die})"), /code/);
  assert.match(why("(?x) a"), /flags x and n\.$/);
  for (const source of ["(", String.raw`\w{b}`, "[z-a]", "*a", "[custom_vars->x]", "a{2000}"])
    assert.match(why(source), /cannot be read/);
});

test("scenarioPatternStates: what is too large when it is written out is refused with a way out", () => {
  for (const source of ["buy[^!]{0,900}now", "(.?.?.?.?.?.?.?.?.?.?){90}y", "^(?!.{0,900}x)y"]) {
    const pattern = compileOwnersPattern(source);
    assert.match(pattern.ok ? "" : pattern.error, /too large.*lower number/, source);
    assert.equal(matcherOfText(source).matches("buy now"), false);
  }
  assert.equal(matches("buy[^!]{0,300}now", "buy it now"), true);
  const sender = Array.from({ length: 30 }, (_, at) => `someone${at}@example[.]org`).join("|");
  assert.equal(matches(`^(${sender})$`, "someone29@example.org"), true);
});

test("scenarioPatternChars: what would take long to compile is refused before", () => {
  const slow = [String.raw`\p{L}`.repeat(4000), "(x?){1000}".repeat(200), "([a-z]{30}|){300}".repeat(90)];
  for (const source of slow) {
    const before = process.threadCpuUsage();
    const pattern = compileOwnersPattern(source);
    const { user, system } = process.threadCpuUsage(before);
    assert.match(pattern.ok ? "" : pattern.error, /longer than 4096 characters|too large/);
    assert.equal(matcherOfText(source).matches("x"), false);
    assert.ok(user + system < 100_000, `${source.slice(0, 20)}: ${(user + system) / 1000} ms`);
  }
  assert.equal(matches("a".repeat(900), "a".repeat(900)), true);
});

test("an expression that would take others for ever is answered", () => {
  const evil = ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "([a-z]+)*@"];
  for (const source of evil) assert.equal(matches(source, `${"a".repeat(50_000)}!`), false, source);
});

test("translation never throws, and letters, digits and dots stay as they are", () => {
  fc.assert(
    fc.property(fc.string(), (text) => void translatePerl(text)),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9.*@ -]{0,20}$/), (text) => {
      assert.deepEqual(translatePerl(text), { ok: true, value: text });
    }),
  );
});
