/**
 * Certificates that are put where a list harvests them: under another's address, by an authority that the list does not
 * trust, in a mail that nobody signed, in somebody else's signature, by the hundred. None of them becomes a member's key,
 * and none takes the place of one that an owner pinned (S2, S9).
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { concatBytes, LIMITS, type ListSecret, utf8 } from "#base";
import { encodeBase64Lines, formatField } from "#mime";
import { armourKey } from "#openpgp";
import {
  heldAccept,
  heldList,
  keyBind,
  keyOfferList,
  listConfigure,
  memberAdd,
  memberRemove,
  memberShow,
} from "#operations";
import { signedBySeveral, signedData } from "../support/crypto/cms-forge.ts";
import { certificatePem, makeAuthority, makePerson } from "../support/crypto/pki.ts";
import {
  ANN,
  type CertifiedTeam,
  certifiedTeam,
  READER,
  SEALS,
  SIGNS,
} from "../support/lists/certified-team.ts";
import { heldCodes, letter, movableClock, OWNER, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { correspondent, entity, mixed, NOW, signed } from "../support/programs/correspondents.ts";
import { fileInput, newServer } from "../support/server.ts";

async function team(t: TestContext): Promise<CertifiedTeam> {
  return certifiedTeam(await newServer(t, { clock: movableClock() }));
}

async function offered({ server }: CertifiedTeam): Promise<readonly string[]> {
  return (await server.call(keyOfferList, { list: TEAM })).map(({ fingerprint }) => fingerprint);
}

async function assertNothing(story: CertifiedTeam, copies: number): Promise<void> {
  assert.deepEqual(await story.keys(ANN), []);
  assert.deepEqual(await story.keys(READER), []);
  assert.deepEqual(await offered(story), []);
  assert.equal(story.server.mailbox(READER).length, copies);
}

test("somebody else's certificate under Ann's From is nobody's", async (t) => {
  const story = await team(t);
  const mallory = story.person({ address: "mallory@example.org" });
  await story.post(mallory, { id: "1" });
  await assertNothing(story, 0);
  assert.deepEqual(await heldCodes(story.server), ["held not-signed"]);
});

test("a certificate in Ann's name by another authority is not bound, and its post waits", async (t) => {
  const story = await team(t);
  const forged = makePerson({ kind: "p256", address: ANN }, makeAuthority());
  assert.equal(await story.post(forged, { id: "1" }), 0);
  assert.deepEqual(await story.keys(ANN), []);
  assert.deepEqual(await offered(story), [forged.fingerprint], "an owner may look at it");
});

test("certificates that nobody signed with are nobody's", async (t) => {
  const story = await team(t);
  const certificates = story.person().certificates;
  const der = signedData({ signers: [], certificates });
  const content = concatBytes(
    formatField("Content-Type", 'application/pkcs7-mime; smime-type="certs-only"; name=smime.p7c'),
    formatField("Content-Transfer-Encoding", "base64"),
    utf8("\r\n"),
    encodeBase64Lines(der),
  );
  await story.server.post({ from: ANN, to: TEAM, message: letter({ address: ANN }, content) });
  await assertNothing(story, 0);
});

test("another member's certificate in Ann's signature is not hers, and not theirs either", async (t) => {
  const story = await team(t);
  const ann = story.person({ kind: "rsa2048", usage: SIGNS });
  const reader = story.person({ kind: "rsa2048", usage: SEALS, address: READER });
  await story.post(ann, { id: "1", beside: [reader] });
  assert.deepEqual(await story.keys(ANN), [[ann.fingerprint, false]]);
  assert.deepEqual(await story.keys(READER), []);
  assert.deepEqual(await offered(story), []);
});

test("a certificate that somebody put beside Ann's on the way is not sealed to", async (t) => {
  const story = await team(t);
  const ann = story.person({ kind: "rsa2048", usage: SIGNS });
  const forged = makePerson({ kind: "rsa2048", usage: SEALS, address: ANN }, makeAuthority());
  const own = story.person({ kind: "rsa2048", usage: SEALS });
  await story.post(ann, { id: "1", beside: [forged] });
  assert.deepEqual(await story.keys(ANN), [[ann.fingerprint, false]]);
  assert.deepEqual(await offered(story), [forged.fingerprint]);
  await story.post(ann, { id: "2", beside: [forged, own] });
  assert.deepEqual(await story.keys(ANN), [
    [ann.fingerprint, false],
    [own.fingerprint, true],
  ]);
});

test("hundreds of certificates in one signature cost little and bring nothing", async (t) => {
  const story = await team(t);
  const ann = story.person({ kind: "rsa2048", usage: SIGNS });
  const more = Array.from({ length: 12 }, () => makePerson({ kind: "p256", address: ANN }));
  const many = (count: number) => Array.from({ length: count }, (_, place) => more[place % 12]!);
  await story.post(ann, { id: "1", beside: many(400) });
  await assertNothing(story, 0);
  assert.equal(await story.post(ann, { id: "2", beside: many(100) }), 1);
  assert.deepEqual(await story.keys(ANN), [[ann.fingerprint, false]]);
  assert.ok((await offered(story)).length <= 1);
});

test("what was changed on the way brings no key", async (t) => {
  const story = await team(t);
  const ann = story.person({ kind: "rsa2048" });
  const [text, other] = [entity("hello"), entity("goodbye")];
  const content = signedBySeveral(text, [{ by: ann, content: other, at: NOW }]);
  await story.server.post({ from: ANN, to: TEAM, message: letter({ address: ANN }, content) });
  await assertNothing(story, 0);
});

test("an old mail, sent once more, brings no key", async (t) => {
  const story = await team(t);
  const ann = story.person({ kind: "rsa2048" });
  const text = entity("hello");
  const at = new Date(NOW.getTime() - 20 * 86_400_000);
  const content = signedBySeveral(text, [{ by: ann, content: text, at }]);
  await story.server.post({ from: ANN, to: TEAM, message: letter({ address: ANN }, content) });
  await assertNothing(story, 0);
  assert.deepEqual(await heldCodes(story.server), ["held too-old"]);
});

test("nor does it at the owners' address, or with a command", async (t) => {
  const story = await team(t);
  const ann = story.person({ kind: "rsa2048" });
  const text = entity("help\n");
  for (const [days, to, bound] of [
    [20, OWNER, false],
    [20, "team-request@example.org", false],
    [1, OWNER, true],
  ] as const) {
    const at = new Date(NOW.getTime() - days * 86_400_000);
    const content = signedBySeveral(text, [{ by: ann, content: text, at }]);
    const message = letter({ address: ANN }, content, { id: `${days} ${to}`, to });
    await story.server.post({ from: ANN, to, message });
    assert.equal((await story.keys(ANN)).length === 1, bound);
  }
  assert.deepEqual(await offered(story), []);
});

test("an OpenPGP key in an old mail of Alice's, sent once more, is not offered", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const { alice } = await sealedTeam(server);
  const other = await correspondent("alice");
  const field = "Content-Type: application/pgp-keys\r\n\r\n";
  const content = mixed(entity("hello"), utf8(`${field}${armourKey(other.publicKey)}`));
  for (const [days, offers] of [
    [20, []],
    [1, [other.secret.fingerprint]],
  ] as const) {
    const at = new Date(NOW.getTime() - days * 86_400_000);
    const message = letter(alice, await signed(alice, content, at), { id: `old ${days}`, to: OWNER });
    await server.post({ from: alice.address, to: OWNER, message });
    const waiting = await server.call(keyOfferList, { list: TEAM });
    assert.deepEqual(
      waiting.map(({ fingerprint }) => fingerprint),
      offers,
    );
  }
});

test("two members who sign one post are nobody, bound or not", async (t) => {
  const story = await team(t);
  const [ann, reader] = [
    story.person({ kind: "rsa2048" }),
    story.person({ kind: "rsa2048", address: READER }),
  ];
  const text = entity("hello");
  const signers = [ann, reader].map((by) => ({ by, content: text, at: NOW }));
  const content = signedBySeveral(text, signers);
  await story.server.post({ from: ANN, to: TEAM, message: letter({ address: ANN }, content) });
  assert.deepEqual(await heldCodes(story.server), ["held not-signed"]);
  assert.deepEqual([await story.keys(ANN), await story.keys(READER)], [[], []]);
});

test("a certificate that an owner pinned stays, whatever the authority issues", async (t) => {
  const story = await team(t);
  const [pinned, other] = [story.person(), story.person({ notBefore: new Date("2026-10-01") })];
  await pin(story, pinned);
  await story.post(other, { id: "1" });
  assert.deepEqual(await story.keys(ANN), [[pinned.fingerprint, true]]);
  assert.deepEqual(await offered(story), [other.fingerprint]);
});

test("a harvested certificate that an owner pinned afterwards stays, too", async (t) => {
  const story = await team(t);
  const [own, other] = [story.person(), story.person({ notBefore: new Date("2026-10-01") })];
  await story.post(own, { id: "1" });
  await pin(story, own);
  await story.post(other, { id: "2" });
  assert.deepEqual(await story.keys(ANN), [[own.fingerprint, true]]);
});

test("who left with a key and is back without it gets none by an authority's word alone", async (t) => {
  const story = await team(t);
  const [own, other] = [story.person(), story.person()];
  await pin(story, own);
  await story.server.call(memberRemove, { list: TEAM, address: ANN });
  await story.server.call(memberAdd, { list: TEAM, member: { address: ANN } });
  await story.post(other, { id: "1" });
  assert.deepEqual(await story.keys(ANN), []);
  assert.deepEqual(await offered(story), [other.fingerprint]);
});

test("a post that waits binds nothing; once it is accepted, it does", async (t) => {
  const story = await team(t);
  const settings = { default_member_action: "hold" };
  await story.server.call(listConfigure, { list: TEAM, settings });
  const ann = story.person();
  await story.post(ann, { id: "1" });
  assert.deepEqual(await story.keys(ANN), []);
  assert.deepEqual(await offered(story), []);
  const [held] = await story.server.call(heldList, {});
  await story.server.call(heldAccept, { ids: [held?.id ?? 0] });
  await story.server.drain();
  assert.deepEqual(await story.keys(ANN), [[ann.fingerprint, true]]);
});

async function pin({ server }: CertifiedTeam, { certificates, fingerprint }: ListSecret): Promise<void> {
  const file = fileInput(utf8(certificatePem(certificates[0] ?? utf8(""))));
  await server.call(keyBind, { list: TEAM, member: ANN, key: { file, fingerprint } });
  const { keys } = await server.call(memberShow, { list: TEAM, member: ANN });
  assert.deepEqual(
    keys.map((key) => key.pinned),
    [true],
  );
}

const RESULTS = "mx.example.org; dmarc=pass header.from=example.org";
const VOUCHED = { more: [["Authentication-Results", RESULTS]] } as const;

/** Owners decide about certificates, and a mail server's word counts. */
async function vouchingTeam(t: TestContext): Promise<CertifiedTeam> {
  const site = [`trusted_authserv_ids = ["mx.example.org"]`, "[[listeners]]", "trusted = true"];
  return certifiedTeam(await newServer(t, { clock: movableClock(), site }), { smime_trust: "owner" });
}

test("strangers' certificates in Ann's name do not keep out what a mail server vouches for", async (t) => {
  const story = await vouchingTeam(t);
  const self = () => makePerson({ kind: "p256", address: ANN });
  const most = LIMITS.keyOffersPerMember;
  const forged = Array.from({ length: most }, self);
  for (const [nth, one] of forged.entries()) await story.post(one, { id: `forged ${nth}` });
  const anns = Array.from({ length: most }, self);
  for (const [nth, one] of anns.entries()) {
    await story.post(one, { id: `ann ${nth}`, ...VOUCHED });
    const expected = [...forged.slice(0, most - nth - 1), ...anns.slice(0, nth + 1)];
    assert.deepEqual(
      await offered(story),
      expected.map(({ fingerprint }) => fingerprint),
    );
  }
  for (const nth of [1, 2]) await story.post(self(), { id: `late ${nth}`, ...(nth === 1 ? VOUCHED : {}) });
  assert.deepEqual(
    await offered(story),
    anns.map(({ fingerprint }) => fingerprint),
  );
});

test("where nothing speaks for any sender, strangers' certificates keep Ann's out for a day, and push out none", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const story = await certifiedTeam(server, { smime_trust: "owner" });
  const self = () => makePerson({ kind: "p256", address: ANN });
  const most = LIMITS.keyOffersPerMember;
  const early = self();
  await story.post(early, { id: "early" });
  for (let nth = 1; nth < most; nth += 1) await story.post(self(), { id: `forged ${nth}` });
  const ann = self();
  await story.post(ann, { id: "ann 1" });
  assert.ok(!(await offered(story)).includes(ann.fingerprint));
  clock.advance(86_400_000);
  await story.post(ann, { id: "ann 2" });
  for (let nth = 0; nth < most; nth += 1) await story.post(self(), { id: `late ${nth}` });
  assert.equal((await offered(story)).length, most);
  assert.ok((await offered(story)).includes(ann.fingerprint), "hers stays for a day, too");
  for (let day = 1; day <= most; day += 1) {
    clock.advance(86_400_000);
    await story.post(self(), { id: `day ${day}` });
  }
  assert.ok((await offered(story)).includes(early.fingerprint), "what came first stays");
});

test("a certificate that a stranger showed first is Ann's once her mail brings it", async (t) => {
  const story = await vouchingTeam(t);
  const anns = makePerson({ kind: "p256", address: ANN });
  const backed = async () => (await story.server.call(keyOfferList, { list: TEAM })).map((one) => one.backed);
  await story.post(anns, { id: "1" });
  assert.deepEqual(await backed(), [false]);
  await story.post(anns, { id: "2", ...VOUCHED });
  assert.deepEqual(await backed(), [true]);
});
