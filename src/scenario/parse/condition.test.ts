import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileCondition } from "./condition.ts";
import { readArguments } from "./read-arguments.ts";
import { isReadOtherwise } from "../pattern/owners-pattern.ts";

test("arguments end at the first thing that is none", () => {
  const read = (text: string) => readArguments(text).texts;
  assert.deepEqual(read("[sender] , 'a@b.c'"), ["[sender]", "'a@b.c'"]);
  assert.deepEqual(read("[sender],a@b.c"), ["[sender]", "a"]);
  assert.deepEqual(read("[header->X-Tag][-1],/a, b)/"), ["[header->X-Tag][-1]", "/a, b)/"]);
  assert.deepEqual(read("192.168.0.0/16"), ["192.168.0.0"]);
  assert.deepEqual(read("'a' 'b',c"), ["'a' 'b'", "c"]);
  assert.deepEqual(read("'a,b'"), []);
  assert.deepEqual(read(",a"), []);
  assert.equal(readArguments("[sender],a@b.c").rest, "@b.c");
});

test("a regular expression crosses one run of escaped slashes and no more", () => {
  const read = (text: string) => readArguments(text).texts;
  assert.deepEqual(read(String.raw`/a\/b/`), [String.raw`/a\/b/`]);
  assert.deepEqual(read(String.raw`/a\/\/b/`), [String.raw`/a\/\/b/`]);
  assert.deepEqual(read(String.raw`/a\/b\/c/`), [String.raw`/a\/b\/`, "c"]);
  assert.deepEqual(read(String.raw`/a\//`), [String.raw`/a\/`]);
  assert.deepEqual(read(String.raw`/a\/b`), [String.raw`/a\/`, "b"]);
  assert.deepEqual(read("//"), ["//"]);
  assert.deepEqual(read("/a"), []);
});

test("negation, case and what is passed over", () => {
  const compiled = (text: string) => {
    const condition = compileCondition(text);
    assert.ok(condition.ok);
    const { negated, name, ignored } = condition.value;
    return [negated, name, ignored];
  };
  assert.deepEqual(compiled("! Is_Owner([listname],[sender])"), [true, "is_owner", ""]);
  assert.deepEqual(compiled("not true() or so"), [false, "true", "not or so"]);
  assert.deepEqual(compiled("equal([sender],a@b)"), [false, "equal", "@b"]);
});

test("what cannot be compiled says why", () => {
  const why = (text: string) => {
    const condition = compileCondition(text);
    return condition.ok ? "" : condition.error;
  };
  assert.match(why("foo([sender])"), /"foo" is no condition/);
  assert.match(why("true(1)"), /takes 0 arguments, here are 1/);
  assert.match(why("equal([list->topics],x)"), /no parameter of a list/);
  assert.match(why("match([msg_part->body],/x/)"), /never worked/);
  assert.match(why("match([sender],/(/)"), /cannot be read/);
  assert.match(why("equal([1a],x)"), /begins with a digit/);
});

test("an expression that Sympa reads otherwise is known", () => {
  assert.equal(isReadOtherwise(String.raw`\.fr$`), false);
  assert.equal(isReadOtherwise(String.raw`a\\d`), true);
  assert.equal(isReadOtherwise("o'b"), true);
});

test("the arguments and what is left over are the text, whatever it is", () => {
  const pieces = fc.constantFrom(
    "[sender]",
    "'a'",
    "/b/",
    "\\/",
    "/",
    ",",
    " ",
    "x",
    "'",
    ")",
    "[",
    "]",
    "->",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join("");
      const { texts, rest } = readArguments(text);
      const squeezed = (one: string) => one.replaceAll(/[ ,]/g, "");
      assert.equal(squeezed(texts.join("") + rest), squeezed(text));
    }),
  );
});
