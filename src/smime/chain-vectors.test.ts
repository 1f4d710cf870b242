/** The two authorities of RFC 9216 vouch for each other: everybody's chain ends at either root. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readCorpus } from "../../test/support/corpus.ts";
import { type Certificate, readCertificate } from "./certificates/certificate.ts";
import { whyChainFails } from "./certificates/chain.ts";
import { readCertificates } from "./certificates/read-certificates.ts";

const AT = new Date("2026-11-21T12:00:00Z");

function certificate(name: string): Certificate {
  const read = readCertificates(readCorpus(`rfc9216/${name}.crt.pem`));
  assert.ok(read.ok && read.value[0]);
  return readCertificate(read.value[0]);
}

const RSA_ROOT = certificate("3.1-rsa-certification-authority-root-certificate");
const ED25519_ROOT = certificate("6.1-ed25519-certification-authority-root-certificate");
const CROSS_SIGNED = [
  certificate("3.3-rsa-certification-authority-cross-signed-certificate"),
  certificate("6.3-ed25519-certification-authority-cross-signed-certificate"),
];

const PEOPLE: readonly (readonly [string, Certificate, Certificate])[] = [
  ["4.1-alice-s-signature-verification-end-entity-certificate", RSA_ROOT, ED25519_ROOT],
  ["4.3-alice-s-encryption-end-entity-certificate", RSA_ROOT, ED25519_ROOT],
  ["5.1-bob-s-signature-verification-end-entity-certificate", RSA_ROOT, ED25519_ROOT],
  ["7.1-carlos-s-signature-verification-end-entity-certificate", ED25519_ROOT, RSA_ROOT],
  ["7.3-carlos-s-encryption-end-entity-certificate", ED25519_ROOT, RSA_ROOT],
  ["8.1-dana-s-signature-verification-end-entity-certificate", ED25519_ROOT, RSA_ROOT],
];

for (const [name, own, other] of PEOPLE) {
  test(`RFC 9216 ${name} chains to its root, and over the cross-signed certificate to the other`, () => {
    const leaf = certificate(name);
    const why = (anchor: Certificate, embedded: readonly Certificate[]) =>
      whyChainFails(leaf, { embedded, anchors: [anchor], at: AT });
    assert.equal(why(own, []), null);
    assert.equal(why(other, []), "chain-untrusted");
    assert.equal(why(other, CROSS_SIGNED), null);
  });
}
