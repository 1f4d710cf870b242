import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, latin1, utf8 } from "#base";
import type { HeaderSection } from "../entity.ts";
import { parseMessage } from "./parse-message.ts";

function read(octets: Bytes): { header: HeaderSection; problems: readonly string[]; body: Bytes } {
  const message = parseMessage(octets);
  assert.ok(message.ok);
  return message.value;
}

const valueOf = (field: Bytes): string | undefined => read(field).header.fields[0]?.value;

test("folded fields are unfolded, their white space stays (RFC 5322 §2.2.3)", () => {
  assert.equal(valueOf(latin1("Subject:  one\r\n  two\r\n\tthree \r\n\r\n")), "one  two\tthree");
  assert.equal(valueOf(latin1("Subject:\n one\n two\n\n")), "one two");
  assert.equal(valueOf(latin1("Subject:\r one\r two\r\r")), "one two");
  assert.equal(valueOf(latin1("Subject:\r\n \r\n one\r\n\r\n")), "one");
});

test("several fields of one name stay apart and in order", () => {
  const { header } = read(latin1("received: 1\r\nFrom: a@b.c\r\nRECEIVED: 2\r\n\r\n"));
  assert.deepEqual(
    header.all("Received").map((field) => [field.name, field.value]),
    [
      ["received", "1"],
      ["RECEIVED", "2"],
    ],
  );
  assert.equal(header.first("Received")?.value, "1");
  assert.equal(header.first("To"), undefined);
});

test("values are UTF-8 where they can be, else Latin-1 (RFC 6532 §3.2)", () => {
  assert.equal(valueOf(utf8("Subject: Grüße 日本\r\n\r\n")), "Grüße 日本");
  assert.equal(valueOf(latin1("Subject: Grüße\r\n\r\n")), "Grüße");
  assert.deepEqual(read(utf8("Subject: ü\r\n\r\n")).problems, ["eight-bit-header"]);
});

test("NUL and line ends that fold nothing show as U+FFFD", () => {
  assert.equal(valueOf(latin1("Subject: a\0b\rc\r\n\r\n")), "a\ufffdb\ufffdc");
});

test("a bare LF ends a field also among CRLF: a hidden second From is seen", () => {
  const { header } = read(latin1("From: a@example.org\nFrom: b@example.org\r\n\r\n"));
  assert.equal(header.all("From").length, 2);
});

test("white space before the colon is read (RFC 5322 §4.5)", () => {
  const { header, problems } = read(latin1("Subject \t: x\r\n\r\n"));
  assert.equal(header.first("subject")?.value, "x");
  assert.deepEqual(problems, ["space-before-colon"]);
});

test("an mbox From line at the top is kept and is no field", () => {
  const { header, problems } = read(latin1("From a@b.c Mon Jan  1 00:00:00 2026\nSubject: x\n\n"));
  assert.equal(header.first("from"), undefined);
  assert.equal(header.first("subject")?.value, "x");
  assert.deepEqual(problems, ["mbox-from-line"]);
});

test("a line that is no field begins the body", () => {
  for (const line of ["no colon\r\n", "two words: x\r\n", ": x\r\n", "ü: x\r\n"]) {
    const { header, body, problems } = read(latin1(`A: b\r\n${line}C: d\r\n`));
    assert.deepEqual(body, latin1(`${line}C: d\r\n`));
    assert.equal(header.first("C"), undefined);
    assert.deepEqual(problems, ["missing-separator"]);
  }
  assert.deepEqual(read(latin1(" folded\r\nC: d\r\n")).header.fields, []);
});
