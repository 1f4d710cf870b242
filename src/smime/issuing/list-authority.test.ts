import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type EmailAddress, sameAddress, systemRandom } from "#base";
import { misusedAuthority } from "../../../test/support/crypto/list-authority.ts";
import { makePerson } from "../../../test/support/crypto/pki.ts";
import { addressesOf } from "../certificates/certificate-addresses.ts";
import { readCertificate, subjectText } from "../certificates/certificate.ts";
import { generateListKey, listAuthorityOf } from "../index.ts";
import { whyCannotEncrypt, whyCannotSign } from "../certificates/purpose.ts";
import { whyPathFails } from "../certificates/validate-path.ts";

const TEAM = "team@example.org" as EmailAddress;
const UMLAUT = "grüße@example.org" as EmailAddress;
const GERMAN = "team@bücher.example" as EmailAddress;
const AT = new Date("2026-11-22T02:00:00Z");
const FROM = new Date("2026-11-21T00:00:00Z");
const UNTIL = new Date("2028-11-21T00:00:00Z");

const authorityOf = (address: EmailAddress) =>
  misusedAuthority(address, { notBefore: FROM, notAfter: UNTIL });

const generate = (address: EmailAddress) =>
  generateListKey({ address, commonName: "Team", at: FROM, expiresAt: UNTIL, random: systemRandom });

function why(...path: readonly Bytes[]): string | null {
  const context = { at: AT, budget: { namesCompared: 0 }, revocationLists: [] };
  return whyPathFails(path.map(readCertificate), context);
}

for (const address of [TEAM, UMLAUT, GERMAN, "grüße@bücher.example" as EmailAddress]) {
  test(`the certificate of ${address} has a valid path to the list's authority`, async () => {
    const { secret } = await generate(address);
    assert.equal(secret.certificates.length, 2);
    assert.equal(why(...secret.certificates), null);
    const [own, root] = secret.certificates.map((der) => readCertificate(der));
    assert.ok(own && root);
    assert.ok(own.x509.checkIssued(root.x509) && own.x509.verify(root.x509.publicKey));
    assert.ok(addressesOf(own).some((named) => sameAddress(named, address)));
    assert.deepEqual([own.notAfter, root.notAfter], [UNTIL, UNTIL]);
    assert.deepEqual([whyCannotSign(own), whyCannotEncrypt(own)], [null, null]);
    assert.deepEqual(
      [whyCannotSign(root), whyCannotEncrypt(root)],
      ["key-cannot-sign", "key-cannot-encrypt"],
    );
  });
}

test("a list's authority vouches for nobody else and for no authority", async () => {
  const made = await authorityOf(TEAM);
  assert.equal(why(made.certify(TEAM), made.certificate), null);
  for (const other of ["alice@example.org", "team@example.com", "team@sub.example.org", UMLAUT])
    assert.equal(why(made.certify(other), made.certificate), "chain-names", other);
  const below = made.certify(TEAM, { authority: true });
  assert.equal(why(made.certify(TEAM), below, made.certificate), "chain-invalid");
});

test("a domain in letters is written in A-labels, and the authority keeps to the mailbox", async () => {
  const made = await authorityOf(GERMAN);
  assert.equal(why(made.certify(GERMAN), made.certificate), null);
  assert.deepEqual(addressesOf(readCertificate(made.certify(GERMAN))), ["team@xn--bcher-kva.example"]);
  assert.equal(why(made.certify("alice@xn--bcher-kva.example"), made.certificate), "chain-names");
});

test("an authority of a local part that is not ASCII stays in its domain", async () => {
  const made = await authorityOf(UMLAUT);
  assert.equal(why(made.certify("alice@example.com"), made.certificate), "chain-names");
});

test("its name is short and is not the address, which gpgsm would find twice", async () => {
  const name = async (address: string) =>
    subjectText(readCertificate((await authorityOf(address as EmailAddress)).certificate));
  assert.equal(await name(TEAM), "CN=List authority of team at example.org");
  const long = await name(`team@${"a".repeat(60)}.example.org`);
  assert.equal(long?.length, "CN=".length + 64);
});

test("it is told from other authorities of a chain", async () => {
  const { certificates } = (await generate(TEAM)).secret;
  assert.equal(listAuthorityOf(certificates, TEAM), certificates[1]);
  assert.equal(listAuthorityOf(certificates, UMLAUT), null);
  assert.equal(listAuthorityOf(certificates.slice(0, 1), TEAM), null);
  const [self] = makePerson({ address: TEAM }).certificates;
  assert.ok(self);
  assert.equal(listAuthorityOf([self, self], TEAM), null);
});
