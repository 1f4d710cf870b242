import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearlyScenario } from "../../../test/support/nearly-scenario.ts";
import { parseScenario, readLines } from "./parse-scenario.ts";
import { splitRule } from "./split-rule.ts";
import { titleOf } from "./title.ts";

test("a rule is cut into condition, methods and action", () => {
  const cut = (line: string) => {
    const { condition, methods, action } = splitRule(line) ?? {};
    return [condition, methods?.join("+"), action];
  };
  assert.deepEqual(cut("true() smtp -> do_it"), ["true()", "smtp", "do_it"]);
  assert.deepEqual(cut("  true()  smtp, md5 smime->  owner "), ["true()", "md5+smime+smtp", "owner "]);
  assert.deepEqual(cut("true() -> do_it"), ["true()", "smtp", "do_it"]);
  assert.deepEqual(cut("true() dkim -> do_it"), ["true()", "smtp", "do_it"]);
  assert.deepEqual(cut("a -> b smtp -> c"), ["a", "smtp", "b smtp -> c"]);
  assert.deepEqual(cut("true() , smtp -> do_it"), ["true() ,", "smtp", "do_it"]);
  assert.deepEqual(cut("smtp -> do_it"), ["smtp", "smtp", "do_it"]);
  assert.deepEqual(cut("  -> do_it"), ["", "smtp", "do_it"]);
  for (const line of ["true() smtp do_it", "-> do_it", "true()-> do_it", "true() smtp,,md5->"])
    assert.notEqual(splitRule(line)?.condition, "true()", line);
});

test("one line that cannot be read takes all rules away and is named", () => {
  const parsed = parseScenario("true() smtp -> do_it\r\n\n  foo bar\nrules\n", "send.x");
  assert.deepEqual(parsed.rules, []);
  assert.deepEqual([parsed.fault?.place.line, parsed.fault?.place.column], [3, 3]);
});

test("titles have languages, old names of them too, and what they imply", () => {
  const parsed = parseScenario("title.us A\ntitle.fr B # comment\ntitle.gettext C\ntitle D\n", "send.x");
  for (const english of ["en-US", "en", "en-GB"]) assert.equal(titleOf(parsed, english), "A");
  assert.equal(titleOf(parsed, "fr-CA"), "B ");
  assert.equal(titleOf(parsed, "ja"), "C");
  assert.equal(titleOf({ titles: new Map(), file: "send.closed" }, "ja"), "closed");
});

test("a word alone is passed over, and a line with the word include is one", () => {
  const kinds = readLines("rules\nmatch([sender],/include/) smtp -> do_it\n# x", "send.x").map(
    ({ kind }) => kind,
  );
  assert.deepEqual(kinds, ["word", "include", "nothing"]);
});

test("whatever the text, reading it gives rules or the place of a fault", () => {
  fc.assert(
    fc.property(nearlyScenario, (text) => {
      const { rules, fault } = parseScenario(text, "send.x");
      const lines = text.split(/\r\n|\r|\n/);
      for (const { place } of [...rules, ...(fault === null ? [] : [fault])]) {
        assert.ok(place.line >= 1 && place.line <= lines.length);
        assert.ok(place.column >= 1 && place.column <= (lines[place.line - 1] ?? "").length);
      }
      assert.ok(fault === null || rules.length === 0);
    }),
  );
});
