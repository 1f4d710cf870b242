import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, LIMITS } from "#base";
import { der, octetString, oid, sequence, setOf, smallInteger } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readSignedData } from "./signed-data.ts";

/** Nothing in it is read but how many there are. */
const many = (count: number, octets = 1): Bytes[] =>
  Array.from({ length: count }, (_, nth) =>
    sequence(smallInteger(nth % 100), octetString(new Uint8Array(octets))),
  );

function signedData(parts: {
  readonly certificates?: Bytes[];
  readonly lists?: Bytes[];
  readonly signers?: Bytes[];
}) {
  const { certificates = [], lists = [], signers = [] } = parts;
  const data = sequence(
    smallInteger(1),
    setOf(),
    sequence(oid(OID.data)),
    der(0xa0, ...certificates),
    der(0xa1, ...lists),
    setOf(...signers),
  );
  return readSignedData(sequence(oid(OID.signedData), der(0xa0, data)));
}

test("as many certificates as chains of all signatures have are read, more are refused", () => {
  const most = LIMITS.certificateChain * LIMITS.signaturesPerMessage;
  assert.equal(signedData({ certificates: many(most) }).certificates.length, most);
  assert.throws(() => signedData({ certificates: many(most + 1) }), { message: /too-large/ });
});

test("one revocation list for each signature is read, those behind them and large ones are passed over", () => {
  const most = LIMITS.signaturesPerMessage;
  assert.equal(signedData({ lists: many(most) }).revocationLists.length, most);
  assert.equal(signedData({ lists: many(most + 1) }).revocationLists.length, most);
  const large = many(1, LIMITS.certificateBytes);
  assert.equal(signedData({ lists: [...large, ...many(2)] }).revocationLists.length, 2);
});

test("more signerInfos than are judged are refused", () => {
  const most = LIMITS.signaturesPerMessage;
  assert.equal(signedData({ signers: many(most) }).signerInfos.length, most);
  assert.throws(() => signedData({ signers: many(most + 1) }), { message: /too-large/ });
});
