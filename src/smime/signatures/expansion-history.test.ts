/** Histories of lists, well-formed and hostile (RFC 2634 §4). */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, latin1, systemRandom } from "#base";
import { readElement, TAG } from "../asn1/ber.ts";
import { issuerAndSerial, keyIdentifierOf, readCertificate } from "../certificates/certificate.ts";
import { der, octetString, oid, retag, sequence, setOf, smallInteger } from "../asn1/der.ts";
import { expansionHistory, extendHistory, wasExpandedBy } from "./expansion-history.ts";
import { generateListKey } from "../issuing/generate-list-key.ts";
import { OID } from "../asn1/oids.ts";

const AT = new Date("2026-11-22T05:00:00Z");

const own = await certificate("team@example.org");
const other = await certificate("others@example.org");

async function certificate(address: string) {
  const key = await generateListKey({
    address: address as never,
    commonName: "L",
    at: AT,
    expiresAt: null,
    random: systemRandom,
  });
  const [first] = key.secret.certificates;
  assert.ok(first);
  return readCertificate(first);
}

const TIME = der(TAG.generalizedTime, latin1("20261122050000Z"));
const named = issuerAndSerial(own);

/** SignedData with one SignerInfo per list of attributes. */
function historyIn(...signers: readonly (readonly Bytes[])[]) {
  const signerInfos = signers.map((attributes) => signerInfo({ signed: attributes }));
  return expansionHistory({ ...NOTHING, signerInfos });
}

const NOTHING = { contentType: OID.data, content: null, certificates: [], revocationLists: [] };

function signerInfo({ signed, unsigned = [] }: { signed: readonly Bytes[]; unsigned?: readonly Bytes[] }) {
  const algorithm = sequence(oid(OID.sha256));
  const rest = unsigned.length === 0 ? [] : [retag(setOf(...unsigned), 0xa1)];
  const fields = [smallInteger(1), named, algorithm, retag(setOf(...signed), 0xa0), algorithm];
  return readElement(sequence(...fields, octetString(latin1("x")), ...rest), 0);
}

function attribute(...values: readonly Bytes[]): Bytes {
  return sequence(oid(OID.mlExpandHistory), setOf(...values));
}

test("each list adds itself behind the others, wants no receipts, and is found again", () => {
  const first = historyIn([attribute(extendHistory([], { certificate: other, at: AT }))]);
  assert.ok(first !== null && first !== "malformed");
  const both = historyIn([attribute(extendHistory(first, { certificate: own, at: AT }))]);
  assert.ok(both !== null && both !== "malformed");
  assert.deepEqual(
    both.map((list) => Buffer.from(list).toString("hex")),
    [
      Buffer.from(sequence(issuerAndSerial(other), TIME, der(0x80))).toString("hex"),
      Buffer.from(sequence(named, TIME, der(0x80))).toString("hex"),
    ],
  );
  assert.ok(wasExpandedBy(both, [own.der]));
  assert.ok(!wasExpandedBy(first, [own.der]));
});

test("a list may be named by its key identifier", () => {
  const history = historyIn([attribute(sequence(sequence(octetString(keyIdentifierOf(own)), TIME)))]);
  assert.ok(history !== null && history !== "malformed");
  assert.ok(wasExpandedBy(history, [own.der]));
  assert.ok(!wasExpandedBy(history, [other.der]));
});

test("most signatures tell no history", () => {
  assert.equal(historyIn([]), null);
  assert.equal(historyIn(), null);
  assert.equal(historyIn([sequence(oid(OID.signingTime), setOf(TIME))]), null);
});

const list = sequence(named, TIME);
const HOSTILE: Readonly<Record<string, readonly Bytes[]>> = {
  "no list": [attribute(sequence())],
  "no value": [attribute()],
  "two values": [attribute(sequence(list), sequence(list, list))],
  "two attributes": [attribute(sequence(list)), attribute(sequence(list, list))],
  "a set instead of a sequence": [attribute(setOf(list))],
  "65 lists": [attribute(sequence(...Array.from({ length: 65 }, () => list)))],
  "no time": [attribute(sequence(sequence(named)))],
  UTCTime: [attribute(sequence(sequence(named, der(TAG.utcTime, latin1("261122050000Z")))))],
  "a 13th month": [attribute(sequence(sequence(named, der(TAG.generalizedTime, latin1("20261322050000Z")))))],
  "an identifier of another kind": [attribute(sequence(sequence(der(0x82, latin1("x")), TIME)))],
  "half an issuer": [attribute(sequence(sequence(sequence(own.issuer), TIME)))],
  "more behind the serial number": [
    attribute(sequence(sequence(sequence(own.issuer, own.serialNumber, TIME), TIME))),
  ],
  "an unknown receipt policy": [attribute(sequence(sequence(named, TIME, der(0x83))))],
  "a policy with a value that has none": [attribute(sequence(sequence(named, TIME, der(0x80, latin1("x")))))],
  "more behind the policy": [attribute(sequence(sequence(named, TIME, der(0x80), TIME)))],
  "deeply nested": [attribute(sequence(nested(40)))],
};

function nested(depth: number): Bytes {
  return depth === 0 ? list : sequence(nested(depth - 1));
}

for (const [what, attributes] of Object.entries(HOSTILE)) {
  test(`malformed: ${what}`, () => assert.equal(historyIn(attributes), "malformed"));
}

test("signers that tell different histories tell none, the same one is one", () => {
  const one = [attribute(sequence(list))];
  assert.equal(historyIn(one, [attribute(sequence(list, list))]), "malformed");
  assert.deepEqual(historyIn(one, one), historyIn(one));
});

test("a history that is not signed is none, and not passed over", () => {
  const signerInfos = [signerInfo({ signed: [], unsigned: [attribute(sequence(list))] })];
  assert.equal(expansionHistory({ ...NOTHING, signerInfos }), "malformed");
});

test("damaged octets are malformed, read as they are, or no SignerInfo; nothing is thrown", () => {
  const sound = Buffer.from(attribute(extendHistory([list], { certificate: own, at: AT })));
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.nat(255), (at, octet) => {
      const damaged = Buffer.from(sound);
      damaged[at] = octet;
      const history = historyIn([damaged]);
      assert.ok(history === null || history === "malformed" || history.length <= 64);
    }),
    { numRuns: 2000 },
  );
});
