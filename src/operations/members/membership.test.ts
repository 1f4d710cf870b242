import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, type EmailAddress, type Person, silentLogger, systemRandom } from "#base";
import { type Database, waitingRequests } from "#store";
import { correspondent } from "../../../test/support/programs/correspondents.ts";
import { forEachDatabase } from "../../../test/support/database.ts";
import { asFile, type Calls, callsOn } from "../../../test/support/operation-calls.ts";
import { START } from "../../../test/support/stored.ts";
import {
  listConfigure,
  listCreate,
  listHealth,
  listInfo,
  listLists,
  listReview,
  memberAdd,
  memberAppoint,
  memberImport,
  memberInvite,
  memberMove,
  memberRemove,
  memberRemoveMany,
  memberReturn,
  memberSet,
  memberSetAll,
  memberShow,
  memberSubscribe,
  memberSync,
  memberUnsubscribe,
  memberWhich,
} from "../index.ts";
import { PLAIN_SCENARIO_SITE } from "../permission/scenario-site.ts";
import { readOptionWords } from "./option-words.ts";

const TEAM = "team@example.org";
const ANN = "ann@example.org";
const BOB = "bob@example.org";
const CID = "cid@example.org";

async function aTeam(call: Calls, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  await call(listCreate, { address: TEAM, owners: ["mia@example.org"], settings });
}

async function addresses(call: Calls): Promise<readonly string[]> {
  return (await call(listReview, { list: TEAM, all: true })).entries.map(({ address }) => address);
}

/** As somebody who proved to be that by a key that came back. */
function asPerson(db: Database, address: string) {
  const actor: Person = { kind: "person", address: address as EmailAddress, method: "md5" };
  const rest = { random: systemRandom, logger: silentLogger, wake: () => {}, progress: () => {} };
  return { ...rest, db, clock: { now: () => START }, scenarios: PLAIN_SCENARIO_SITE, actor };
}

forEachDatabase((_name, open) => {
  test("who joins is on the list once; nobody learns whether they were before", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call, { default_member_moderation: "yes" });
    const first = await call(memberSubscribe, { list: TEAM, address: ANN, name: "Ann" });
    const again = await call(memberSubscribe, { list: TEAM, address: "ANN@example.org" });
    assert.deepEqual([first.state, again.state], ["joined", "joined"]);
    const view = await call(memberShow, { list: TEAM, member: ANN });
    assert.deepEqual([view.name, view.moderated, view.noDupes], ["Ann", true, true]);
    assert.deepEqual(await addresses(call), ["mia@example.org", ANN]);
  });

  test("a ban keeps addresses and patterns out by every door; only the operator reads that it is one", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    await aTeam(call);
    await call(memberAdd, { list: TEAM, member: { address: CID } });
    const ban = `${BOB} ^.*@evil\\.example$ ${CID}`;
    await call(listConfigure, { list: TEAM, settings: { ban_list: ban } });
    for (const address of ["BOB@example.org", "x@evil.example"]) {
      const wanted = { list: TEAM, address };
      assert.match((await call.refused(memberSubscribe, wanted)).publicText, /is banned/);
      assert.match((await call.refused(memberInvite, wanted)).publicText, /is banned/);
      const added = { list: TEAM, member: { address } };
      assert.match((await call.refused(memberAdd, added)).publicText, /is banned/);
      const told = await memberSubscribe.invoke(asPerson(db, address), wanted);
      assert.ok(!told.ok && !/ban/.test(told.error.publicText));
    }
    await call(memberUnsubscribe, { list: TEAM, address: CID });
    assert.match((await call.refused(memberReturn, { list: TEAM, address: CID })).publicText, /is banned/);
    await call(memberSubscribe, { list: TEAM, address: "x@notevil.example.org" });
    const move = { from: "x@notevil.example.org", to: "y@evil.example" };
    assert.equal((await call.refused(memberMove, move)).code, "not-allowed");
    const wrong = { list: TEAM, settings: { ban_list: "bob ^(" } };
    assert.match((await call.refused(listConfigure, wrong)).publicText, /“bob” is neither.*\n.*\^\(/);
    const costly = { list: TEAM, settings: { ban_list: "^a{900}b ".repeat(500) } };
    assert.match((await call.refused(listConfigure, costly)).publicText, /^ban_list: .*take too long to try/);
  });

  test("of who joins owners and moderators hear where the list says so, owners alone where keys are used", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    await aTeam(call, { admin_notify_mchanges: "yes" });
    await call(memberAdd, { list: TEAM, member: { address: CID, moderator: true }, welcome: false });
    const ordered = () => db.read((tx) => tx.query.selectFrom("errand").select("id").execute());
    await call(memberSubscribe, { list: TEAM, address: ANN, quiet: true });
    assert.equal((await ordered()).length, 2);
    await call(listConfigure, { list: TEAM, settings: { gpg_post_sign: "yes" } });
    await call(memberSubscribe, { list: TEAM, address: BOB, quiet: true });
    assert.equal((await ordered()).length, 3);
  });

  test("who leaves and undoes it is as before, keys and all; once, and for a week", async (t) => {
    let now = START;
    const call = callsOn(await open(t), { now: () => now });
    await aTeam(call);
    const ann = await correspondent("ann");
    const key = { file: asFile(ann.publicKey) };
    await call(memberAdd, { list: TEAM, member: { address: ANN, name: "Ann", key } });
    await call(memberSet, { list: TEAM, address: ANN, options: { ack: true, conceal: true } });
    const before = await call(memberShow, { list: TEAM, member: ANN });
    const left = await call(memberUnsubscribe, { list: TEAM, address: ANN });
    assert.equal(left.state, "left");
    assert.deepEqual(await addresses(call), ["mia@example.org"]);
    now = addDays(START, 6);
    assert.deepEqual(await call(memberReturn, { list: TEAM, address: ANN }), before);
    assert.equal((await call.refused(memberReturn, { list: TEAM, address: ANN })).code, "not-found");
    await call(memberUnsubscribe, { list: TEAM, address: ANN });
    now = addDays(now, 8);
    assert.equal((await call.refused(memberReturn, { list: TEAM, address: ANN })).code, "not-found");
  });

  test("who leaves while moderated and joins again is moderated, for as long as they may undo it", async (t) => {
    let now = START;
    const call = callsOn(await open(t), { now: () => now });
    await aTeam(call);
    const leaveAndJoin = async (days: number) => {
      await call(memberUnsubscribe, { list: TEAM, address: ANN });
      now = addDays(now, days);
      await call(memberSubscribe, { list: TEAM, address: ANN });
      return (await call(memberShow, { list: TEAM, member: ANN })).moderated;
    };
    await call(memberSubscribe, { list: TEAM, address: ANN });
    assert.equal(await leaveAndJoin(1), false);
    await call(memberAppoint, { list: TEAM, address: ANN, moderated: true });
    assert.equal(await leaveAndJoin(1), true);
    assert.equal(await leaveAndJoin(7), true, "the second time as the first");
    assert.equal(await leaveAndJoin(8), false);
  });

  test("leaving a list that one is not on says nothing else; who looks after a list goes on doing so", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    assert.equal((await call(memberUnsubscribe, { list: TEAM, address: BOB })).state, "left");
    assert.equal((await call(memberUnsubscribe, { list: TEAM, address: "mia@example.org" })).state, "staff");
    const mia = await call(memberShow, { list: TEAM, member: "mia@example.org" });
    assert.deepEqual([mia.owner, mia.receives], [true, false]);
    await call(memberSubscribe, { list: TEAM, address: "mia@example.org" });
    assert.equal((await call(memberShow, { list: TEAM, member: "mia@example.org" })).receives, true);
  });

  test("who left with a key comes back by an owner alone (S9)", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    await aTeam(call);
    const ann = await correspondent("ann");
    await call(memberAdd, { list: TEAM, member: { address: ANN, key: { file: asFile(ann.publicKey) } } });
    await call(memberUnsubscribe, { list: TEAM, address: ANN });
    const told = await memberSubscribe.invoke(asPerson(db, ANN), { list: TEAM, address: ANN });
    assert.deepEqual(told.ok && told.value.state, "waits");
    assert.deepEqual(await addresses(call), ["mia@example.org"]);
    const waiting = await db.read((tx) =>
      waitingRequests(tx, { listId: "any", waitsFor: "owner", now: START, limit: 9 }),
    );
    assert.deepEqual(
      waiting.map(({ operation, email }) => [operation, email]),
      [["member.add", ANN]],
    );
  });

  test("an invitation is not sent to members, nor twice a day to one address over all lists", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    await call(listCreate, { address: "other@example.org" });
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    assert.equal((await call.refused(memberInvite, { list: TEAM, address: ANN })).code, "already-exists");
    await call(memberInvite, { list: TEAM, address: BOB });
    const other = { list: "other@example.org", address: "Bob@example.org" };
    assert.equal((await call.refused(memberInvite, other)).code, "busy");
    assert.deepEqual(await addresses(call), ["mia@example.org", ANN]);
  });

  test("options are set by words, a vacation ends in the view, nonsense is answered", async (t) => {
    let now = START;
    const call = callsOn(await open(t), { now: () => now });
    await aTeam(call);
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    const set = (...words: string[]) =>
      call(memberSet, { list: TEAM, address: ANN, options: readOptionWords(words) });
    const view = await set("until", "2026-12-24", "NOT_ME", "ack", "on", "hide", "on", "duplicates", "on");
    assert.deepEqual(
      [view.delivery, view.deliveryUntil, view.notMetoo, view.ack, view.conceal, view.noDupes],
      ["off", "2026-12-24T00:00:00.000Z", true, true, true, false],
    );
    const readers = async () => (await call(listHealth, { list: TEAM })).members;
    assert.equal(await readers(), 1, "the owner");
    now = new Date("2026-12-24T00:00:00Z");
    assert.equal(await readers(), 2);
    const back = await call(memberShow, { list: TEAM, member: ANN });
    assert.deepEqual([back.delivery, back.deliveryUntil], ["on", null]);
    for (const notMetoo of [true, false]) {
      const mail = await set("mail");
      assert.deepEqual([mail.delivery, mail.notMetoo], ["on", notMetoo], "the first ends the pause");
    }
    assert.equal((await set("LANGUAGE", "fr")).language, "fr");
    assert.equal((await set("language", "list")).language, "");
    assert.deepEqual(readOptionWords(["DIGEST"]), { delivery: "on", digest: "mime" });
    assert.deepEqual(readOptionWords(["digest", "plain", "ack", "on"]), { digest: "plain", ack: true });
    assert.deepEqual(readOptionWords(["nodigest"]), { digest: "off" });
    assert.throws(() => readOptionWords(["language", "xx"]), /“language” is no option/);
    assert.throws(() => readOptionWords(["summary"]), /has no effect on this server yet/);
    assert.throws(() => readOptionWords(["ack", "perhaps"]), /“perhaps” is no option/);
    assert.throws(() => readOptionWords([]), /These are: mail, nomail/);
    const over = { list: TEAM, address: ANN, options: { until: "2026-12-24" } };
    assert.match((await call.refused(memberSet, over)).publicText, /is over/);
  });

  test("mail ends a pause and nothing else; to who gets posts it is the reception of each by itself", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    await aTeam(call);
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    const set = async (words: string) => {
      const asked = { list: TEAM, address: ANN, options: readOptionWords(words.split(" ")) };
      const { delivery, digest, notMetoo, noDupes } = await call(memberSet, asked);
      return [delivery, digest, notMetoo, noDupes];
    };
    const chosen = ["on", "plain", true, true];
    assert.deepEqual(await set("digestplain not_me nodupes"), chosen);
    await set("nomail");
    assert.deepEqual(await set("mail"), chosen, "after a pause without an end");
    await set("until 2099-12-24");
    assert.deepEqual(await set("mail"), chosen, "after one with an end");
    await set("until 2099-12-24");
    await db.transact((tx) => tx.query.updateTable("member").set({ delivery_until: 1 }).execute());
    assert.deepEqual(await set("mail"), chosen, "after one whose end has come");
    await set("nomail");
    await call(memberSetAll, { address: ANN, options: readOptionWords(["mail"]) });
    assert.deepEqual(await set("nodupes"), chosen, "on all lists");
    await call(listConfigure, { list: TEAM, settings: { nondigestable: "no" } });
    await set("nomail");
    assert.deepEqual(await set("mail"), chosen, "on a list with digests only");
    assert.deepEqual(await set("mail"), ["on", "plain", false, true], "which has nothing else");
    await call(listConfigure, { list: TEAM, settings: { nondigestable: "yes" } });
    assert.deepEqual(await set("mail"), ["on", "", false, true]);
    await set("digestplain not_me");
    await call(memberSetAll, { address: ANN, options: readOptionWords(["mail"]) });
    assert.deepEqual(await set("nodupes"), ["on", "", false, true], "on all lists");
    assert.deepEqual(await set("mail not_me"), ["on", "", true, true]);
  });

  test("a file makes the members; staff stay; a dry run changes nothing", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    for (const address of [ANN, BOB]) await call(memberAdd, { list: TEAM, member: { address } });
    await call(memberSet, { list: TEAM, address: BOB, options: { name: "Bob" } });
    const lines = ["BOB@example.org", "cyd@example.org"].map((address, at) => ({
      line: at + 1,
      member: { address },
    }));
    const wanted = { list: TEAM, lines };
    const dry = await call(memberSync, { ...wanted, dryRun: true });
    assert.deepEqual(await addresses(call), ["mia@example.org", ANN, BOB]);
    const done = await call(memberSync, wanted);
    assert.deepEqual({ ...done, dryRun: true }, dry);
    assert.deepEqual(
      [done.added, done.removed, done.kept, done.unchanged],
      [["cyd@example.org"], [ANN], ["mia@example.org"], 1],
    );
    assert.deepEqual(await addresses(call), ["mia@example.org", BOB, "cyd@example.org"]);
    assert.equal((await call(memberShow, { list: TEAM, member: BOB })).name, "Bob");
    const gone = await call(memberRemoveMany, { list: TEAM, addresses: [BOB, ANN] });
    assert.deepEqual([gone.removed, gone.unknown], [[BOB], [ANN]]);
  });

  test("a file brings nobody in who is banned, unless that is said; who is on the list stays", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    await call(memberAdd, { list: TEAM, member: { address: BOB } });
    await call(listConfigure, { list: TEAM, settings: { ban_list: `^.*@spam\\.example$ ${BOB}` } });
    const lines = ["eve@spam.example", BOB, "cyd@example.org"].map((address, at) => ({
      line: at + 1,
      member: { address },
    }));
    const dry = await call(memberSync, { list: TEAM, lines, dryRun: true });
    const done = await call(memberSync, { list: TEAM, lines });
    assert.deepEqual({ ...done, dryRun: true }, dry);
    assert.deepEqual([done.added, done.banned], [["cyd@example.org"], ["eve@spam.example"]]);
    const report = await call(memberImport, { list: TEAM, lines });
    assert.deepEqual([report.added, report.banned], [0, [{ line: 1, address: "eve@spam.example" }]]);
    assert.deepEqual(await addresses(call), ["mia@example.org", BOB, "cyd@example.org"]);
    const [eve] = lines;
    const forced = await call(memberImport, {
      list: TEAM,
      lines: eve === undefined ? [] : [eve],
      evenBanned: true,
    });
    assert.deepEqual([forced.added, forced.banned], [1, []]);
    await call(memberRemove, { list: TEAM, address: "eve@spam.example" });
    const synced = await call(memberSync, { list: TEAM, lines, evenBanned: true });
    assert.deepEqual([synced.added, synced.banned], [["eve@spam.example"], []]);
  });

  test("an address is changed on all lists or on none, and keeps its keys", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    await call(listCreate, { address: "other@example.org" });
    const ann = await correspondent("ann");
    const key = { file: asFile(ann.publicKey) };
    await call(memberAdd, { list: TEAM, member: { address: ANN, key } });
    await call(memberAdd, { list: "other@example.org", member: { address: ANN } });
    await call(memberAdd, { list: "other@example.org", member: { address: BOB } });
    assert.equal((await call.refused(memberMove, { from: ANN, to: BOB })).code, "already-exists");
    assert.deepEqual(await addresses(call), ["mia@example.org", ANN]);
    const moved = await call(memberMove, { from: ANN, to: "anna@example.net" });
    assert.deepEqual(moved.lists, [TEAM, "other@example.org"]);
    const { keys } = await call(memberShow, { list: TEAM, member: "anna@example.net" });
    assert.deepEqual(
      keys.map(({ fingerprint }) => fingerprint),
      [ann.secret.fingerprint],
    );
    assert.equal((await call.refused(memberMove, { from: ANN, to: BOB })).code, "not-found");
  });

  test("rosters leave out who conceals themselves; lists that are not advertised are not named", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call, { description: "About crocodiles", info: "Long words" });
    await call(listCreate, { address: "hidden@example.org", settings: { advertised: "no" } });
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    await call(memberSet, { list: TEAM, address: ANN, options: { conceal: true } });
    const roster = await call(listReview, { list: TEAM });
    assert.deepEqual(
      [roster.entries.map(({ address, role }) => [address, role]), roster.concealed],
      [[["mia@example.org", "owner"]], 1],
    );
    assert.deepEqual(
      (await call(listLists, {})).map(({ list }) => list),
      [TEAM],
    );
    assert.deepEqual(await call(listLists, { domain: "example.net" }), []);
    const info = await call(listInfo, { list: TEAM });
    assert.deepEqual([info.description, info.info], ["About crocodiles", "Long words"]);
  });

  test("staff is appointed, reads along or not, and the last owner stays", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    await call(memberAppoint, { list: TEAM, address: ANN, owner: true });
    await call(memberAppoint, { list: TEAM, address: "mo@example.org", moderator: true });
    const which = await call(memberWhich, { address: "MO@example.org" });
    assert.deepEqual(which, [{ list: TEAM, name: "Team", owner: false, moderator: true, delivery: false }]);
    await call(memberAppoint, { list: TEAM, address: "mia@example.org", owner: false });
    const last = { list: TEAM, address: ANN, owner: false };
    assert.match((await call.refused(memberAppoint, last)).publicText, /the only owner/);
    await call(memberAppoint, { list: TEAM, address: BOB, owner: true, moderator: true });
    await call(memberAppoint, { list: TEAM, address: BOB, owner: false });
    assert.equal((await call(memberWhich, { address: BOB })).length, 1, "a moderator still");
    const dismissed = await call(memberAppoint, { list: TEAM, address: BOB, moderator: false });
    assert.deepEqual(dismissed, { removed: true, list: TEAM, address: BOB });
    assert.deepEqual(await call(memberWhich, { address: BOB }), [], "nothing is left of them");
    await call(memberAppoint, { list: TEAM, address: ANN, moderator: true });
    const stays = await call(memberAppoint, { list: TEAM, address: ANN, moderator: false });
    assert.ok(!stays.removed && stays.receives && !stays.moderator);
    assert.equal((await call(memberWhich, { address: ANN })).length, 1, "a member stays one");
    const nobody = { list: TEAM, address: BOB, moderated: true };
    assert.equal((await call.refused(memberAppoint, nobody)).code, "not-found");
  });
});
