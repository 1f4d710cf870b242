/** S1: what was opened at one door is held closed at another, and a moderator who asks for a copy of it gets none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, heldSend } from "#operations";
import { sealed } from "../support/programs/correspondents.ts";
import { moderatedTeam, newestMail, reply, SECRET } from "../support/lists/moderators.ts";
import { letter, OWNER, protectedText, TEAM } from "../support/lists/sealed-team.ts";

for (const [words, first, second] of [
  ["mail to the owners, posted by a moderator", OWNER, TEAM],
  ["a post, sent on to the owners", TEAM, OWNER],
] as const) {
  test(`no copy of ${words}`, async (t) => {
    const story = await moderatedTeam(t, { default_member_action: "accept" });
    const { server, team, mo } = story;
    const text = protectedText(team.alice, `${SECRET}\n`, { to: first });
    const stolen = await sealed(team.openpgp, text, team.alice);
    const { address } = team.alice;
    await server.post({ from: address, to: first, message: letter(team.alice, stolen, { to: first }) });
    await server.post({ from: mo.address, to: second, message: letter(mo, stolen, { id: "x", to: second }) });
    const held = (await server.call(heldList, {})).at(-1);
    assert.equal(held?.code, "opened-elsewhere");
    const { replyTo } = await newestMail(story, mo);
    await reply(server, { by: mo, to: replyTo, text: `show ${held.id}` });
    await assertClosed();
    await server.call(heldSend, { id: held.id, to: mo.address });
    await server.drain();
    await assertClosed();

    async function assertClosed(): Promise<void> {
      const answer = await newestMail(story, mo);
      assert.match(answer.text, /opened\s+before\s+at\s+another\s+address/);
      assert.ok(!answer.parts.some((part) => Buffer.from(part.raw).includes(SECRET)));
    }
  });
}
