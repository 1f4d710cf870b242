import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type EmailAddress, LIMITS, utf8 } from "#base";
import type { Address } from "./address-reader.ts";
import { mailboxesOf, parseAddresses } from "./addresses.ts";
import type { HeaderSection } from "../entity.ts";
import { formatAddress } from "../compose/format-address.ts";
import { formatField } from "../compose/format-field.ts";
import { parseMessage } from "../parse/parse-message.ts";

/** `name <address>`, `name: […];`, and `!text` for malformed ones. */
function inWords(address: Address): string {
  if (address.kind === "malformed") return `!${address.text}`;
  if (address.kind === "group") return `${address.name}: [${address.mailboxes.map(inWords).join(", ")}];`;
  return `${address.name} <${address.address}>`.trimStart();
}

const read = (value: string): string[] => parseAddresses(value).map(inWords);

function headerOf(text: string): HeaderSection {
  const message = parseMessage(utf8(text));
  assert.ok(message.ok);
  return message.value.header;
}

const WELL_FORMED: readonly (readonly [value: string, ...addresses: string[]])[] = [
  ["a@example.org", "<a@example.org>"],
  ["<a@example.org>", "<a@example.org>"],
  ["Alice <a@example.org>, b@example.org", "Alice <a@example.org>", "<b@example.org>"],
  ['"Doe, J. <x@y.z>" <j@example.org>', "Doe, J. <x@y.z> <j@example.org>"],
  ["John Q. Public <j@example.org>", "John Q. Public <j@example.org>"],
  ["a@example.org (Alice (of) Wonderland)", "Alice (of) Wonderland <a@example.org>"],
  ["(x@y.z,) a@example.org", "<a@example.org>"],
  ["=?utf-8?Q?J=C3=B6rg?= =?utf-8?Q?_M=2E?= <j@example.org>", "Jörg M. <j@example.org>"],
  ['"=?utf-8?Q?J=C3=B6rg?=" <j@example.org>', "Jörg <j@example.org>"],
  ["Jörg <jörg@exämple.org>", "Jörg <jörg@exämple.org>"],
  ["A\ufffdice <a@example.org>", "A\ufffdice <a@example.org>"],
  ['"a b\\"c"@example.org', '<"a b\\"c"@example.org>'],
  ["<@one.example,@two.example:a@example.org>", "<a@example.org>"],
  ["a@example.org, , (nobody), b@example.org,", "<a@example.org>", "<b@example.org>"],
  ["undisclosed-recipients:;", "undisclosed-recipients: [];"],
  // RFC 5322 appendix A.5 and A.1.3
  ["Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete <pete@silly.test>"],
  [
    "A Group(Some people):Chris Jones <c@(Chris's host.)public.example>, joe@example.org, John <jdoe@one.test> (my dear friend); (the end of the group)",
    "A Group: [Chris Jones <c@public.example>, <joe@example.org>, John <jdoe@one.test>];",
  ],
  [""],
];

const MALFORMED: readonly (readonly [value: string, ...addresses: string[]])[] = [
  ["Alice", "!Alice"],
  ["a@example.org b@example.org", "!a@example.org b@example.org"],
  ["a@example.org <b@example.org>", "!a@example.org <b@example.org>"],
  ["<a@example.org> <b@example.org>", "!<a@example.org> <b@example.org>"],
  ["<a@example.org", "!<a@example.org"],
  ["a@example.org>", "!a@example.org>"],
  ["<a@example.org, b@example.org>", "!<a@example.org", "!b@example.org>"],
  ["a@b@example.org", "!a@b@example.org"],
  ["a@example.org;", "!a@example.org;"],
  ['"open <a@example.org>, b@example.org', '!"open <a@example.org>, b@example.org'],
  ["(open a@example.org", "!(open a@example.org"],
  ["a@example.org\ufffdb", "!a@example.org\ufffdb"],
  ["\ufffda@example.org", "!\ufffda@example.org"],
  ['"a\ufffd"@example.org', '!"a\ufffd"@example.org'],
  ["a\0@example.org", "!a\0@example.org"],
  ["a@example.org\r\nBcc: b@example.org", "!a@example.org\r\nBcc: b@example.org"],
  ['"a\rb"@example.org', '!"a\rb"@example.org'],
  ["a . b@example.org", "!a . b@example.org"],
  ["a@example . org", "!a@example . org"],
  ["a..b@example.org", "!a..b@example.org"],
  ["a@[192.0.2.1]", "!a@[192.0.2.1]"],
  ["a@example.org/x", "!a@example.org/x"],
  ["=?utf-8?Q?a=40example.org?=", "!=?utf-8?Q?a=40example.org?="],
  ["<=?utf-8?Q?a?=@=?utf-8?Q?example.org?=>", "!<=?utf-8?Q?a?=@=?utf-8?Q?example.org?=>"],
  ["@one.example:a@example.org", "!@one.example:a@example.org"],
  ["group: a@example.org", "!group: a@example.org"],
  ["g: h: a@example.org;;", "!g: h: a@example.org;;"],
  ["!, b@example.org", "!!", "<b@example.org>"],
];

describe("addresses that are well formed", () => {
  for (const [value, ...addresses] of WELL_FORMED)
    test(JSON.stringify(value), () => assert.deepEqual(read(value), addresses));
});

describe("addresses that are not are told as such", () => {
  for (const [value, ...addresses] of MALFORMED)
    test(JSON.stringify(value), () => assert.deepEqual(read(value), addresses));
});

test("mailboxesOf goes through all fields and groups and leaves out what is malformed", () => {
  const header = headerOf("Cc: a@example.org, x\nCC: g: b@example.org;, <c@example.org>\n\n");
  assert.deepEqual(
    mailboxesOf(header, "cc").map((mailbox) => mailbox.address),
    ["a@example.org", "b@example.org", "c@example.org"],
  );
});

test("more addresses than the limit end in one malformed address (S10)", () => {
  const list = (count: number): Address[] => parseAddresses("a@b.c,".repeat(count));
  assert.equal(list(LIMITS.addressesPerField).at(-1)?.kind, "mailbox");
  const over = list(LIMITS.addressesPerField + 3);
  assert.equal(over.length, LIMITS.addressesPerField + 1);
  assert.equal(over.at(-1)?.kind, "malformed");
  const group = parseAddresses(`g: ${"a@b.c,".repeat(LIMITS.addressesPerField + 3)};`);
  assert.deepEqual(new Set(group.map((address) => address.kind)), new Set(["malformed"]));
});

test("hostile lists take linear time", () => {
  for (const piece of ["(", '"', "<", "a.", ":", "@", "a:", "<@a,", "=?utf-8?q?a?= ", " ", "\\"]) {
    const before = performance.now();
    parseAddresses(piece.repeat(LIMITS.headerFieldBytes / piece.length));
    assert.ok(performance.now() - before < 2000, JSON.stringify(piece));
  }
});

test("names are written plain, quoted or encoded, as they need (RFC 5322 §3.2.3, RFC 2047 §5)", () => {
  const write = (name: string): string => formatAddress(name, "a@example.org" as EmailAddress);
  assert.equal(write(""), "a@example.org");
  assert.equal(write("Alice Doe"), "Alice Doe <a@example.org>");
  assert.equal(write('Doe, "Al"'), '"Doe, \\"Al\\"" <a@example.org>');
  assert.equal(write("Jörg"), "=?utf-8?B?SsO2cmc=?= <a@example.org>");
  assert.deepEqual(read(write("=?utf-8?Q?b=40c.d?=")), ["=?utf-8?Q?b=40c.d?= <a@example.org>"]);
});

const names = fc.string({ unit: "grapheme", maxLength: 120 });

test("a display name never makes an address, and comes back as it was", () => {
  const hostile = fc.oneof(
    names,
    fc.string({ unit: fc.constantFrom(...Array.from('"\\<>@,;:()=?_ \r\n\0aé.')) }),
  );
  fc.assert(
    fc.property(hostile, (name) => {
      const field = formatField("From", formatAddress(name, "a@example.org" as EmailAddress));
      const [mailbox, ...others] = parseAddresses(
        headerOf(`${Buffer.from(field).toString()}\r\n`).first("From")!.value,
      );
      assert.equal(others.length, 0);
      assert.ok(mailbox?.kind === "mailbox");
      assert.equal(mailbox.address, "a@example.org");
      assert.equal(mailbox.name, name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim());
    }),
    { numRuns: 500 },
  );
});
