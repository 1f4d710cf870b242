import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromLatin1, latin1 } from "#base";
import { isMbox, splitMbox } from "./split-mbox.ts";

const SEPARATOR = "From a@example.org Sat Nov 21 12:00:00 2026\n";
const split = (mbox: string): string[] =>
  [...splitMbox(latin1(mbox))].map(({ message }) => fromLatin1(message));

test("messages come out as they were put in, with any lines that look like separators", () => {
  const line = fc.constantFrom(
    "",
    "text",
    "From here",
    ">From there",
    ">>From b Sat Nov 21 12:00:00 2026",
    SEPARATOR.trim(),
  );
  const message = fc.array(line, { maxLength: 8 }).map((lines) => `Subject: x\n\n${lines.join("\n")}\nend\n`);
  const put = (text: string): string => `${SEPARATOR}${text.replaceAll(/^(>*From )/gm, ">$1")}\n`;
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), (messages) => {
      assert.deepEqual(split(messages.map(put).join("")), messages);
      const crlf = messages.map(put).join("").replaceAll("\n", "\r\n");
      assert.deepEqual(
        split(crlf),
        messages.map((text) => text.replaceAll("\n", "\r\n")),
      );
    }),
  );
});

test("a sentence that begins with From, and a separator without an empty line above it, separate nothing", () => {
  for (const text of ["\nFrom here on all is well.\n", `text\n${SEPARATOR}`]) {
    assert.equal(split(`${SEPARATOR}Subject: x\n\n${text}`).length, 1, text);
  }
});

test("a separator has a sender, a time and behind it a year", () => {
  for (const [line, count] of [
    ["From a@example.org Sat Nov 21 12:00:00 2026", 2],
    ["From a@example.org Sat Nov 21 9:05 MET 2026", 2],
    ["From a@example.org Sat Nov 21 2026 12:00:00", 1],
    ["From a@example.org Sat Nov 21 12:00:00 26", 1],
    ["From a@example.org in 2026", 1],
    ["From  Sat Nov 21 12:00:00 2026", 1],
  ] as const) {
    assert.equal(split(`${SEPARATOR}Subject: x\n\ntext\n\n${line}\nSubject: y\n`).length, count, line);
  }
});

test("lines that are almost separators take no longer than their octets explain", () => {
  const octets = latin1(SEPARATOR + `\n\nFrom a${"1:00".repeat(120)}\n`.repeat(4000));
  const before = process.threadCpuUsage();
  assert.equal([...splitMbox(octets)].length, 1);
  const { user, system } = process.threadCpuUsage(before);
  assert.ok(user + system < 1_000_000, `${user + system} µs`);
});

test("a From field with white space before its colon begins no mbox", () => {
  for (const field of ["From : alice@example.org", "From \t : alice@example.org"])
    assert.equal(isMbox(latin1(`${field}\r\nFrom: mallory@example.org\r\n\r\nx\r\n`)), false);
  assert.equal(isMbox(latin1("From alice@example.org Mon Jan  1 00:00:00 2026\n")), true);
});
