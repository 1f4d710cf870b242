import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, utf8 } from "#base";
import { readCorpus } from "../../../test/support/corpus.ts";
import {
  authority,
  type Issued,
  newKey,
  person,
  revocationList,
  revoked,
  root,
  usage,
} from "../../../test/support/crypto/path-pki.ts";
import { extension, USAGE } from "./build-certificate.ts";
import { readCertificate } from "./certificate.ts";
import { whyChainFails } from "./chain.ts";
import { der, derNull, sequence } from "../asn1/der.ts";
import { readRevocationLists, signDetached, verifySigned } from "../index.ts";
import { OID } from "../asn1/oids.ts";
import { toPem } from "../key-files/pem.ts";
import { attempt } from "../asn1/refusal.ts";
import { CRL_SIGN } from "./purpose.ts";
import { isRevoked, readRevocationList } from "./revocation-list.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const signs = { [OID.keyUsage]: usage(USAGE.keyCertSign | CRL_SIGN) };
const ROOT = root("CN=Root", { extensions: signs });
const CA = authority("CN=CA", ROOT, { extensions: signs, serial: "21" });
const ALICE = person(CA, { serial: "42" });
const BEFORE = "261101000000Z";

function why(lists: readonly Bytes[], leaf: Issued = ALICE, through: readonly Issued[] = [CA]) {
  return whyChainFails(readCertificate(leaf.der), {
    embedded: through.map(({ der }) => readCertificate(der)),
    anchors: [readCertificate(ROOT.der)],
    at: AT,
    revocationLists: lists.flatMap((list) => {
      const read = attempt(() => readRevocationList(list));
      return read.ok ? [read.value] : [];
    }),
  });
}

test("who stands in the issuer's list is revoked from that day on", () => {
  assert.equal(why([revocationList(CA, [revoked("41", BEFORE), revoked("42", BEFORE)])]), "key-revoked");
  assert.equal(why([revocationList(CA, [revoked("42", "270101000000Z")])]), null);
  assert.equal(why([revocationList(CA, [revoked("41", BEFORE)])]), null);
  assert.equal(why([revocationList(CA, [])]), null);
});

test("a revoked authority vouches for nobody", () => {
  assert.equal(why([revocationList(ROOT, [revoked("21", BEFORE)])]), "chain-revoked");
});

test("a list by somebody else says nothing", () => {
  assert.equal(why([revocationList(ROOT, [revoked("42", BEFORE)])]), null);
  assert.equal(why([revocationList(CA, [revoked("42", BEFORE)], { key: newKey() })]), null);
  const mute = authority("CN=CA", ROOT);
  const leaf = person(mute, { serial: "42" });
  assert.equal(why([revocationList(mute, [revoked("42", BEFORE)])], leaf, [mute]), null);
});

test("who only has the issuer's name revokes nothing, with a list that is rightly signed", () => {
  const impostor = authority("CN=CA", ROOT, { extensions: signs });
  const list = (issuer: Issued) => readRevocationList(revocationList(issuer, [revoked("42", BEFORE)]));
  const [alice, ca, other] = [ALICE, CA, impostor].map(({ der }) => readCertificate(der));
  assert.ok(alice && ca && other);
  assert.equal(isRevoked(alice, [other], [list(impostor)], AT), false);
  assert.equal(isRevoked(alice, [other, ca], [list(impostor)], AT), false);
  assert.equal(isRevoked(alice, [other, ca], [list(CA)], AT), true);
});

test("what was taken out of a list of changes is not revoked, what is on hold is", () => {
  const reason = (code: number) => extension(OID.reasonCode, der(0x0a, Buffer.of(code)));
  const changes = { extensions: [extension(OID.deltaCrlIndicator, Buffer.of(2, 1, 1), true)] };
  assert.equal(why([revocationList(CA, [revoked("42", BEFORE, reason(8))], changes)]), null);
  assert.equal(why([revocationList(CA, [revoked("42", BEFORE, reason(6))], changes)]), "key-revoked");
});

test("nothing follows from a list with critical extensions that are not understood, or for others", () => {
  const entry = revoked("42", BEFORE);
  const list = (id: string, value: Bytes) =>
    revocationList(CA, [entry], { extensions: [extension(id, value, true)] });
  assert.equal(why([list("1.2.3.4", derNull)]), null);
  assert.equal(why([list(OID.issuingDistributionPoint, sequence(der(0x84, Buffer.of(0xff))))]), null);
  assert.equal(
    why([list(OID.issuingDistributionPoint, sequence(der(0x81, Buffer.of(0xff))))]),
    "key-revoked",
  );
  const other = revoked("42", BEFORE, extension("2.5.29.29", sequence(), true));
  assert.equal(why([revocationList(CA, [other])]), null);
});

test("lists are found in PEM and DER files, among certificates too", () => {
  const list = revocationList(CA, []);
  const files = [
    list,
    utf8(toPem("X509 CRL", list)),
    utf8(toPem("CERTIFICATE", CA.der) + toPem("X509 CRL", list)),
  ];
  for (const file of files)
    assert.deepEqual(
      readRevocationLists(file).map((one) => Buffer.from(one)),
      [list],
    );
  assert.deepEqual(readRevocationLists(CA.der), []);
});

for (const trust of ["bound", "ca"] as const) {
  test(`a signature with a revoked certificate is not good (trust = ${trust})`, async () => {
    const content = utf8("Yes.\r\n");
    const { fingerprint } = readCertificate(ALICE.der);
    const secret = ALICE.key.privateKey.export({ format: "der", type: "pkcs8" });
    const signWith = { scheme: "smime", fingerprint, secret, certificates: [ALICE.der, CA.der] } as const;
    const { signature } = signDetached({ content, signWith, at: AT });
    const verdict = async (...lists: readonly Bytes[]) => {
      const signers = () =>
        Promise.resolve([
          { scheme: "smime" as const, fingerprint, bytes: ALICE.der, pinned: trust === "bound" },
        ]);
      const anchors = [ROOT.der, ...lists];
      const { signatures } = await verifySigned({ der: signature, content, at: AT, signers, anchors, trust });
      return signatures.map((one) => (one.verdict === "valid" ? "valid" : `${one.verdict}: ${one.why}`));
    };
    assert.deepEqual(await verdict(), ["valid"]);
    assert.deepEqual(await verdict(revocationList(CA, [revoked("42", BEFORE)])), ["revoked: key-revoked"]);
  });
}

test("the lists of RFC 4134 §2.4: everybody, and nobody", () => {
  const carl = readCertificate(readCorpus("rfc4134/CarlRSASelf.cer"));
  const alice = readCertificate(readCorpus("rfc4134/AliceRSASignByCarl.cer"));
  const says = (name: string) =>
    isRevoked(alice, [carl], [readRevocationList(readCorpus(`rfc4134/${name}.crl`))], AT);
  assert.equal(says("CarlRSACRLForAll"), true);
  assert.equal(says("CarlRSACRLEmpty"), false);
});
