/**
 * S4: what a moderator signed once is sent again: to the same address, to that of another message, to another list; or a
 * token of one list is used on another, and a post that was written to a list is passed off as a command.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, listCreate } from "#operations";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { moderatedTeam, newestMail, postsTo, reply } from "../support/lists/moderators.ts";
import {
  heldCodes,
  join,
  letter,
  MIA,
  movableClock,
  protectedText,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const WAITS = ["held member-moderated"];
const DAY_MS = 86_400_000;

test("the same answer once more does nothing, whatever stands outside of it", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, team } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, olga);
  const content = await signed(olga, entity(`defer ${id} 1 day\n`));
  await reply(server, { by: olga, to: replyTo, text: "", content });
  const next = await newestMail(story, olga);
  const [row] = await server.call(heldList, {});
  for (const [to, mailId] of [
    [replyTo, "r1"],
    [replyTo, "r2"],
    [next.replyTo, "r3"],
  ] as const)
    await reply(server, { by: olga, to, text: "", content, id: mailId });
  assert.deepEqual((await server.call(heldList, {}))[0]?.until, row?.until);
  assert.match((await newestMail(story, olga)).text, /counted once before/);
  assert.equal(postsTo(server, team.bob), 0);
});

test("nor on another list, to which the same people belong", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const other = "other@example.org";
  const settings = { gpg_post_sign: "yes", default_member_action: "hold" } as const;
  await server.call(listCreate, { address: other, name: "Other", settings });
  await join(server, olga, { owner: true, list: other as never });
  const id = await story.aPostWaits();
  const mine = await newestMail(story, olga);
  const crossed = mine.replyTo.replace("team-", "other-");
  await reply(server, { by: olga, to: crossed, text: `accept ${id}` });
  assert.deepEqual(await heldCodes(server), WAITS, "the token is no other list's");
});

test("nor where the address alone is enough: it is one list's", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const eve = "eve@example.com";
  for (const name of ["one", "two"]) {
    await server.call(listCreate, { address: `${name}@example.org`, name, owners: [MIA] });
    const message = letter({ address: eve }, entity("x"), { to: `${name}@example.org` as never });
    await server.post({ from: eve, to: `${name}@example.org`, message });
  }
  const [notice] = server.mailbox(MIA);
  const replyTo = /^Reply-To: (.*)\r$/m.exec(notice?.data.toString() ?? "")?.[1] ?? "";
  assert.match(replyTo, /^one-confirm\+/);
  const write = (to: string) =>
    server.post({
      from: MIA,
      to,
      message: letter({ address: MIA }, entity("discard\n"), { to: to, id: to }),
    });
  await write(replyTo.replace("one-", "two-"));
  assert.deepEqual(await heldCodes(server), ["held nonmember", "held nonmember"]);
  await write(replyTo);
  assert.deepEqual(await heldCodes(server), ["held nonmember"]);
});

test("a text that she posted to the list is no command when somebody sends it on", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, team } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, olga);
  const words = await signed(olga, entity(`accept ${id}\n\nis what I answered.\n`));
  const post = letter(olga, await sealed(team.openpgp, words), { id: "p" });
  await server.post({ from: olga.address, to: TEAM, message: post });
  assert.deepEqual(await heldCodes(server), [...WAITS, ...WAITS]);
  await reply(server, { by: olga, to: replyTo, text: "", content: words, from: "thief@evil.example" });
  assert.deepEqual(await heldCodes(server), [...WAITS, ...WAITS]);
});

test("an old answer that was kept back does not count when it comes", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, clock } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, olga);
  const inner = protectedText(olga, `accept ${id}\n`, { to: replyTo });
  const content = await signed(olga, inner);
  clock.advance(8 * DAY_MS);
  await reply(server, { by: olga, to: replyTo, text: "", content });
  assert.deepEqual(await heldCodes(server), WAITS);
  assert.match((await newestMail(story, olga)).text, /signed too long ago/);
});

test("nor does one that says it was signed in two days", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, clock } = story;
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, olga);
  const inner = protectedText(olga, `accept ${id}\n`, { to: replyTo });
  const content = await signed(olga, inner, new Date(clock.now().getTime() + 2 * DAY_MS));
  await reply(server, { by: olga, to: replyTo, text: "", content });
  assert.deepEqual(await heldCodes(server), WAITS);
  assert.match((await newestMail(story, olga)).text, /signed too long ago/);
});
