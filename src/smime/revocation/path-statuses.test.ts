import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { test } from "node:test";
import { makeAuthority, makePerson } from "../../../test/support/crypto/pki.ts";
import { OID } from "../asn1/oids.ts";
import { childrenOf, readWhole, TAG } from "../asn1/ber.ts";
import { der, integer, sequence } from "../asn1/der.ts";
import { extension, USAGE } from "../certificates/build-certificate.ts";
import { CRL_SIGN } from "../certificates/purpose.ts";
import { pathStatuses } from "../index.ts";
import { writeRevocationList } from "../issuing/write-revocation-list.ts";

const AT = new Date("2026-11-22T12:00:00Z");
const SIGNING = { usage: USAGE.keyCertSign | CRL_SIGN };
const ROOT = makeAuthority("Root", null, SIGNING);
const MIDDLE = makeAuthority("Middle", ROOT, SIGNING);

function listOf({ certificate, key }: typeof ROOT, days = 3) {
  const secret = key.export({ format: "der", type: "pkcs8" });
  const thisUpdate = new Date("2026-11-20T12:00:00Z");
  const nextUpdate = new Date(thisUpdate.getTime() + days * 86_400_000);
  const authority = { certificate, secret };
  return writeRevocationList({ authority, revoked: [], number: 1, thisUpdate, nextUpdate });
}

function said(certificate: Uint8Array | undefined, ...anchors: readonly Uint8Array[]) {
  const question = { certificate: certificate ?? new Uint8Array(), embedded: MIDDLE.chain, anchors, at: AT };
  return pathStatuses(question)?.map(({ byList }) => byList) ?? null;
}

test("each certificate below the anchor wants a list of its own issuer, in time", () => {
  const [alice] = makePerson({}, MIDDLE).certificates;
  const root = ROOT.certificate;
  assert.deepEqual(said(alice, root), ["unknown", "unknown"]);
  assert.deepEqual(said(alice, root, listOf(MIDDLE)), ["good", "unknown"]);
  assert.deepEqual(said(alice, root, listOf(MIDDLE), listOf(ROOT)), ["good", "good"]);
  assert.deepEqual(
    said(alice, root, listOf(MIDDLE, 1), listOf(ROOT)),
    ["unknown", "good"],
    "its time is over",
  );
  assert.deepEqual(said(alice, root, listOf(ROOT), listOf(ROOT)), ["unknown", "good"], "another's list");
});

/** The list once more with deltaCRLIndicator (RFC 5280 §5.2.4), signed again. */
function deltaOf(authority: typeof ROOT) {
  const [tbs, algorithm] = childrenOf(readWhole(listOf(authority)));
  assert.ok(tbs && algorithm);
  const fields = childrenOf(tbs);
  const [known] = childrenOf(fields.at(-1) ?? tbs);
  const indicator = extension(OID.deltaCrlIndicator, integer(1), true);
  const extensions = der(0xa0, sequence(...childrenOf(known ?? tbs).map(({ raw }) => raw), indicator));
  const changed = sequence(...fields.slice(0, -1).map(({ raw }) => raw), extensions);
  const signature = sign("sha256", changed, authority.key);
  return sequence(changed, algorithm.raw, der(TAG.bitString, Buffer.from([0]), signature));
}

test("a list of changes only says of nobody that they are good", () => {
  const [alice] = makePerson({}, ROOT).certificates;
  assert.deepEqual(said(alice, ROOT.certificate, listOf(ROOT)), ["good"]);
  assert.deepEqual(said(alice, ROOT.certificate, deltaOf(ROOT)), ["unknown"]);
});

test("nobody can be asked without a path, nothing need be asked of what nobody else could revoke", () => {
  const [alice] = makePerson({}, MIDDLE).certificates;
  const [self] = makePerson({}).certificates;
  assert.equal(said(alice, makeAuthority("Root").certificate), null);
  assert.equal(said(new Uint8Array(3), ROOT.certificate), null);
  assert.deepEqual(said(self, ROOT.certificate), []);
  assert.deepEqual(said(alice, alice ?? new Uint8Array()), [], "named itself");
});

test("RFC 9608: what its issuer never revokes is not asked about; authorities are, whatever they say", () => {
  const never = { extensions: [extension(OID.noRevAvail, Buffer.from([5, 0]))] };
  const [alice] = makePerson(never, ROOT).certificates;
  assert.deepEqual(said(alice, ROOT.certificate), []);
  const below = makeAuthority("Below", ROOT, { ...SIGNING, ...never });
  const [bob] = makePerson({}, below).certificates;
  const embedded = below.chain;
  const question = { certificate: bob ?? new Uint8Array(), embedded, anchors: [ROOT.certificate], at: AT };
  assert.equal(pathStatuses(question)?.length, 2);
});
