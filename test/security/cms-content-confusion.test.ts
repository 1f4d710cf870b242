/**
 * SignedData that programs read in two ways: content inside and beside the signature, none, an empty one, one SignedData
 * in or behind another, no signers, too many (Müller et al., "Johnny, you are fired!", USENIX Security 2019, §4.1;
 * CVE-2018-18509; RFC 5652 §5.2). What is shown is what was signed, or it is nobody's (S3).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, LIMITS, utf8 } from "#base";
import { attackedList, textOf } from "../support/lists/attacked-list.ts";
import { beside, CONTENT_TYPES, type ForgedSigner, opaque, signedData } from "../support/crypto/cms-forge.ts";
import { type Correspondent, NOW, sealed } from "../support/programs/correspondents.ts";
import { EVIL, GENUINE } from "../support/put-together.ts";

const EMPTY = utf8("");

interface People {
  readonly bob: Correspondent;
  readonly mallory: Correspondent;
}

const by = ({ secret }: Correspondent, content: Bytes): ForgedSigner => ({ by: secret, content, at: NOW });
const certificateOf = ({ publicKey }: Correspondent): readonly Bytes[] => [publicKey];
/** What Bob once signed, with or without its content. */
const genuine = ({ bob }: People): Bytes => signedData({ signers: [by(bob, GENUINE)] });
const opaqueGenuine = ({ bob }: People): Bytes =>
  signedData({ signers: [by(bob, GENUINE)], inside: GENUINE });

const NOBODYS: Readonly<Record<string, (people: People) => Bytes>> = {
  "his content inside, another beside": (people) => beside(EVIL, opaqueGenuine(people)),
  "his content inside and beside": (people) => beside(GENUINE, opaqueGenuine(people)),
  "another content inside, his beside": ({ bob }) =>
    beside(GENUINE, signedData({ signers: [by(bob, GENUINE)], inside: EVIL })),
  "an empty content inside, his beside": ({ bob }) =>
    beside(GENUINE, signedData({ signers: [by(bob, GENUINE)], inside: EMPTY })),
  "an empty content that he signed, another beside": ({ bob }) =>
    beside(EVIL, signedData({ signers: [by(bob, EMPTY)], inside: EMPTY })),
  "his signature beside another content": (people) => beside(EVIL, genuine(people)),
  "another content inside": ({ bob }) => opaque(signedData({ signers: [by(bob, GENUINE)], inside: EVIL })),
  "an empty content": ({ bob }) => opaque(signedData({ signers: [by(bob, GENUINE)], inside: EMPTY })),
  "no content at all": (people) => opaque(genuine(people)),
  "no signer": ({ bob }) =>
    opaque(signedData({ signers: [], inside: EVIL, certificates: certificateOf(bob) })),
  "no signer, the content beside": ({ bob }) =>
    beside(EVIL, signedData({ signers: [], certificates: certificateOf(bob) })),
  "certificates only": ({ bob }) =>
    opaque(signedData({ signers: [], certificates: certificateOf(bob) }), "certs-only"),
  "certificates only that say to be signed data": ({ bob }) =>
    opaque(signedData({ signers: [], certificates: certificateOf(bob) })),
  "one without a signer in front of his": (people) =>
    opaque(concatBytes(signedData({ signers: [], inside: EVIL }), opaqueGenuine(people))),
  "his inside one without a signer": (people) =>
    opaque(signedData({ signers: [], contentType: CONTENT_TYPES.signedData, inside: opaqueGenuine(people) })),
  "his inside, told to be data": (people) =>
    opaque(signedData({ signers: [], inside: opaqueGenuine(people) })),
  "a content of another type": ({ bob }) =>
    opaque(
      signedData({ signers: [by(bob, GENUINE)], contentType: CONTENT_TYPES.envelopedData, inside: GENUINE }),
    ),
  "the good signature of another in front of his wrong one": ({ bob, mallory }) =>
    beside(EVIL, signedData({ signers: [by(mallory, EVIL), by(bob, GENUINE)] })),
  "the good signature of another behind his wrong one": ({ bob, mallory }) =>
    beside(EVIL, signedData({ signers: [by(bob, GENUINE), by(mallory, EVIL)] })),
  "good signatures of both": ({ bob, mallory }) =>
    beside(GENUINE, signedData({ signers: [by(mallory, GENUINE), by(bob, GENUINE)] })),
  "more signers than are looked at": ({ bob }) =>
    beside(
      GENUINE,
      signedData({
        signers: Array.from({ length: LIMITS.signaturesPerMessage + 1 }, () => by(bob, GENUINE)),
        certificates: certificateOf(bob),
      }),
    ),
};

test("SignedData that could be read in two ways makes nobody its author", async (t) => {
  const list = await attackedList(t);
  const people = { bob: list.bob, mallory: list.smimeMallory };
  for (const [what, make] of Object.entries(NOBODYS)) {
    const content = make(people);
    const { report, copy, waits } = await list.post(
      list.bob.address,
      await sealed(list.team.openpgp, content),
    );
    assert.deepEqual([report.author.authentic, copy], [false, null], what);
    assert.match(waits ?? "", /^held not-signed/, what);
  }
});

const HIS: Readonly<Record<string, (people: People) => Bytes>> = {
  "octets behind it": (people) =>
    opaque(concatBytes(opaqueGenuine(people), signedData({ signers: [], inside: EVIL }))),
  "another name for what it is": (people) => opaque(opaqueGenuine(people), "certs-only"),
  "his signature twice": ({ bob }) =>
    opaque(signedData({ signers: [by(bob, GENUINE), by(bob, GENUINE)], inside: GENUINE })),
  "a certificate of another in front of his": ({ bob, mallory }) =>
    opaque(
      signedData({
        signers: [by(bob, GENUINE)],
        inside: GENUINE,
        certificates: [...certificateOf(mallory), ...certificateOf(bob)],
      }),
    ),
};

for (const [what, make] of Object.entries(HIS)) {
  test(`with ${what} only what Bob signed goes on`, async (t) => {
    const list = await attackedList(t);
    const content = make({ bob: list.bob, mallory: list.smimeMallory });
    const { report, copy } = await list.post(list.bob.address, await sealed(list.team.openpgp, content));
    assert.equal(report.author.authentic, true);
    assert.match(textOf(copy), /I agree/);
    assert.doesNotMatch(textOf(copy), /fired/);
  });
}
