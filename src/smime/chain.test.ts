import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, type ListSecret, utf8, type WhyCode } from "#base";
import { makeAuthority, makePerson, SERVER_AUTH, type TestAuthority } from "../../test/support/pki.ts";
import { extension } from "./build-certificate.ts";
import { readCertificate } from "./certificate.ts";
import { whyChainFails } from "./chain.ts";
import { der, derNull, sequence } from "./der.ts";
import { OID } from "./oids.ts";

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
  assert.equal(under(makeAuthority("Weak CA", ROOT, { kind: "rsa1024" })), "chain-invalid");
});

const NAMES: readonly (readonly [readonly string[], readonly string[], string, WhyCode | null])[] = [
  [["example.org"], [], "alice@example.org", null],
  [["example.org"], [], "alice@mail.example.org", "chain-invalid"],
  [[".example.org"], [], "alice@mail.example.org", null],
  [["example.com", "example.org"], [], "alice@EXAMPLE.org", null],
  [["bob@example.org"], [], "alice@example.org", "chain-invalid"],
  [[], ["example.org"], "alice@example.org", "chain-invalid"],
  [[], ["bob@example.org"], "alice@example.org", null],
];
for (const [permitted, excluded, address, expected] of NAMES) {
  test(`permitted ${permitted.join(" ")}, excluded ${excluded.join(" ")}: ${address}: ${expected}`, () => {
    assert.equal(under(constrained(permitted, excluded), address), expected);
  });
}

test("a long chain is not followed to its end", () => {
  let issuer = ROOT;
  for (let depth = 0; depth <= LIMITS.certificateChain; depth++)
    issuer = makeAuthority(`CA ${depth}`, issuer);
  assert.equal(under(issuer), "chain-untrusted");
});
