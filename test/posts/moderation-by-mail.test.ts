/** Owners and moderators decide about held posts by answering a notice, on the whole server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, listCreate, memberAdd } from "#operations";
import { entity, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import {
  moderatedTeam,
  newestMail,
  postsTo,
  reply,
  SECRET,
  SECRET_SUBJECT,
  textOf,
} from "../support/lists/moderators.ts";
import {
  everythingSent,
  heldCodes,
  letter,
  MIA,
  movableClock,
  protectedText,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const CONFIRM = /^team-confirm\+[0-9a-z]{25}@example\.org$/;

test("an owner accepts with a signed answer: the post goes out, and the owner reads that it does", async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, olga } = story;
  const id = await story.aPostWaits();
  const notice = await newestMail(story, olga);
  assert.match(notice.replyTo, CONFIRM);
  assert.match(notice.text, new RegExp(`^  accept ${id} `, "m"));
  assert.equal(notice.signedByList, true);
  await reply(server, { by: olga, to: notice.replyTo, text: `accept ${id}` });
  assert.deepEqual(await heldCodes(server), []);
  assert.equal(postsTo(server, team.bob), 1);
  const answer = await newestMail(story, olga);
  assert.match(answer.text, /^Message \d+ goes to the members now/);
  assert.equal(
    textOf(server.mailbox(olga.address).at(-1)?.data).includes("Auto-Submitted: auto-replied"),
    true,
  );
  assert.doesNotMatch(everythingSent(server), new RegExp(`${SECRET}|${SECRET_SUBJECT}`));
});

test("a moderator with a certificate rejects, sealed to the list: the sender reads the reason, sealed", async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, mo } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, mo);
  const words = `Reject ${id} Please write to the other\nlist about crocodiles.\n\n> quoted: discard ${id}\n`;
  const content = await sealed(team.smime, await signed(mo, entity(words)));
  await reply(server, { by: mo, to: replyTo, text: "", content });
  assert.deepEqual(await heldCodes(server), []);
  const told = await newestMail(story, team.alice);
  assert.match(told.text, /did not let it go to the members/);
  assert.match(told.text, /They write: Please write to the other list about crocodiles\.\r\n/);
  assert.match(told.text, /Message-ID <1@laptop\.example>/);
  assert.equal(told.signedByList, true);
  assert.equal(postsTo(server, team.bob), 0);
  assert.match((await newestMail(story, mo)).text, /is erased, and alice@example\.org is told your reason/);
});

test("discard erases without a word to the sender; a plain first word is enough above the quoted notice", async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, olga } = story;
  await story.aPostWaits();
  const notice = await newestMail(story, olga);
  const before = server.mailbox(team.alice.address).length;
  const quoted = notice.text.replaceAll("\r", "").replaceAll(/^/gm, "> ");
  await reply(server, {
    by: olga,
    to: notice.replyTo,
    text: `discard\n\nOn Saturday, Team wrote:\n${quoted}`,
  });
  assert.deepEqual(await heldCodes(server), []);
  assert.equal(server.mailbox(team.alice.address).length, before);
});

test("deferring keeps it and asks anew; each answer brings a new address, and the old one is used", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const id = await story.aPostWaits();
  const first = await newestMail(story, olga);
  await reply(server, { by: olga, to: first.replyTo, text: `defer ${id} 3 days` });
  const second = await newestMail(story, olga);
  assert.match(second.text, /waits until 2026-12-24/);
  assert.match(second.replyTo, CONFIRM);
  assert.notEqual(second.replyTo, first.replyTo);
  await reply(server, { by: olga, to: first.replyTo, text: `discard ${id}`, id: "r2" });
  assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
  const nothing = await newestMail(story, olga);
  assert.match(nothing.text, /Nothing was done/);
  assert.equal(nothing.subject, "Team: your answer decided nothing");
  await reply(server, { by: olga, to: second.replyTo, text: `discard ${id}`, id: "r3" });
  assert.deepEqual(await heldCodes(server), []);
});

test("show: the post comes sealed to the moderator's key, as an attached message, and still waits", async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, olga, mo } = story;
  const id = await story.aPostWaits();
  for (const who of [olga, mo]) {
    const { replyTo } = await newestMail(story, who);
    await reply(server, { by: who, to: replyTo, text: `show ${id}`, id: `show ${who.address}` });
    const copy = await newestMail(story, who);
    const enclosed = copy.parts.find((part) => part.contentType.essence === "message/rfc822");
    assert.match(textOf(enclosed?.body), new RegExp(`Subject: ${SECRET_SUBJECT}[^]*${SECRET} 1`));
    assert.match(copy.replyTo, CONFIRM);
    const sent = server.mailbox(who.address).at(-1)?.data ?? Buffer.alloc(0);
    for (const other of [team.alice, who === olga ? mo : olga])
      assert.equal((await openFor(sent, [other], [])).ok, false, "nobody else opens it");
  }
  assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
  assert.doesNotMatch(everythingSent(server), new RegExp(`${SECRET}|${SECRET_SUBJECT}`));
  const { replyTo } = await newestMail(story, olga);
  await reply(server, { by: olga, to: replyTo, text: `accept ${id}`, id: "r9" });
  assert.equal(postsTo(server, team.bob), 1, "looking at it left no mark");
});

test("ask: the sender is asked to send it again, with the list's keys, and the post stays", async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, olga } = story;
  const unsigned = letter(team.alice, await sealed(team.openpgp, entity(SECRET)));
  await server.post({ from: team.alice.address, to: TEAM, message: unsigned });
  const [held] = await server.call(heldList, {});
  const { replyTo } = await newestMail(story, olga);
  await reply(server, { by: olga, to: replyTo, text: `ask ${held?.id}.` });
  const asked = await newestMail(story, team.alice);
  assert.equal(asked.subject, "Please send your message to Team again");
  assert.match(asked.text, /Reason: it carries no signature/);
  assert.match(asked.text, /OpenPGP key: [0-9A-F]{4} /);
  assert.deepEqual(
    asked.parts.map(({ contentType }) => contentType.essence),
    ["text/plain", "application/pgp-keys", "application/x-x509-user-cert"],
  );
  assert.deepEqual(await heldCodes(server), ["held not-signed"]);
  assert.match((await newestMail(story, olga)).text, /alice@example\.org is asked/);
});

test("what is not understood is said, nothing is done, and the new address works", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const id = await story.aPostWaits();
  const cases: readonly (readonly [string, RegExp])[] = [
    ["Yes, why not?", /none of those below/],
    ["accept this was fun", /none of those below/],
    [`reject ${id}`, /none of those below/],
    [`> accept ${id}`, /none of those below/],
    [`accept ${id + 1}`, /names another message/],
    ["accept", /does not say which message/],
  ];
  for (const [nth, [text, said]] of cases.entries()) {
    const { replyTo } = await newestMail(story, olga);
    await reply(server, { by: olga, to: replyTo, text, id: `n${nth}` });
    assert.match((await newestMail(story, olga)).text, said, text);
    assert.deepEqual(await heldCodes(server), ["held member-moderated"], text);
  }
  const { replyTo } = await newestMail(story, olga);
  await reply(server, { by: olga, to: replyTo, text: `accept ${id}`, id: "last" });
  assert.deepEqual(await heldCodes(server), []);
});

test("the Subject orders nothing", async (t) => {
  const story = await moderatedTeam(t);
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, story.olga);
  const { olga, server } = story;
  const inner = protectedText(olga, "Thank you.\n", { subject: `accept ${id}`, to: replyTo });
  await reply(server, { by: olga, to: replyTo, text: "", content: await signed(olga, inner) });
  assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
});

test("a list without keys: the address and the From are enough, and no word is said about keys", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  await server.call(memberAdd, { list: TEAM, member: { address: "ann@example.net" } });
  const eve = "eve@example.com";
  await server.post({ from: eve, to: TEAM, message: letter({ address: eve }, entity("At noon?\n")) });
  const noticeTo = () => textOf(server.mailbox(MIA).at(-1)?.data);
  const addressIn = () => /^Reply-To: (.*)\r$/m.exec(noticeTo())?.[1] ?? "";
  const write = async (text: string, id: string, from = MIA as string, type = "text/plain") =>
    server.post({
      from,
      to: addressIn(),
      message: letter({ address: from }, entity(text, [["Content-Type", type]]), { id, to: addressIn() }),
    });
  assert.doesNotMatch(noticeTo(), /\bkeys?\b|seal|sign/i);
  await write("show", "a");
  assert.match(noticeTo(), /Content-Type: message\/rfc822[^]*Subject: outside[^]*At noon\?/);
  await write("accept", "b", "thief@evil.example");
  assert.match(noticeTo(), /came from another address than yours/);
  assert.equal(server.mailbox("ann@example.net").length, 0);
  assert.equal(server.mailbox("thief@evil.example").length, 0);
  await write("accept\n\n> discard", "c");
  assert.equal(server.mailbox("ann@example.net").length, 1);
  await server.post({
    from: eve,
    to: TEAM,
    message: letter({ address: eve }, entity("At one?\n"), { id: "d" }),
  });
  await write("<p>accept</p><blockquote>discard</blockquote>", "e", MIA, "text/html");
  assert.equal(server.mailbox("ann@example.net").length, 2, "HTML is read as commands are");
});

test("a post held again after it was accepted is told again, and a second moderator is told it is decided", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, mo } = story;
  const id = await story.aPostWaits();
  const [first, second] = [await newestMail(story, olga), await newestMail(story, mo)];
  const settings = { clear_after_decrypt: "no", gpg_distrib_encrypt: "no", smime_distrib_encrypt: "no" };
  await server.db.transact(async (tx) => {
    const list = await tx.query.selectFrom("list").selectAll().executeTakeFirstOrThrow();
    const changed = JSON.stringify({ ...JSON.parse(list.settings), ...settings });
    await tx.query.updateTable("list").set({ settings: changed }).execute();
  });
  const before = server.mailbox(olga.address).length;
  await reply(server, { by: olga, to: first.replyTo, text: `accept ${id}` });
  assert.deepEqual(await heldCodes(server), ["held clear-not-confirmed"]);
  assert.equal(server.mailbox(olga.address).length, before + 2, "the answer, and the new notice");
  await reply(server, { by: mo, to: second.replyTo, text: `discard ${id}`, id: "r2" });
  assert.deepEqual(await heldCodes(server), ["held clear-not-confirmed"], "asked before it was decided");
  assert.match((await newestMail(story, mo)).text, /What you answered is decided already/);
});

test("an owner who is a moderator no more decides nothing", async (t) => {
  const story = await moderatedTeam(t);
  const { server, mo } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, mo);
  await server.db.transact((tx) =>
    tx.query.updateTable("member").set({ moderator: 0 }).where("address", "=", mo.address).execute(),
  );
  await reply(server, { by: mo, to: replyTo, text: `accept ${id}` });
  assert.deepEqual(await heldCodes(server), ["held member-moderated", "refused answers-nothing"]);
});
