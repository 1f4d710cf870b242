import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AppError, type Bytes, type EmailAddress, type Fingerprint, utf8, view } from "#base";
import { parseMessage } from "#mime";
import { type ArchivedFacts, readArchived, writeArchived } from "./archived-post.ts";
import { readArchiveName } from "./archive-name.ts";
import { mayBeArchived } from "./may-be-archived.ts";
import { mboxOf } from "./mbox.ts";

const FACTS: ArchivedFacts = {
  block: "Subject: Grüße\nsecond line",
  authentic: true,
  author: "alice@example.net" as EmailAddress,
  signer: "A".repeat(40) as Fingerprint,
  signedAs: "openpgp",
  openedAs: null,
  integrity: true,
};

test("facts and message come back as they were written, whatever the message is", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (one, two) => {
      const { facts, message } = readArchived(writeArchived(FACTS, one, two));
      assert.deepEqual(facts, FACTS);
      assert.ok(view(message).equals(Buffer.concat([one, two])));
    }),
  );
});

test("what is not a record is refused as damaged", () => {
  const isDamaged = (error: unknown) => error instanceof AppError && error.code === "bad-data";
  for (const text of ["", "\n", "{}\n\n", "no json\nbody", JSON.stringify(FACTS)])
    assert.throws(() => readArchived(utf8(text)), isDamaged, text);
});

test("an author keeps a post out by the fields that Mailman knows", () => {
  const may = (field: string) => {
    const parsed = parseMessage(utf8(`From: a@example.org\r\n${field}\r\n\r\nx\r\n`));
    assert.ok(parsed.ok);
    return mayBeArchived(parsed.value.header);
  };
  for (const field of [
    "X-No-Archive: yes",
    "x-no-archive:",
    "X-Archive: No",
    "Archive: no",
    "Archive: no; x=1",
  ])
    assert.equal(may(field), false, field);
  for (const field of [
    "Subject: x",
    "Archive: yes",
    "X-Archive: yes",
    "Archive: notes.mbox",
    "Archived-At: <https://x>",
  ])
    assert.equal(may(field), true, field);
});

test("posts are named by numbers and months, here's and Sympa's", () => {
  const november = {
    by: "month",
    from: new Date("2026-11-01T00:00:00Z"),
    until: new Date("2026-12-01T00:00:00Z"),
  };
  for (const name of ["2026-11", "log.202611", "LOG.2026-11", " 2026-11 "])
    assert.deepEqual(readArchiveName(name), november);
  const december = readArchiveName("2026-12");
  assert.deepEqual(december?.by === "month" && december.until, new Date("2027-01-01T00:00:00Z"));
  assert.deepEqual(readArchiveName("12"), { by: "number", first: 12, last: 12 });
  assert.deepEqual(readArchiveName("#12"), { by: "number", first: 12, last: 12 });
  assert.deepEqual(readArchiveName("5-9"), { by: "number", first: 5, last: 9 });
  for (const name of ["2026-13", "9-5", "0", "-1", "log.", "log.2026", "2026-11-22", "../2026-11", "1,2", ""])
    assert.equal(readArchiveName(name), null, name);
});

test("an mbox can be undone: lines that begin with From are told from the lines between messages", () => {
  const lines = fc.array(fc.constantFrom("From here", ">From there", ">>From", "from", "", "text", "From "));
  fc.assert(
    fc.property(fc.array(lines, { minLength: 1, maxLength: 3 }), (texts) => {
      const messages = texts.map((text) => `Subject: x\n\n${text.join("\n")}\n`);
      const box = Buffer.concat(messages.map((text) => mboxOf(crlf(text), { at: new Date(0), sender: "" })));
      assert.deepEqual(readMbox(box), messages);
    }),
  );
  const first = mboxOf(utf8("a: b\r\n\r\nc\r\n"), {
    at: new Date("2026-11-02T07:05:00Z"),
    sender: "a b@c\n",
  });
  assert.equal(view(first).toString(), "From ab@c Mon Nov  2 07:05:00 2026\na: b\n\nc\n\n");
});

function crlf(text: string): Bytes {
  return utf8(text.replaceAll("\n", "\r\n"));
}

/** The reading that mboxrd is defined by. */
function readMbox(box: Buffer): string[] {
  const parts = box
    .toString()
    .split(/^From [^\n]*\n/m)
    .slice(1);
  return parts.map((part) => part.replace(/\n$/, "").replaceAll(/^>(>*From )/gm, "$1"));
}
