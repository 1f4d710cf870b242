/** A second opinion on every path of certificates of our own test PKI; where openssl differs, the case says why. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { constrainedPathCases } from "../support/crypto/constrained-path-cases.ts";
import { temporaryFolder } from "../support/database.ts";
import { pathCases, type PathCase } from "../support/crypto/path-cases.ts";
import type { Issued } from "../support/crypto/path-pki.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem } from "../support/crypto/pki.ts";

const openssl = peer("openssl");
const AT = Date.parse("2026-11-21T12:00:00Z") / 1000;
const RULES =
  "-x509_strict -partial_chain -policy_check -policy 2.5.29.32.0 -purpose smimesign -auth_level 2";

function opinion(t: TestContext, { certificates, anchors }: PathCase): { valid: boolean; words: string } {
  const folder = temporaryFolder(t);
  const file = (name: string, all: readonly Issued[]) => {
    const path = join(folder, name);
    writeFileSync(path, all.map(({ der }) => certificatePem(der)).join(""));
    return path;
  };
  const [leaf, ...through] = certificates;
  const trust = ["-CAfile", file("anchors.pem", anchors), "-no-CApath", "-no-CAstore"];
  const between = through.length === 0 ? [] : ["-untrusted", file("through.pem", through)];
  const words = ["verify", "-attime", String(AT), ...RULES.split(" "), ...trust, ...between];
  const done = spawnSync(openssl.path, [...words, file("leaf.pem", leaf ? [leaf] : [])]);
  return { valid: done.status === 0, words: done.stderr.toString() };
}

for (const one of [...pathCases(), ...constrainedPathCases()]) {
  const { says } = one.openssl ?? { says: one.why === null ? "valid" : "refused" };
  if (says === "nothing") continue;
  test(`${one.title}: openssl says ${says}`, { skip: openssl.skip }, (t) => {
    const { valid, words } = opinion(t, one);
    assert.equal(valid ? "valid" : "refused", says, words);
  });
}
