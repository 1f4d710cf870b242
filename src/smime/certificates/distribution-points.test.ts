import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, utf8 } from "#base";
import { directory, person, root, uri } from "../../../test/support/crypto/path-pki.ts";
import { der, sequence } from "../asn1/der.ts";
import { distributionPointsOf } from "./distribution-points.ts";
import { OID } from "../asn1/oids.ts";

const CA = root("CN=CA");

/** DistributionPoint with a fullName of these names, and more fields. */
function point(names: readonly Bytes[], ...more: readonly Bytes[]): Bytes {
  return sequence(der(0xa0, der(0xa0, ...names)), ...more);
}

function pointsOf(...points: readonly Bytes[]): readonly string[] {
  const leaf = person(CA, { extensions: { [OID.cRLDistributionPoints]: sequence(...points) } });
  return distributionPointsOf(leaf.der);
}

test("HTTP addresses are read, each once", () => {
  const [one, two] = [uri("http://a.example/1.crl"), uri("http://b.example/2.crl")];
  assert.deepEqual(pointsOf(point([one, two]), point([two])), [
    "http://a.example/1.crl",
    "http://b.example/2.crl",
  ]);
});

test("other protocols, other kinds of names and lists by others are passed over", () => {
  assert.deepEqual(pointsOf(point([uri("ldap://a.example/cn=x"), uri("https://a.example/")])), []);
  assert.deepEqual(pointsOf(point([directory("CN=Here")]), point([uri("file:///etc/passwd")])), []);
  const byAnother = der(0xa2, directory("CN=Another"));
  assert.deepEqual(pointsOf(point([uri("http://a.example/")], byAnother)), []);
});

test("what cannot be read names nothing, and nobody names more than a few", () => {
  assert.deepEqual(distributionPointsOf(utf8("no certificate")), []);
  assert.deepEqual(distributionPointsOf(person(CA).der), []);
  assert.deepEqual(pointsOf(der(0x30, Buffer.of(0xff))), []);
  const many = Array.from({ length: 20 }, (_, n) => uri(`http://a.example/${n}`));
  assert.equal(pointsOf(point(many)).length, 8);
});
