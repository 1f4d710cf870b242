import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8 } from "#base";
import { type Entity, parseMessage } from "#mime";
import { isSubjectConfidential, readProtected } from "./protected-headers.ts";
import { readFrom } from "./read-from.ts";

function parse(...lines: string[]): Entity {
  const parsed = parseMessage(utf8(lines.join("\r\n")));
  assert.ok(parsed.ok);
  return parsed.value;
}

const outside = parse(
  "From: Alice <alice@example.org>",
  "To: Team <team@example.org>",
  "Subject: ...",
  "X-Outer: 1",
  "Bcc: bob@example.org",
  "Content-Type: multipart/encrypted",
  "",
  "",
);

const fields = (message: Entity, payload: Entity, trusted = true): string[] =>
  readProtected(message, payload, trusted).headers.map(
    ({ name, value, from }) => `${from} ${name}: ${value}`,
  );

describe("readProtected", () => {
  it("uses only the fields inside with hp (RFC 9788)", () => {
    const inside = parse(
      "From: Alice <alice@example.org>",
      "Subject: the plan",
      "HP-Outer: Subject: ...",
      "Autocrypt-Gossip: addr=bob@example.org",
      "Bcc: carol@example.org",
      'Content-Type: text/plain; hp="cipher"',
      "",
      "text",
    );
    assert.deepEqual(fields(outside, inside), [
      "protected From: Alice <alice@example.org>",
      "protected Subject: the plan",
    ]);
    assert.equal(isSubjectConfidential(readProtected(outside, inside, true), outside), true);
  });

  it("lets fields of the older drafts stand in for outer ones of their name", () => {
    const inside = parse('Content-Type: text/plain; protected-headers="v1"', "Subject: the plan", "", "text");
    assert.deepEqual(fields(outside, inside), [
      "protected Subject: the plan",
      "outer From: Alice <alice@example.org>",
      "outer To: Team <team@example.org>",
      "outer X-Outer: 1",
    ]);
  });

  it("ignores fields inside that nothing marks as protected, and all of them if nobody vouches", () => {
    const unmarked = parse("Subject: forged", "", "text");
    const marked = parse("Subject: forged", 'Content-Type: text/plain; hp="clear"', "", "text");
    for (const list of [fields(outside, unmarked), fields(outside, marked, false)]) {
      assert.ok(list.includes("outer Subject: ..."));
      assert.ok(!list.some((line) => line.includes("forged")));
    }
  });

  it("does not take a Subject for secret that was outside too", () => {
    const inside = parse(
      "Subject: Lunch",
      "HP-Outer: Subject: Lunch",
      'Content-Type: text/plain; hp="cipher"',
      "",
      "text",
    );
    assert.equal(isSubjectConfidential(readProtected(outside, inside, true), outside), false);
    const older = parse("Subject: ...", 'Content-Type: text/plain; protected-headers="v1"', "", "text");
    assert.equal(isSubjectConfidential(readProtected(outside, older, true), outside), false);
  });

  it("asks the outer Subject where the sender recorded nothing, and compares what people read", () => {
    const inner = (type: string, subject = "the plan") =>
      parse(`Subject: ${subject}`, `Content-Type: text/plain; ${type}`, "", "text");
    const message = (subject: string) => parse(`Subject: ${subject}`, "", "");
    const isSecret = (payload: Entity, subject: string) =>
      isSubjectConfidential(readProtected(message(subject), payload, true), message(subject));
    for (const type of ['hp="clear"', 'protected-headers="v1"']) {
      for (const placeholder of ["...", "[...]", "Encrypted Message", ""]) {
        assert.equal(isSecret(inner(type), placeholder), true);
      }
      assert.equal(isSecret(inner(type), "=?utf-8?q?the_plan?="), false);
    }
    assert.equal(isSecret(inner('hp="cipher"'), "the plan"), true);
  });

  it("ignores values of hp that are not known, and hp anywhere but at the payload", () => {
    const unknown = parse("Subject: forged", 'Content-Type: text/plain; hp="both"', "", "text");
    const deeper = parse(
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      'Content-Type: text/plain; hp="cipher"',
      "Subject: forged",
      "",
      "text",
      "--b--",
      "",
    );
    for (const payload of [unknown, deeper]) {
      assert.equal(readProtected(outside, payload, true).protection, "none");
    }
    assert.equal(readProtected(deeper, deeper, true).protection, "none");
    const older = parse('Content-Type: text/plain; hp="both"; protected-headers="v1"', "Subject: s", "", "t");
    assert.equal(readProtected(outside, older, true).protection, "v1");
  });

  it("takes hp at a forwarded message for the header around it", () => {
    const payload = parse(
      "From: Alice <alice@example.org>",
      "Subject: look at this",
      'Content-Type: message/rfc822; hp="clear"',
      "",
      "From: bob@example.org",
      "Subject: forwarded",
      "",
      "text",
    );
    const read = readProtected(outside, payload, true);
    assert.equal(read.inner.first("Subject")?.value, "look at this");
    assert.equal(read.payload, payload);
  });

  it("takes the displayed part of the older drafts away, and reads it if it alone has the fields", () => {
    const mixed = (fields: string, type: string, ...more: readonly string[]) =>
      parse(
        `Content-Type: multipart/mixed; boundary=b${fields}`,
        "",
        "--b",
        `Content-Type: ${type}; protected-headers="v1"`,
        ...more,
        "",
        "Subject: the plan",
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "We meet at noon.",
        "--b--",
        "",
      );
    const v1 = '; protected-headers="v1"\r\nSubject: in the header';
    for (const [payload, subject] of [
      [mixed(v1, "text/plain"), "in the header"],
      [mixed(v1, "text/rfc822-headers", "Content-Disposition: inline"), "in the header"],
      [mixed('; protected-headers="v1"', "text/rfc822-headers"), "the plan"],
      [mixed("", "text/rfc822-headers"), "the plan"],
    ] as const) {
      const read = readProtected(outside, payload, true);
      assert.equal(read.inner.first("Subject")?.value, subject);
      assert.equal(Buffer.from(read.payload.body).toString(), "We meet at noon.");
    }
    const attached = mixed(v1, "text/plain", "Content-Disposition: attachment");
    assert.equal(readProtected(outside, attached, true).payload, attached);
    const forged = readProtected(outside, mixed("", "text/rfc822-headers"), false);
    assert.equal(forged.inner, outside.header);
  });

  it("reads a message that was wrapped whole, and tells it from a forwarded one (RFC 8551 §3.1)", () => {
    const wrap = (type: string, from: string): Entity =>
      parse(`Content-Type: message/rfc822${type}`, "", `From: ${from}`, "Subject: inner", "", "text");
    const wrapped = readProtected(outside, wrap("", "alice@example.org"), true);
    assert.equal(wrapped.protection, "wrapped");
    assert.equal(wrapped.headers.map((field) => field.value).join(), "alice@example.org,inner");
    assert.equal(readProtected(outside, wrap("", "bob@example.org"), true).protection, "none");
    assert.equal(
      readProtected(outside, wrap("; forwarded=yes", "alice@example.org"), true).protection,
      "none",
    );
    for (const mark of ["; forwarded=no", '; protected-headers="wrapped"']) {
      const mismatch = readProtected(outside, wrap(mark, "bob@example.org"), true);
      assert.equal(readFrom(mismatch.inner, outside.header).mismatch, true);
    }
  });
});

describe("readFrom", () => {
  const view = (...from: string[]) => {
    const { header } = parse(...from, "", "");
    return readFrom(header, header);
  };

  it("counts every field and every mailbox", () => {
    assert.deepEqual(view("From: a@example.org"), {
      addresses: ["a@example.org"],
      entries: 1,
      mismatch: false,
    });
    assert.equal(view("From: a@example.org", "From: a@example.org").entries, 2);
    assert.equal(view("From: a@example.org", "FROM :").entries, 2);
    assert.equal(view("From: a@example.org, <broken").entries, 2);
    assert.equal(view("From: Us: a@example.org, b@example.org;").entries, 2);
    assert.equal(view("Sender: a@example.org").entries, 0);
  });

  it("takes no address from a display name", () => {
    assert.deepEqual(view('From: "alice@example.org" <mallory@example.org>').addresses, [
      "mallory@example.org",
    ]);
  });

  it("finds a From that differs inside and outside, also by number", () => {
    const inner = parse("From: alice@example.org", "", "").header;
    const mismatch = (...from: string[]) => readFrom(inner, parse(...from, "", "").header).mismatch;
    assert.equal(mismatch("From: Alice <ALICE@Example.ORG>"), false);
    assert.equal(mismatch("From: mallory@example.org"), true);
    assert.equal(mismatch("From: alice@example.org, mallory@example.org"), true);
    assert.equal(mismatch("Subject: none"), true);
  });
});
