/** `smime_trust = ca`: who asks to join by a signed mail brings the certificate along, whoever has to agree first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, type ListSecret } from "#base";
import {
  keyOfferList,
  listConfigure,
  memberList,
  memberShow,
  memberUnsubscribe,
  requestAccept,
  requestList,
} from "#operations";
import { certificatePem, makeAuthority } from "../support/crypto/pki.ts";
import { forEachDatabase } from "../support/database.ts";
import { type CertifiedTeam, certifiedTeam, SEALS, SIGNS, writer } from "../support/lists/certified-team.ts";
import { letter, movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { entity, openFor, signed } from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";

const NORA = "nora@example.com" as EmailAddress;
const REQUEST = "team-request@example.org";
let sent = 0;

/** Signed by her, with whatever certificates come along. */
async function write(team: CertifiedTeam, by: ListSecret, text: string, to = REQUEST): Promise<void> {
  const author = writer(by, NORA);
  const message = letter(author, await signed(author, entity(text)), { id: `n${(sent += 1)}`, to });
  await team.server.post({ from: NORA, to, message });
}

async function isMember({ server }: CertifiedTeam): Promise<boolean> {
  return (await server.call(memberList, { list: TEAM })).some(({ address }) => address === NORA);
}

async function accept({ server }: CertifiedTeam): Promise<void> {
  const waiting = await server.call(requestList, { list: TEAM });
  assert.equal(waiting.length, 1);
  await server.call(requestAccept, { id: waiting[0]?.id ?? 0 });
  await server.drain();
}

/** What came to her and opens with this, the newest first: header fields and text. */
async function openedBy({ server }: CertifiedTeam, secret: ListSecret) {
  const opened = await Promise.all(
    server.mailbox(NORA).map(({ data }) => openFor(data, [writer(secret, NORA)], [])),
  );
  return opened.flatMap((one) => (one.ok ? [one.value] : [])).toReversed();
}

/** Where sealed questions to her are answered to. */
async function questionsTo(team: CertifiedTeam, secret: ListSecret): Promise<readonly string[]> {
  const fields = (await openedBy(team, secret)).flatMap(({ headers }) => headers);
  const answered = fields.filter(({ name }) => name.toLowerCase() === "reply-to");
  return answered.flatMap(({ value }) => (value.includes("-confirm+") ? [value] : []));
}

/** Signs with one and opens with the other. */
function splitPair(team: CertifiedTeam) {
  const address = NORA;
  const [signs, opens] = [
    team.person({ address, usage: SIGNS }),
    team.person({ address, usage: SEALS, kind: "rsa2048" }),
  ];
  return {
    signs: { ...signs, certificates: [...signs.certificates.slice(0, 1), ...opens.certificates] },
    opens,
  };
}

forEachDatabase((database) => {
  test("an owner agrees, and the certificate that asked is bound in the same step", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server, { subscribe_policy: "approve" });
    const { signs, opens } = splitPair(team);
    await write(team, signs, "SUBSCRIBE team Nora\n");
    assert.equal(await isMember(team), false);
    await accept(team);
    assert.deepEqual(await team.keys(NORA), [
      [signs.fingerprint, false],
      [opens.fingerprint, true],
    ]);
    assert.deepEqual(await server.call(keyOfferList, { list: TEAM }), []);
    const sealed = (await openedBy(team, opens)).flatMap(({ headers }) =>
      headers.flatMap(({ name, value }) => (name.toLowerCase() === "subject" ? [value] : [])),
    );
    assert.ok(sealed.includes("Welcome to Team"), sealed.join("; "));
  });

  test("what the list does not trust any more when the owner agrees waits for another word", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server, { subscribe_policy: "approve" });
    const nora = team.person({ address: NORA });
    await write(team, nora, "SUBSCRIBE team\n");
    const smime_ca = certificatePem(makeAuthority().certificate);
    await server.call(listConfigure, { list: TEAM, settings: { smime_ca } });
    await accept(team);
    assert.equal(await isMember(team), true);
    assert.deepEqual(await team.keys(NORA), []);
    const offers = await server.call(keyOfferList, { list: TEAM });
    assert.deepEqual(
      offers.map(({ fingerprint }) => fingerprint),
      [nora.fingerprint],
    );
  });
});

test("who left with a certificate comes back by a mail that it signs", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server, { subscribe_policy: "confirm" });
  const nora = team.person({ address: NORA });
  await write(team, nora, "SUBSCRIBE team Nora\n");
  await server.call(memberUnsubscribe, { list: TEAM, address: NORA });
  await write(team, team.person({ address: NORA }), "SUBSCRIBE team\n");
  assert.equal(await isMember(team), false, "with another one an owner decides");
  await write(team, nora, "SUBSCRIBE team\nVERIFY team\n");
  assert.deepEqual(await team.keys(NORA), [[nora.fingerprint, true]]);
  const { leftKeys } = await server.call(memberShow, { list: TEAM, member: NORA });
  assert.deepEqual(leftKeys, []);
});

test("subscribe_key = require: one question, which only its holder can read and answer", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server, { subscribe_policy: "confirm", subscribe_key: "require" });
  const { signs, opens } = splitPair(team);
  await write(team, signs, "SUBSCRIBE team Nora\n");
  assert.equal(await isMember(team), false);
  const [question = "", ...others] = await questionsTo(team, opens);
  assert.deepEqual([others, server.mailbox(NORA).length], [[], 2], "beside it the answer to her command");
  await write(team, team.person({ address: NORA }), "yes\n", question);
  assert.equal(await isMember(team), false, "signed with another");
  await write(team, signs, "yes\n", question);
  assert.equal((await team.keys(NORA)).length, 2);
});

test("subscribe_key = ask: who brought a certificate is asked for none", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server, { subscribe_policy: "confirm", subscribe_key: "ask" });
  const nora = team.person({ address: NORA });
  await write(team, nora, "SUBSCRIBE team Nora\n");
  assert.deepEqual(await team.keys(NORA), [[nora.fingerprint, true]]);
  assert.equal(
    (await openedBy(team, nora)).length,
    server.mailbox(NORA).length,
    "all that she got was sealed",
  );
  assert.deepEqual(await questionsTo(team, nora), []);
});
