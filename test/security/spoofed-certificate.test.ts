/**
 * Certificates under a named authority, or beside one: whose address is not in them, or who may not sign mail, is
 * nobody with it (S2).
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { asId, type Bytes, type EmailAddress, type ListSecret, type MemberId } from "#base";
import { signedBySeveral } from "../support/crypto/cms-forge.ts";
import { entity, mail, NOW, signed } from "../support/programs/correspondents.ts";
import { inspect } from "../support/inspection.ts";
import { certificatePem } from "../support/crypto/pki.ts";
import {
  GOOD,
  holder,
  LADEN,
  NO_SIGNER,
  NOT_ALICE,
  OVER_ANOTHER,
  ROOT,
  TAKEN,
  TWINS,
} from "../support/crypto/spoofed-certificates.ts";

const TEXT = entity("hello\n");
const ALICE = "alice@example.org" as EmailAddress;

async function authorOf(secret: ListSecret, keys: readonly string[] = []): Promise<string> {
  const [publicKey = new Uint8Array()] = secret.certificates;
  const alice = { member: asId<MemberId>(1), address: ALICE, secret, publicKey };
  return authorIn(await signed(alice, TEXT), keys);
}

async function authorIn(content: Bytes, keys: readonly string[]): Promise<string> {
  const fields = [
    ["From", ALICE],
    ["MIME-Version", "1.0"],
  ] as const;
  const { author } = await inspect(mail(fields, content), { keys, anchors: [certificatePem(ROOT.der)] });
  return author.authentic ? `${author.address}` : "nobody";
}

it("takes Alice's address from what an authority vouches for", async () => {
  for (const secret of [...GOOD, OVER_ANOTHER]) assert.equal(await authorOf(secret), ALICE);
});

for (const [what, issued] of Object.entries(NOT_ALICE)) {
  it(`takes no address of hers from a certificate with ${what}`, async () => {
    assert.equal(await authorOf(holder(issued)), "nobody");
  });
}

for (const [what, secret] of Object.entries(NO_SIGNER)) {
  it(`takes no signature with a certificate ${what}`, async () => {
    assert.equal(await authorOf(secret), "nobody");
  });
}

it("tells Alice's certificate from another one under the same name and number", async () => {
  const hers = [certificatePem(TWINS.hers)];
  for (const secret of TWINS.real) assert.equal(await authorOf(secret, hers), ALICE);
  for (const secret of TWINS.forged) assert.equal(await authorOf(secret, hers), "nobody");
});

it("leaves Alice her mail, whoever bound a certificate with her name, number and key", async () => {
  const keys = TAKEN.certificates.map(certificatePem);
  // Without the attribute that names the certificate by its hash (RFC 5035).
  const content = signedBySeveral(TEXT, [{ by: TAKEN.real, content: TEXT, at: NOW }]);
  assert.equal(await authorIn(content, keys), ALICE);
  assert.equal(await authorIn(content, keys.toReversed()), ALICE);
});

it("is not misled by what comes along with a certificate", async () => {
  assert.equal(await authorOf(LADEN.mallory), "nobody");
  for (const secret of LADEN.alice) assert.equal(await authorOf(secret), ALICE);
});
