/**
 * Trusted-root tricks on a list that trusts authorities (`smime_trust = ca`): an authority that has the trusted one's name, a
 * root that comes along, a certificate that vouches for itself (Müller et al., "Johnny, you are fired!", USENIX Security
 * 2019, §4.1; RFC 5280 §6.1). Even a certificate that an owner bound counts only under the list's own authorities (S2).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, asId, type EmailAddress, type ListSecret, type MemberId, utf8 } from "#base";
import { heldList, listConfigure, listCreate, memberAdd } from "#operations";
import { type Correspondent, entity, signed } from "../support/programs/correspondents.ts";
import { inspect } from "../support/inspection.ts";
import { certificatePem } from "../support/crypto/pki.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";
import { letter, movableClock } from "../support/lists/sealed-team.ts";
import { GOOD, NO_SIGNER, ROOT } from "../support/crypto/spoofed-certificates.ts";

const ALICE = "alice@example.org" as EmailAddress;
const READER = "reader@example.net" as EmailAddress;
const ANCHORS = [certificatePem(ROOT.der)];

/** A list of her own for each certificate; what became of a post that is signed with it. */
async function fate(server: TestServer, number: string, secret: ListSecret): Promise<string> {
  const list = `team${number}@example.org` as EmailAddress;
  const [publicKey = utf8("")] = secret.certificates;
  const alice: Correspondent = { member: asId<MemberId>(1), address: ALICE, secret, publicKey };
  await server.call(listCreate, { address: list, name: "Team" });
  const settings = { smime_post_sign: "yes", smime_trust: "ca", smime_ca: ANCHORS.join("") };
  await server.call(listConfigure, { list, settings });
  await server.call(memberAdd, { list, member: { address: READER } });
  const key = { file: fileInput(utf8(certificatePem(publicKey))) };
  const bound = server.call(memberAdd, { list, member: { address: ALICE, key } });
  const refused = await bound.then(
    () => null,
    (error: unknown) => error,
  );
  if (refused !== null) {
    assert.ok(refused instanceof AppError);
    await server.call(memberAdd, { list, member: { address: ALICE } });
  }
  const message = letter(alice, await signed(alice, entity("hello")), { id: number, to: list });
  const { author } = await inspect(message, { keys: [certificatePem(publicKey)], anchors: ANCHORS });
  await server.post({ from: ALICE, to: list, message });
  const copies = server.mailbox(READER).filter(({ from }) => from.startsWith(`team${number}-`)).length;
  const held = (await server.call(heldList, {})).filter((one) => one.list === list);
  return `${author.authentic ? "hers" : "nobody's"}, ${copies} copies, ${held.map(({ detail }) => detail).join()}`;
}

test("a certificate under the list's authority counts", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  for (const [index, secret] of GOOD.entries())
    assert.equal(await fate(server, `${index}`, secret), "hers, 1 copies, ");
});

test("any other does not, though an owner bound it", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  for (const [index, [what, secret]] of Object.entries(NO_SIGNER).entries())
    assert.match(await fate(server, `${index}`, secret), /, 0 copies, [a-z-]+$/, what);
});
