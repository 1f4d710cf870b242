import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type EmailAddress, sameAddress, utf8 } from "#base";
import {
  dns,
  mail,
  nameOf,
  otherName,
  person,
  root,
  utf8Mail,
} from "../../../test/support/crypto/path-pki.ts";
import { addressesOf } from "./certificate-addresses.ts";
import { readCertificate } from "./certificate.ts";
import { der, oid, sequence, setOf } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";

const CA = root("CN=CA");
const WITH_ADDRESS = nameOf("CN=Alice/E=alice@example.org");

/** What a certificate with this SAN, or none, and this subject proves. */
function addresses(san: readonly Bytes[] | null, subject: Bytes = WITH_ADDRESS): readonly EmailAddress[] {
  const extensions = { [OID.subjectAltName]: san && sequence(...san) };
  return addressesOf(readCertificate(person(CA, { extensions }, subject).der));
}

test("the subject's emailAddress counts only if the SAN has no address", () => {
  assert.deepEqual(addresses(null), ["alice@example.org"]);
  assert.deepEqual(addresses([dns("example.org")]), ["alice@example.org"]);
  assert.deepEqual(addresses([mail("bob@example.org")]), ["bob@example.org"]);
  assert.deepEqual(addresses([utf8Mail("älice@example.org")]), ["älice@example.org"]);
});

test("a SAN address that is none does not bring the subject's in", () => {
  assert.deepEqual(addresses([mail("nobody")]), []);
});

const TEXT = "alice@example.org";
const STRINGS: readonly (readonly [string, number, Bytes, boolean])[] = [
  ["IA5String", 0x16, utf8(TEXT), true],
  ["PrintableString", 0x13, utf8(TEXT), true],
  ["UTF8String", 0x0c, utf8(TEXT), true],
  ["TeletexString", 0x14, utf8(TEXT), false],
  ["BMPString", 0x1e, Buffer.from(TEXT, "utf16le").swap16(), false],
  ["UniversalString", 0x1c, utf8(TEXT.replace(/./g, "\0\0\0$&")), false],
];
for (const [name, tag, octets, counts] of STRINGS) {
  test(`emailAddress as ${name} ${counts ? "counts" : "gives none"}`, () => {
    const subject = sequence(setOf(sequence(oid(OID.emailAddress), der(tag, octets))));
    assert.deepEqual(addresses(null, subject), counts ? [TEXT] : []);
  });
}

for (const [title, text] of [
  ["NUL", "alice@example.org\0.evil.example"],
  ["CR", "alice@example.org\r"],
  ["LF", "alice@example.org\nbob@example.org"],
  ["two addresses", "alice@example.org, bob@example.org"],
  ["angle brackets", "Alice <alice@example.org>"],
] as const) {
  test(`${title} in a name gives none`, () => {
    assert.deepEqual(addresses([mail(text)]), []);
    assert.deepEqual(addresses([utf8Mail(text)]), []);
    const subject = sequence(setOf(sequence(oid(OID.emailAddress), der(0x16, utf8(text)))));
    assert.deepEqual(addresses(null, subject), []);
  });
}

test("letters beyond ASCII count in SmtpUTF8Mailbox only, and only as good UTF-8", () => {
  assert.deepEqual(addresses([mail("älice@example.org")]), []);
  assert.deepEqual(addresses([der(0x81, Buffer.from("älice@example.org", "latin1"))]), []);
  assert.deepEqual(addresses([utf8Mail("älice@example.org")]), ["älice@example.org"]);
  assert.deepEqual(addresses([utf8Mail("\ufeffälice@example.org")]), []);
  const wrong = Buffer.from("älice@example.org", "latin1");
  assert.deepEqual(addresses([otherName(OID.smtpUtf8Mailbox, der(0x0c, wrong))], nameOf("CN=Alice")), []);
  const ia5 = otherName(OID.smtpUtf8Mailbox, der(0x16, utf8("alice@example.org")));
  assert.deepEqual(addresses([ia5], nameOf("CN=Alice")), []);
});

test("SmtpUTF8Mailbox with a local part of ASCII gives none: rfc822Name is for those (RFC 9598 §3)", () => {
  assert.deepEqual(addresses([utf8Mail("boss@example.org")]), []);
  assert.deepEqual(addresses([utf8Mail("boss@bücher.example")]), []);
  assert.deepEqual(addresses([mail("boss@xn--bcher-kva.example")]), ["boss@xn--bcher-kva.example"]);
});

test("a domain in letters and its A-label are the same address", () => {
  const [letters] = addresses([utf8Mail("älice@bücher.example")]);
  const [label] = addresses([utf8Mail("älice@xn--bcher-kva.example")]);
  assert.ok(letters && label && sameAddress(letters, label));
});
