/** Whatever is changed in octets from outside, the answer is a value, never an exception. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, LIMITS, systemRandom, utf8, isWhyCode } from "#base";
import { damaged } from "../../test/support/crypto/damaged.ts";
import { makeAuthority, makePerson, signerOf } from "../../test/support/crypto/pki.ts";
import { der, octetString, oid, sequence, setOf, smallInteger } from "./asn1/der.ts";
import { readWhole } from "./asn1/ber.ts";
import { issuerAndSerial, readCertificate } from "./certificates/certificate.ts";
import { matchRecipients } from "./encryption/recipient-info.ts";
import * as smime from "./index.ts";
import { OID } from "./asn1/oids.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nYes.\r\n");
const CA = makeAuthority();
const ALICE = makePerson({ kind: "p256" }, CA);
const [CERTIFICATE = new Uint8Array()] = ALICE.certificates;
const nobody = () => Promise.resolve([]);

function sealed(cipher: "cbc" | "gcm"): Bytes {
  const recipient = smime.recipientOf(CERTIFICATE, AT);
  assert.ok(recipient.ok);
  const body = smime.sealBody({ content: CONTENT, cipher, random: systemRandom });
  return concatBytes(smime.keyPacket(recipient.value, body), body.shared);
}

for (const cipher of ["cbc", "gcm"] as const) {
  test(`a damaged ${cipher} message is opened as it was, or refused with a reason`, async () => {
    const property = fc.asyncProperty(damaged(sealed(cipher)), async (ciphertext) => {
      smime.kindOf(ciphertext);
      const outcome = await smime.open({ ciphertext, secrets: [ALICE], at: AT, signers: nobody });
      if (!outcome.opened) assert.ok(isWhyCode(outcome.why));
      else if (cipher === "gcm") assert.deepEqual(Buffer.from(outcome.content), CONTENT);
    });
    await fc.assert(property, { numRuns: 300 });
  });
}

test("a damaged signature is never valid for other content, and always a verdict", async () => {
  const { signature } = smime.signDetached({ content: CONTENT, signWith: ALICE, at: AT });
  const property = fc.asyncProperty(
    damaged(signature),
    fc.constantFrom(CONTENT, utf8("No.")),
    async (bent, content) => {
      const outcome = await smime.verifySigned({
        der: bent,
        content,
        at: AT,
        signers: () => Promise.resolve([signerOf(ALICE)]),
        anchors: [CA.certificate],
        trust: "ca",
      });
      for (const { verdict } of outcome.signatures) if (verdict === "valid") assert.equal(content, CONTENT);
    },
  );
  await fc.assert(property, { numRuns: 500 });
});

test("a damaged certificate is described or refused", () => {
  const property = fc.property(damaged(CERTIFICATE), (bent) => {
    smime.describeCertificate(bent, AT);
    smime.recipientOf(bent, AT);
    smime.readCertificates(bent);
  });
  fc.assert(property, { numRuns: 500 });
});

test("a damaged key file is unlocked or refused", async () => {
  const file = utf8(smime.exportSecret(ALICE, null));
  await fc.assert(
    fc.asyncProperty(damaged(file), async (bent) => {
      await smime.unlockSecret(bent, "geheim");
    }),
    { numRuns: 300 },
  );
});

/** EnvelopedData for these RecipientInfos; the content is never reached. */
function envelope(...recipientInfos: readonly Bytes[]): Bytes {
  const algorithm = sequence(oid(OID.aes256Cbc), octetString(Buffer.alloc(16)));
  // No whole block: a random key could not open it by chance.
  const info = sequence(oid(OID.data), algorithm, der(0x80, Buffer.alloc(15)));
  const data = sequence(smallInteger(2), setOf(...recipientInfos), info);
  return sequence(oid(OID.envelopedData), der(0xa0, data));
}

async function why(ciphertext: Bytes): Promise<string> {
  const outcome = await smime.open({ ciphertext, secrets: [ALICE], at: AT, signers: nobody });
  return outcome.opened ? "opened" : outcome.why;
}

test("recipients are read up to the limit", async () => {
  const other = der(0xa4, oid("1.2.3"));
  const many = (count: number) => envelope(...Array.from({ length: count }, () => other));
  assert.equal(await why(many(LIMITS.recipientsRead)), "no-key");
  assert.equal(await why(many(LIMITS.recipientsRead + 1)), "too-large");
});

test("only passwords: password-encrypted; a password beside other people's keys: no-key", async () => {
  const password = der(0xa3, smallInteger(0));
  assert.equal(await why(envelope(password)), "password-encrypted");
  assert.equal(await why(envelope(password, der(0xa4, oid("1.2.3")))), "no-key");
  assert.equal(await why(envelope()), "no-key");
});

test("a message that names us again and again is tried a few times only", async () => {
  const own = readCertificate(CERTIFICATE);
  const rid = sequence(issuerAndSerial(own), octetString(Buffer.alloc(40)));
  const algorithm = sequence(oid(OID.dhSha256Kdf), sequence(oid(OID.aes256Wrap)));
  const originator = der(0xa0, der(0xa1, sequence(oid(OID.ecPublicKey)), der(0x03, Buffer.alloc(66))));
  const info = der(0xa1, smallInteger(3), originator, algorithm, sequence(rid));
  const infos = Array.from({ length: 100 }, () => readWhole(info));
  assert.equal(matchRecipients(infos, [ALICE]).recipients.length, LIMITS.hiddenRecipientsTried);
  assert.equal(await why(envelope(info, info)), "cannot-open");
});
