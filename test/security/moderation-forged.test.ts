/**
 * S2: somebody who read a notice on its way (its address stands outside what is sealed), or another member, answers in a
 * moderator's name, to let out a post that waits or to have it erased. Where the list asks for signatures the address
 * alone decides nothing, and a signature counts for its maker and for what was signed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listConfigure } from "#operations";
import { correspondent, entity, mixed, sealed, signed } from "../support/programs/correspondents.ts";
import { type Moderated, moderatedTeam, newestMail, postsTo, reply } from "../support/lists/moderators.ts";
import { heldCodes, protectedText, TEAM } from "../support/lists/sealed-team.ts";

const WAITS = ["held member-moderated"];

async function asked(story: Moderated) {
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, story.olga);
  return { id, replyTo };
}

test("an answer that is not signed changes nothing, and the moderator hears of it", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, team } = story;
  const { id, replyTo } = await asked(story);
  const text = entity(`accept ${id}\n`);
  for (const content of [text, await sealed(team.openpgp, text)]) {
    await reply(server, { by: olga, to: replyTo, text: "", content, from: "thief@evil.example" });
    assert.deepEqual(await heldCodes(server), WAITS);
    assert.match((await newestMail(story, olga)).text, /carries no signature of yours that counts/);
  }
  assert.equal(server.mailbox("thief@evil.example").length, 0);
  await reply(server, { by: olga, to: replyTo, text: `accept ${id}`, id: "r2" });
  assert.deepEqual(await heldCodes(server), [], "her own answer counts all the same");
});

test("nor does one signed by a member, a stranger, or another moderator in her name", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, mo, team } = story;
  const { id, replyTo } = await asked(story);
  const stranger = await correspondent("olga");
  for (const signer of [team.alice, mo, stranger]) {
    const content = await signed(signer, entity(`accept ${id}\n`));
    await reply(server, { by: olga, to: replyTo, text: "", content, id: `by ${signer.member}` });
    assert.deepEqual(await heldCodes(server), WAITS);
    const said = (await newestMail(story, olga)).text;
    assert.match(
      said,
      signer === stranger ? /not known here/ : /signed with a key that the list does not have of you/,
    );
    await reply(server, { by: signer, to: replyTo, text: `accept ${id}`, id: `as ${signer.member}` });
    assert.deepEqual(await heldCodes(server), WAITS, "nor under the signer's own name");
  }
  assert.equal(postsTo(server, team.bob), 0);
});

test("words put above, beside or outside of what she signed order nothing", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const { id, replyTo } = await asked(story);
  const hers = await signed(olga, entity("I shall look at it tomorrow.\n"));
  const mine = entity(`discard ${id}\n`);
  for (const [nth, content] of [mixed(mine, hers), mixed(hers, mine)].entries()) {
    await reply(server, { by: olga, to: replyTo, text: "", content, id: `w${nth}` });
    assert.deepEqual(await heldCodes(server), WAITS);
  }
});

test("what she signed about one message does not decide about another", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const first = await asked(story);
  const second = { id: await story.aPostWaits("2"), ...(await newestMail(story, olga)) };
  const both = [...WAITS, ...WAITS];
  const named = await signed(olga, entity(`accept ${first.id}\n`));
  await reply(server, { by: olga, to: second.replyTo, text: "", content: named });
  assert.deepEqual(await heldCodes(server), both, "the number that was signed is the first's");
  const bare = await signed(olga, entity("accept\n"));
  await reply(server, { by: olga, to: second.replyTo, text: "", content: bare, id: "r2" });
  assert.deepEqual(await heldCodes(server), both, "nothing that was signed says which");
  const inner = protectedText(olga, "accept\n", { to: first.replyTo });
  const addressed = await signed(olga, inner);
  await reply(server, { by: olga, to: second.replyTo, text: "", content: addressed, id: "r3" });
  assert.deepEqual(await heldCodes(server), both, "the address that was signed is the first's");
  await reply(server, { by: olga, to: first.replyTo, text: "", content: addressed, id: "r4" });
  assert.deepEqual(await heldCodes(server), WAITS, "there it counts");
});

test("an address that was never given out tells nobody anything", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, team } = story;
  const { id, replyTo } = await asked(story);
  const wrong = replyTo.replace(/\+[^@]*/, `+${"0".repeat(25)}`);
  const before = server.sink.messages.length;
  await reply(server, { by: team.alice, to: wrong, text: `accept ${id}` });
  await reply(server, { by: team.alice, to: "team-confirm@example.org", text: `accept ${id}`, id: "r2" });
  assert.equal(server.sink.messages.length, before);
  assert.deepEqual(await heldCodes(server), [...WAITS, "refused answers-nothing", "refused answers-nothing"]);
  await reply(server, { by: olga, to: wrong, text: `accept ${id}`, id: "r3" });
  await reply(server, { by: olga, to: wrong, text: `accept ${id}\n\nonce more`, id: "r4" });
  assert.equal(server.sink.messages.length, before + 1, "who may decide is told, once an hour");
});

test("a signature of a family in which the list asks for none by then decides nothing", async (t) => {
  const story = await moderatedTeam(t, { gpg_post_sign: "yes", smime_post_sign: "yes" });
  const { server, mo, olga, team } = story;
  const id = await story.aPostWaits();
  const [mos, olgas] = [await newestMail(story, mo), await newestMail(story, olga)];
  const waits = await heldCodes(server);
  await server.call(listConfigure, { list: TEAM, settings: { smime_post_sign: "no" } });
  await reply(server, { by: mo, to: mos.replyTo, text: `accept ${id}` });
  assert.deepEqual(await heldCodes(server), waits);
  assert.match((await newestMail(story, mo)).text, /no signature of yours that counts/);
  await reply(server, { by: olga, to: olgas.replyTo, text: `discard ${id}`, id: "r2" });
  assert.deepEqual(await heldCodes(server), []);
  assert.equal(postsTo(server, team.bob), 0);
});
