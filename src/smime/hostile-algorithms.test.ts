/** The rarer algorithms under damage: a value comes back, soon, and what opens or verifies is what was sealed or signed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, fromUtf8, type ListSecret, systemRandom, utf8, isWhyCode } from "#base";
import { attribute, signedDataBy } from "../../test/support/crypto/cms-signer.ts";
import { makeAuthority, makePerson, signerOf } from "../../test/support/crypto/pki.ts";
import { der, oid, sequence } from "./asn1/der.ts";
import { fingerprintOf } from "./certificates/certificate.ts";
import * as smime from "./index.ts";
import { OID } from "./asn1/oids.ts";
import { matchRecipients } from "./encryption/recipient-info.ts";
import { readEnvelopedData } from "./encryption/enveloped-data.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nYes.\r\n");
const CA = makeAuthority();
const nobody = () => Promise.resolve([]);
const RUNS = { numRuns: 150 };

function damaged(whole: Bytes): fc.Arbitrary<Bytes> {
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = Buffer.from(whole);
    for (const [at, octet] of changes) copy[at] = octet;
    return copy;
  });
}

function sealed(to: ListSecret): Bytes {
  const recipient = smime.recipientOf(to.certificates[0]!, AT);
  assert.ok(recipient.ok);
  const body = smime.sealBody({ content: CONTENT, cipher: "gcm", random: systemRandom });
  return concatBytes(smime.keyPacket(recipient.value, body), body.shared);
}

async function opensAsItWas(ciphertext: Bytes, secret: ListSecret, content: Bytes): Promise<void> {
  const property = fc.asyncProperty(damaged(ciphertext), async (bent) => {
    const outcome = await smime.open({ ciphertext: bent, secrets: [secret], at: AT, signers: nobody });
    if (outcome.opened) assert.deepEqual(Buffer.from(outcome.content), Buffer.from(content));
    else assert.ok(isWhyCode(outcome.why));
  });
  await fc.assert(property, RUNS);
}

for (const kind of ["x25519", "x448", "ml-kem-512", "ml-kem-1024"] as const) {
  test(`a damaged message to ${kind} opens as it was, or does not`, async () => {
    const person = makePerson({ kind }, CA);
    await opensAsItWas(sealed(person), person, CONTENT);
  });
}

test("damaged OAEP with a mask hash of its own is a value like any other failure", async () => {
  const corpus = (name: string): Buffer =>
    readFileSync(new URL(`../../test/corpus/bouncy-castle/${name}`, import.meta.url));
  const certificate = corpus("rsa2048.crt.der");
  const person: ListSecret = {
    scheme: "smime",
    fingerprint: fingerprintOf(certificate),
    secret: corpus("rsa2048.key.der"),
    certificates: [certificate],
  };
  const message = corpus("rsa2048-oaep-sha256-mgf1-sha1.sealed.der");
  const at = readEnvelopedData(message).recipientInfos[0]!.raw.length;
  const start = message.indexOf(readEnvelopedData(message).recipientInfos[0]!.raw);
  const property = fc.asyncProperty(fc.nat(200), fc.nat(255), async (back, octet) => {
    const bent = Buffer.from(message);
    bent[start + at - 1 - back] = octet;
    const outcome = await smime.open({ ciphertext: bent, secrets: [person], at: AT, signers: nobody });
    if (outcome.opened && bent.equals(message)) assert.equal(fromUtf8(outcome.content), "from bc");
    else if (!outcome.opened) assert.equal(outcome.why, "cannot-open");
  });
  await fc.assert(property, RUNS);
});

for (const kind of ["ml-dsa-44", "ed448", "slh-dsa-sha2-128f"] as const) {
  test(`a damaged ${kind} signature is never valid for other content`, async () => {
    const person = makePerson({ kind });
    const { signature } = smime.signDetached({ content: CONTENT, signWith: person, at: AT });
    const signers = () => Promise.resolve([signerOf(person)]);
    const request = { at: AT, anchors: [], trust: "bound", signers } as const;
    const property = fc.asyncProperty(
      damaged(signature),
      fc.constantFrom(CONTENT, utf8("No.")),
      async (bent, content) => {
        const { signatures } = await smime.verifySigned({ ...request, der: bent, content });
        for (const { verdict } of signatures) if (verdict === "valid") assert.equal(content, CONTENT);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
}

test("two of our keys under one certificate are both tried", () => {
  const person = makePerson({ kind: "ml-kem-768" }, CA);
  const { recipientInfos } = readEnvelopedData(sealed(person));
  assert.equal(matchRecipients(recipientInfos, [person, person]).recipients.length, 2);
});

test("messages full of pieces, attributes or signers are answered within a second", async () => {
  const person = makePerson({ kind: "p256" });
  const pieces = Buffer.alloc(2 * 95_000, Buffer.from([4, 0]));
  const indefinite = (tag: number, ...contents: readonly Bytes[]): Bytes =>
    concatBytes(Buffer.from([tag, 0x80]), ...contents, Buffer.from([0, 0]));
  const nested = Array.from({ length: 3 }).reduce<Bytes>((inner) => indefinite(0x24, inner), pieces);
  const content = indefinite(0x30, oid(OID.data), indefinite(0xa0, nested));
  const data = indefinite(0x30, Buffer.from([2, 1, 1]), der(0x31), content, der(0x31));
  const huge = indefinite(0x30, oid(OID.signedData), indefinite(0xa0, data));
  const unsigned = Array.from({ length: 30_000 }, () => attribute("1.2.3.4", der(0x05)));
  const signer = {
    by: person,
    content: CONTENT,
    digestId: OID.sha256,
    algorithm: sequence(oid(OID.ecPublicKey)),
  };
  const many = signedDataBy({ ...signer, sign: () => concatBytes(...unsigned) });
  for (const octets of [huge, many]) {
    const started = process.cpuUsage();
    smime.kindOf(octets);
    await smime.verifySigned({
      der: octets,
      content: null,
      at: AT,
      anchors: [],
      trust: "bound",
      signers: nobody,
    });
    await smime.open({ ciphertext: octets, secrets: [person], at: AT, signers: nobody });
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1000 < 1000, `${(user + system) / 1000} ms`);
  }
});
