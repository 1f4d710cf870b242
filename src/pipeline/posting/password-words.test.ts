import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8, view } from "#base";
import { type Entity, parseMessage } from "#mime";
import { passwordField, passwordLine, passwordOf, withoutPassword } from "./password-words.ts";

function message(lines: readonly string[]): Entity {
  const parsed = parseMessage(utf8(lines.join("\r\n")));
  assert.ok(parsed.ok);
  return parsed.value;
}

/** The password in the first line, and the body without it; null: there is none. */
function taken(lines: readonly string[]): readonly [password: string, body: string] | null {
  const one = message(lines);
  const line = passwordLine(one);
  return line === null ? null : [passwordOf(line), fromUtf8(withoutPassword(one, line).body)];
}

const PLAIN = ["Content-Type: text/plain; charset=utf-8", ""];

test("the password stands in one of four fields", () => {
  for (const name of ["Approved", "approve", "X-Approved", "X-Approve"])
    assert.equal(passwordField(message([`${name}:  secret`, "", "text"])), "secret", name);
  assert.equal(passwordField(message(["X-Approved-By: me", "", "text"])), null);
});

test("or in the first line that is not blank, and the others stay", () => {
  assert.deepEqual(taken([...PLAIN, "Approved: secret", "", "text", ""]), ["secret", "\r\ntext\r\n"]);
  assert.deepEqual(taken([...PLAIN, "", " ", "x-approve:grün", "text"]), ["grün", "\r\n \r\ntext"]);
  assert.deepEqual(taken([...PLAIN, "Approved: secret"]), ["secret", ""]);
  for (const line of ["Approved: by all of us", "Approved:", "Disapproved: x", "> Approved: secret", "text"])
    assert.equal(taken([...PLAIN, line, "Approved: secret", ""]), null, line);
});

test("transfer encodings are undone and done again", () => {
  const encoded = (encoding: string, body: string) => [
    `Content-Transfer-Encoding: ${encoding}`,
    ...PLAIN,
    ...body.split("\r\n"),
  ];
  const base64 = view(utf8("Approved: secret\r\nGrüße\r\n")).toString("base64");
  const [password, body] = taken(encoded("base64", base64)) ?? [];
  assert.equal(password, "secret");
  assert.equal(Buffer.from(body ?? "", "base64").toString(), "Grüße\r\n");
  assert.deepEqual(taken(encoded("quoted-printable", "Approved: a=3Db=C3=BC\r\nGr=C3=BC=C3=9Fe\r\n")), [
    "a=bü",
    "Gr=C3=BC=C3=9Fe\r\n",
  ]);
});

test("in the other texts of a message it is not left either, and nothing else is changed", () => {
  const parts = [
    "Content-Type: multipart/alternative; boundary=b",
    "",
    "--b",
    ...PLAIN,
    "Approved: se&cret",
    "text",
    "--b",
    "Content-Type: text/html",
    "",
    "<p>Approved:&nbsp;se&amp;cret</p><p>text</p><p>Approved: other</p>",
    "--b",
    "Content-Type: application/octet-stream",
    "",
    "Approved: se&cret",
    "--b--",
    "",
  ];
  const [password, body = ""] = taken(parts) ?? [];
  assert.equal(password, "se&cret");
  const wanted = parts
    .slice(2)
    .filter((line, index) => index !== 3)
    .join("\r\n")
    .replace("Approved:&nbsp;se&amp;cret", "");
  assert.equal(body, wanted);
});
