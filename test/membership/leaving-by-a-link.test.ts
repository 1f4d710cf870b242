/** The link in each member's copy by which a mail program lets them leave with one click (RFC 8058), on the whole server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dkimActivate,
  dkimCreate,
  listConfigure,
  listReview,
  memberAppoint,
  memberSet,
  memberShow,
  memberSubscribe,
  siteCheck,
} from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { mailsTo, undoAddress } from "../support/lists/commanding.ts";
import { judgeSignatures, type TxtRecords } from "../support/judge-signatures.ts";
import { leaveFields, linkedServer } from "../support/leave-links.ts";
import { MEMBERS, plainPost, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { CAROL, letter, movableClock, sealedTeam } from "../support/lists/sealed-team.ts";
import { entity, openFor, sealed } from "../support/programs/correspondents.ts";
import type { TestServer } from "../support/server.ts";

const [ANNA, BEN, CLEO] = MEMBERS;
const DAY_MS = 86_400_000;

async function readers(server: TestServer): Promise<readonly string[]> {
  return (await server.call(listReview, { list: TEAM, all: true })).entries.map(({ address }) => address);
}

forEachDatabase((database) => {
  test("a member leaves with one click, is told, and may undo it; the link is good for nothing then", async (t) => {
    const clock = movableClock();
    const { server, linkOf, look, click } = await linkedServer(t, { database, clock });
    await plainTeam(server);
    await server.post(plainPost("batch"));
    assert.deepEqual(leaveFields(server, BEN), {
      "list-unsubscribe": ["<mailto:team-leave@example.org>"],
      "list-unsubscribe-post": [],
    });
    const settings = { personalize: "yes", send_goodbye_msg: "no", msg_footer: "Bye" } as const;
    await server.call(listConfigure, { list: TEAM, settings });
    await server.post(plainPost("each"));
    const [link, other] = [linkOf(BEN) ?? "", linkOf(CLEO) ?? ""];
    assert.notEqual(link, other);
    assert.deepEqual(leaveFields(server, BEN), {
      "list-unsubscribe": [`<https://lists.example.org/mail${link}>, <mailto:team-leave@example.org>`],
      "list-unsubscribe-post": ["List-Unsubscribe=One-Click"],
    });
    const copy = server.mailbox(BEN).at(-1)?.data.toString() ?? "";
    assert.equal(copy.split(link.slice(-22)).length, 2, "in its field and nowhere else");

    clock.advance(61 * DAY_MS);
    const page = await (await look(link)).text();
    assert.match(page, /no more posts of team@example\.org when you press.*<form method="post">/s);
    assert.doesNotMatch(page, /ben@/);
    assert.equal((await readers(server)).length, 3, "to look is not to leave");
    const left = await click(link);
    assert.deepEqual([left.status, left.headers.get("set-cookie"), left.redirected], [200, null, false]);
    assert.match(await left.text(), /You have left team@example\.org/);
    assert.deepEqual(await readers(server), [ANNA, CLEO]);
    const undo = undoAddress(server, BEN);
    await server.post({
      from: BEN,
      to: undo,
      message: Buffer.from(`From: ${BEN}\r\nTo: ${undo}\r\n\r\nno\r\n`),
    });
    assert.deepEqual((await readers(server)).toSorted(), [ANNA, BEN, CLEO], "undone");

    const again = await click(link);
    assert.deepEqual([again.status, (await look(link)).status], [200, 410]);
    assert.match(await again.text(), /was used before/);
    assert.equal((await readers(server)).length, 3);

    await server.call(listConfigure, { list: TEAM, settings: { unsubscribe_policy: "yes" } });
    const refused = await click(other);
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /write to team-leave@example\.org|Write to team-leave@example\.org/);
    assert.equal((await readers(server)).length, 3);
    await server.post(plainPost("asked"));
    assert.equal(linkOf(BEN), null, "an owner is to be asked");
  });
});

test("who looks after the list reads it no more, once for each link; pages speak the member's language", async (t) => {
  const clock = movableClock();
  const { server, linkOf, look, click } = await linkedServer(t, { clock });
  await plainTeam(server);
  await server.call(listConfigure, { list: TEAM, settings: { personalize: "full" } });
  for (const address of [BEN, CLEO])
    await server.call(memberAppoint, { list: TEAM, address, moderator: true, owner: true });
  await server.call(memberSet, { list: TEAM, address: BEN, options: { language: "de" } });
  await server.post(plainPost("one"));
  const link = linkOf(BEN) ?? "";
  assert.match(await (await look(link)).text(), /<html lang="de">.*Knopf/s);
  const aboutBen = () =>
    mailsTo(server, CLEO).filter(({ subject }) => subject === `Team: ${BEN} gets no more posts`).length;
  const receives = async () => (await server.call(memberShow, { list: TEAM, member: BEN })).receives;
  assert.match(await (await click(link)).text(), /kümmern sich weiter.*team-join@example\.org/);
  assert.equal(await receives(), false);
  const told = mailsTo(server, BEN).at(-1);
  assert.equal(told?.subject, "Sie bekommen keine Beiträge von Team mehr");
  assert.match(told.text, /team-join@example\.org[^]*nicht gewollt\? Schreiben Sie sofort an team-owner@/);
  assert.equal(aboutBen(), 0, "no rule says that owners hear of it");
  await server.call(memberSubscribe, { list: TEAM, address: BEN });
  await click(link);
  assert.equal(await receives(), true);
  await server.call(listConfigure, { list: TEAM, settings: { unsubscribe: "open_notify" } });
  clock.advance(7 * DAY_MS);
  await server.post(plainPost("two"));
  await click(linkOf(BEN) ?? "");
  assert.deepEqual([await receives(), aboutBen()], [false, 1], "the other owner hears of it");
  assert.ok(!mailsTo(server, BEN).some(({ subject }) => subject.includes("gets no more posts")));
  assert.equal(
    (await server.call(siteCheck, {})).some(({ level }) => level === "fail"),
    false,
  );
});

test("on a list with keys it stands outside, the same for sealed and clear copies, and inside there is nothing of it", async (t) => {
  const { server, linkOf, click } = await linkedServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const records: TxtRecords = {};
  const { record } = await server.call(dkimCreate, { domain: "example.org" });
  records[record.name] = record.value;
  await server.call(dkimActivate, { domain: "example.org", unchecked: true });
  const { alice, bob, openpgp } = team;
  const message = letter(alice, await sealed(openpgp, entity("Hello\n"), alice), { id: "first" });
  await server.post({ from: alice.address, to: TEAM, message });
  for (const reader of [alice, bob]) {
    const link = linkOf(reader.address) ?? "";
    const token = link.slice("/leave/".length);
    assert.match(token, /^[\w.-]{20,60}$/);
    const copy = server.mailbox(reader.address).at(-1)?.data ?? Buffer.alloc(0);
    const { dkim } = await judgeSignatures(copy, records);
    assert.ok(dkim.length > 0 && dkim.every((result) => result.startsWith("pass ")), dkim.join());
    const signatures = copy
      .toString("latin1")
      .replaceAll(/\s/g, "")
      .match(/h=[^;]*:list-unsubscribe:[^;]*:list-unsubscribe-post[:;]/gi);
    assert.equal(signatures?.length, dkim.length, "they cover both fields (RFC 8058 §4)");
    const opened = await openFor(copy, [reader], [team.openpgp, team.smime]);
    assert.ok(opened.ok);
    assert.ok(!Buffer.from(opened.value.content).includes(token));
    assert.ok(!opened.value.headers.some(({ value, from }) => from === "protected" && value.includes(token)));
  }
  assert.equal((await click(linkOf(bob.address) ?? "")).status, 200);
  assert.ok(!(await readers(server)).includes(bob.address));
  const told = server.mailbox(bob.address).at(-1)?.data ?? Buffer.alloc(0);
  const goodbye = await openFor(told, [bob], [team.smime]);
  assert.ok(goodbye.ok && goodbye.value.wasEncrypted !== null, "sealed, as all that they are told");
  assert.equal(linkOf(CAROL), null, "who has no key got no copy");
});
