import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { constrainedPathCases } from "../../../test/support/crypto/constrained-path-cases.ts";
import { pathCases, type PathCase } from "../../../test/support/crypto/path-cases.ts";
import {
  authority,
  mail,
  nameConstraints,
  newKey,
  person,
  root,
} from "../../../test/support/crypto/path-pki.ts";
import { readCertificate } from "./certificate.ts";
import { whyChainFails } from "./chain.ts";
import { sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";

const AT = new Date("2026-11-21T12:00:00Z");

function judge({ certificates, anchors }: PathCase) {
  const [leaf, ...embedded] = certificates.map(({ der }) => readCertificate(der));
  return whyChainFails(leaf!, { embedded, anchors: anchors.map(({ der }) => readCertificate(der)), at: AT });
}

for (const one of [...pathCases(), ...constrainedPathCases()]) {
  test(`${one.title}: ${one.why ?? "valid"}`, () => assert.equal(judge(one), one.why));
}

const ROOT = root("CN=Root");

/** A person under one authority, behind so many others of the same name. */
function behindTwins(twins: number): PathCase {
  const ca = authority("CN=CA", ROOT);
  const others = Array.from({ length: twins }, () => root("CN=CA"));
  const leaf = person(ca, { extensions: { [OID.authorityKeyIdentifier]: null } });
  return { title: "", certificates: [leaf, ...others, ca], anchors: [ROOT], why: null };
}

test("signatures are checked up to the limit, and no further", () => {
  // The authority and the root take the last two steps.
  assert.equal(judge(behindTwins(LIMITS.certificatePathSteps - 2)), null);
  assert.equal(judge(behindTwins(LIMITS.certificatePathSteps - 1)), "chain-untrusted");
});

test("the key identifier that a certificate names leads past others of the same name", () => {
  const { certificates, ...one } = behindTwins(LIMITS.certificatePathSteps);
  const [, ...through] = certificates;
  const ca = through.at(-1);
  assert.ok(ca);
  assert.equal(judge({ ...one, certificates: [person(ca), ...through] }), null);
});

test("names are held against constraints up to the limit, and no further", () => {
  const bases = (count: number) => Array.from({ length: count }, (_, i) => mail(`h${i}.example`));
  const names = 500;
  const many = (constraints: number): PathCase => {
    const ca = authority("CN=CA", ROOT, { extensions: nameConstraints([], bases(constraints)) });
    const addresses = Array.from({ length: names - 1 }, (_, i) => mail(`a${i}@example.org`));
    const extensions = { [OID.subjectAltName]: sequence(...addresses) };
    return { title: "", certificates: [person(ca, { extensions }), ca], anchors: [ROOT], why: null };
  };
  // The subject is a name, too.
  assert.equal(judge(many(LIMITS.constrainedNames / names)), null);
  assert.equal(judge(many(LIMITS.constrainedNames / names + 1)), "chain-invalid");
});

test("a hundred authorities that all vouch for one another end the search soon", () => {
  const keys = Array.from({ length: 10 }, () => newKey());
  const all = keys.map((key, i) => root(`CN=CA ${i}`, { key }));
  const crossed = all.flatMap((below) =>
    all.filter((above) => above !== below).map((above) => authority(below.name, above, { key: below.key })),
  );
  const [first] = all;
  assert.ok(first);
  const started = performance.now();
  const certificates = [person(first), ...crossed];
  assert.equal(judge({ title: "", certificates, anchors: [ROOT], why: null }), "chain-untrusted");
  assert.ok(performance.now() - started < 500);
});
