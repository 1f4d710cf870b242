/**
 * Certificates under a named authority, or beside one: whose address is not in them, or who may not sign mail, is
 * nobody with it (S2).
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { EmailAddress, ListSecret, MemberId } from "#base";
import { asId } from "#base";
import { entity, postFrom, signed } from "../support/correspondents.ts";
import { inspect } from "../support/inspection.ts";
import { certificatePem } from "../support/pki.ts";
import {
  GOOD,
  holder,
  LADEN,
  NO_SIGNER,
  NOT_ALICE,
  OVER_ANOTHER,
  ROOT,
  TWINS,
} from "../support/spoofed-certificates.ts";

const ALICE = "alice@example.org" as EmailAddress;

async function authorOf(secret: ListSecret, keys: readonly string[] = []): Promise<string> {
  const [publicKey = new Uint8Array()] = secret.certificates;
  const alice = { member: asId<MemberId>(1), address: ALICE, secret, publicKey };
  const message = postFrom(alice, await signed(alice, entity("hello\n")));
  const { author } = await inspect(message, { keys, anchors: [certificatePem(ROOT.der)] });
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

it("is not misled by what comes along with a certificate", async () => {
  assert.equal(await authorOf(LADEN.mallory), "nobody");
  for (const secret of LADEN.alice) assert.equal(await authorOf(secret), ALICE);
});
