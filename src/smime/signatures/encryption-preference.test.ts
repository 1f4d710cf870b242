/** SMIMEEncryptionKeyPreference in each of its forms, and octets that are none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { makePerson, signerOf } from "../../../test/support/crypto/pki.ts";
import { der, octetString, retag } from "../asn1/der.ts";
import { issuerAndSerial, keyIdentifierOf, readCertificate } from "../certificates/certificate.ts";
import { signDetached, verifySigned } from "../index.ts";
import { preferredCertificate } from "./encryption-preference.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const [first, second] = [makePerson({ kind: "p256" }), makePerson({ kind: "p256" })];
const THEIRS = [first, second].flatMap(({ certificates }) => certificates);
const named = readCertificate(second.certificates[0]!);

test("a certificate is named by issuer and serial, by key with a date, and by key", () => {
  const identifier = keyIdentifierOf(named);
  const date = der(0x18, utf8("20260101000000Z"));
  for (const preference of [
    retag(issuerAndSerial(named), 0xa0),
    der(0xa1, octetString(identifier)),
    der(0xa1, octetString(identifier), date),
    der(0x82, identifier),
  ])
    assert.equal(preferredCertificate(preference, THEIRS), second.certificates[0]);
});

test("a list that signs names the certificate that opens its mail", async () => {
  const both = makePerson({ kind: "p256" });
  const [signs, opens] = [
    makePerson({ kind: "p256", usage: 0x80 }),
    makePerson({ kind: "p256", usage: 0x08 }),
  ];
  const split = { ...signs, certificates: [...signs.certificates, ...opens.certificates] };
  for (const [signWith, named] of [
    [both, both],
    [split, opens],
  ] as const) {
    const content = utf8("Content-Type: text/plain\r\n\r\nYes.\r\n");
    const { signature } = signDetached({ content, signWith, at: AT });
    const signers = () => Promise.resolve([signerOf(signWith)]);
    const request = { der: signature, content, at: AT, anchors: [], trust: "bound", signers } as const;
    const [judged] = (await verifySigned(request)).signatures;
    assert.ok(judged?.encryptionPreference);
    const found = preferredCertificate(judged.encryptionPreference, signWith.certificates);
    assert.deepEqual(found, named.certificates[0]);
  }
});

test("what names none of them, or cannot be read, prefers nothing", () => {
  const stranger = readCertificate(makePerson({ kind: "p256" }).certificates[0]!);
  for (const preference of [
    retag(issuerAndSerial(stranger), 0xa0),
    der(0x82, keyIdentifierOf(stranger)),
    issuerAndSerial(named),
    der(0xa1),
    utf8(""),
    utf8("not DER"),
  ])
    assert.equal(preferredCertificate(preference, THEIRS), null);
  const isNamed = retag(issuerAndSerial(named), 0xa0);
  assert.equal(preferredCertificate(isNamed, [utf8("no certificate"), ...THEIRS]), second.certificates[0]);
});
