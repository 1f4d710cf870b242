import assert from "node:assert/strict";
import { test } from "node:test";
import { constrainedPathCases } from "../../test/support/constrained-path-cases.ts";
import { pathCases, type PathCase } from "../../test/support/path-cases.ts";
import { readCertificate } from "./certificate.ts";
import { whyChainFails } from "./chain.ts";

const AT = new Date("2026-11-21T12:00:00Z");

function judge({ certificates, anchors }: PathCase) {
  const [leaf, ...embedded] = certificates.map(({ der }) => readCertificate(der));
  return whyChainFails(leaf!, { embedded, anchors: anchors.map(({ der }) => readCertificate(der)), at: AT });
}

for (const one of [...pathCases(), ...constrainedPathCases()]) {
  test(`${one.title}: ${one.why ?? "valid"}`, () => assert.equal(judge(one), one.why));
}
