import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, fromHex, LIMITS, type ListSecret, toHex, utf8, type WhyCode } from "#base";
import {
  makeAuthority,
  makePerson,
  SERVER_AUTH,
  type TestAuthority,
} from "../../../test/support/crypto/pki.ts";
import { childrenOf, readWhole } from "../asn1/ber.ts";
import { extension } from "./build-certificate.ts";
import { readCertificate } from "./certificate.ts";
import { whyChainFails } from "./chain.ts";
import { der, derNull, oid, sequence, setOf } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { isWeakSignature } from "../signatures/signature-algorithm.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const ROOT = makeAuthority("Root CA");

function why(person: ListSecret, anchors: readonly TestAuthority[] = [ROOT]): WhyCode | null {
  const [leaf, ...embedded] = person.certificates.map((bytes) => readCertificate(bytes));
  return whyChainFails(leaf!, {
    embedded,
    anchors: anchors.map(({ certificate }) => readCertificate(certificate)),
    at: AT,
  });
}

function under(issuer: TestAuthority, address = "alice@example.org"): WhyCode | null {
  return why(makePerson({ kind: "p256", address }, issuer));
}

/** A subtree with one rfc822Name as base. */
const mail = (text: string) => sequence(der(0x81, utf8(text)));
const constrained = (permitted: readonly string[], excluded: readonly string[]) => {
  const parts = [
    ...(permitted.length > 0 ? [der(0xa0, ...permitted.map(mail))] : []),
    ...(excluded.length > 0 ? [der(0xa1, ...excluded.map(mail))] : []),
  ];
  const constraints = extension(OID.nameConstraints, sequence(...parts), true);
  return makeAuthority("Constrained CA", ROOT, { extensions: [constraints] });
};

test("a certificate that is itself an anchor needs nobody above it", () => {
  const alone = makePerson({ kind: "p256" });
  assert.equal(why(alone), "chain-untrusted");
  const [certificate] = alone.certificates;
  assert.equal(why(alone, [{ ...ROOT, certificate: certificate! }]), null);
});

test("the same name with another key is not the authority", () => {
  assert.equal(under(makeAuthority("Root CA")), "chain-untrusted");
});

test("pathLenConstraint counts the authorities between", () => {
  const limited = (pathLength: number) => makeAuthority(`Limit ${pathLength}`, ROOT, { pathLength });
  assert.equal(under(limited(0)), null);
  assert.equal(under(makeAuthority("Below", limited(0))), "chain-invalid");
  assert.equal(under(makeAuthority("Below", limited(1))), null);
});

test("an authority without keyCertSign, or for servers only, vouches for nobody", () => {
  assert.equal(under(makeAuthority("No cert sign", ROOT, { usage: 0x80 })), "chain-invalid");
  assert.equal(under(makeAuthority("Server CA", ROOT, { purposes: [SERVER_AUTH] })), "chain-invalid");
});

test("an unknown critical extension makes a path invalid, an unknown other one does not", () => {
  const unknown = (critical: boolean) => extension("1.2.3.4", derNull, critical);
  assert.equal(under(makeAuthority("Critical", ROOT, { extensions: [unknown(true)] })), "chain-invalid");
  assert.equal(under(makeAuthority("Harmless", ROOT, { extensions: [unknown(false)] })), null);
});

test("a weak key anywhere in the path makes it invalid", () => {
  assert.equal(under(makeAuthority("Weak CA", ROOT, { kind: "rsa1024" })), "chain-weak");
});

/** The same certificate as an authority that still uses SHA-1 would have signed it. */
function signedWithSha1(person: ListSecret, issuer: TestAuthority): ListSecret {
  const [own, ...chain] = person.certificates;
  const [tbs] = childrenOf(readWhole(own!));
  const old = fromHex(toHex(tbs!.raw).replace(SHA256_WITH_RSA, SHA1_WITH_RSA));
  const algorithm = sequence(oid(`${RSA}.5`), derNull);
  const signature = der(0x03, Buffer.of(0), sign("sha1", old, issuer.key));
  return { ...person, certificates: [sequence(old, algorithm, signature), ...chain] };
}
const RSA = "1.2.840.113549.1.1";
const [SHA256_WITH_RSA, SHA1_WITH_RSA] = [toHex(oid(`${RSA}.11`)), toHex(oid(`${RSA}.5`))];

test("SHA-1 below the anchor makes a path invalid; the anchor's own signature is not asked", () => {
  const issuer = makeAuthority("RSA CA", ROOT, { kind: "rsa2048" });
  const person = makePerson({ kind: "p256" }, issuer);
  assert.equal(why(person), null);
  const old = signedWithSha1(person, issuer);
  assert.equal(why(old), "chain-weak");
  assert.equal(why(old, [{ ...ROOT, certificate: old.certificates[0]! }]), null);
});

test("RSA-PSS is as strong as its hash, which is SHA-1 if none is named", () => {
  const pss = (...parameters: readonly Bytes[]) =>
    isWeakSignature(readWhole(sequence(oid(OID.rsassaPss), sequence(...parameters))));
  assert.equal(pss(), true);
  assert.equal(pss(der(0xa0, sequence(oid(OID.sha1)))), true);
  assert.equal(pss(der(0xa0, sequence(oid(OID.sha256)))), false);
});

const NAMES: readonly (readonly [readonly string[], readonly string[], string, WhyCode | null])[] = [
  [["example.org"], [], "alice@example.org", null],
  [["example.org"], [], "alice@mail.example.org", "chain-names"],
  [[".example.org"], [], "alice@mail.example.org", null],
  [["example.com", "example.org"], [], "alice@EXAMPLE.org", null],
  [["bob@example.org"], [], "alice@example.org", "chain-names"],
  [[], ["example.org"], "alice@example.org", "chain-names"],
  [[], ["bob@example.org"], "alice@example.org", null],
];
for (const [permitted, excluded, address, expected] of NAMES) {
  test(`permitted ${permitted.join(" ")}, excluded ${excluded.join(" ")}: ${address}: ${expected}`, () => {
    assert.equal(under(constrained(permitted, excluded), address), expected);
  });
}

test("a chain as long as the limit is followed, a longer one is not", () => {
  const below = (authorities: number): TestAuthority => {
    let issuer = ROOT;
    for (let depth = 0; depth < authorities; depth++) issuer = makeAuthority(`CA ${depth}`, issuer);
    return issuer;
  };
  // The leaf counts, the anchor does not.
  assert.equal(under(below(LIMITS.certificateChain - 1)), null);
  assert.equal(under(below(LIMITS.certificateChain)), "chain-untrusted");
});

test("an authority for some subjects only vouches for those", () => {
  const named = (text: string) => sequence(setOf(sequence(oid(OID.commonName), der(0x0c, utf8(text)))));
  const permitted = (text: string) => {
    const subtrees = der(0xa0, sequence(der(0xa4, named(text))));
    const constraints = extension(OID.nameConstraints, sequence(subtrees), true);
    return makeAuthority("Constrained CA", ROOT, { extensions: [constraints] });
  };
  assert.equal(under(permitted("alice@example.org")), null);
  assert.equal(under(permitted("bob@example.org")), "chain-names");
});
