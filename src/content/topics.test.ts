import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, utf8 } from "#base";
import { parseMessage } from "#mime";
import { topicsOf } from "./topics.ts";

const SETTING = "bugs: crash|defect\nbugs: ^oops\nmisc: misc\nodd: (((";

function found(subject: string, body = "", bodyLines = 5): readonly string[] | null {
  const parsed = parseMessage(utf8(`\r\n${body.replaceAll("\n", "\r\n")}`));
  assert.ok(parsed.ok);
  return topicsOf(SETTING, { fields: [subject], content: parsed.value }, bodyLines);
}

test("each topic that one of its expressions finds, in the order of the list", () => {
  assert.deepEqual(found("A CRASH of misc things"), ["bugs", "misc"]);
  assert.deepEqual(found("oops"), ["bugs"]);
  assert.deepEqual(found("no oops"), []);
  assert.deepEqual(found("=?utf-8?Q?crash?="), ["bugs"]);
});

test("the text may begin like a header; the first other line ends that, and so does the limit", () => {
  assert.deepEqual(found("x", "Keywords: misc\nwords"), ["misc"]);
  assert.deepEqual(found("x", "\n\nTo: y\nSubject: a\n crash\n"), ["bugs"]);
  assert.deepEqual(found("x", "words\nKeywords: misc\n"), []);
  assert.deepEqual(found("x", "To: y\nKeywords: misc\n", 1), []);
  assert.deepEqual(found("x", "Keywords: misc\n", 0), []);
  assert.deepEqual(found("x", `${"A: b\n".repeat(20)}Keywords: misc\n`, -1), ["misc"]);
  assert.deepEqual(found("x", "To: misc\n", -1), []);
});

test("where it would cost too much to find out nobody says what a post is about", () => {
  assert.deepEqual(found("x".repeat(LIMITS.scenarioBodyChars)), []);
  const many = { fields: ["crash", "x".repeat(LIMITS.scenarioBodyChars)], content: null };
  assert.equal(topicsOf("bugs: crash\nlong: [a-f]{200}", many, 0), null);
});

test("of alternatives the plain text is looked at, of other forms only the fields", () => {
  const inside = "--b\nContent-Type: text/html\n\n<p>\n--b\n\nKeywords: misc\n--b--\n";
  const of = (kind: string) => {
    const text = `Content-Type: multipart/${kind}; boundary=b\n\n${inside}`;
    const parsed = parseMessage(utf8(text.replaceAll("\n", "\r\n")));
    assert.ok(parsed.ok);
    return topicsOf(SETTING, { fields: [], content: parsed.value }, 5);
  };
  assert.deepEqual([of("alternative"), of("mixed")], [["misc"], []]);
});
