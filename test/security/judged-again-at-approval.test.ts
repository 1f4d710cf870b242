/**
 * S2, "Which rule wins": a key that was revoked, or ran out, while a post of its maker waited vouches for nobody when a
 * person accepts the post; and it is sealed to the keys that members have then.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { generateListKey } from "#openpgp";
import { heldAccept, heldList, keyUnbind } from "#operations";
import { entity, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import { moderatedTeam, postsTo, type Moderated } from "../support/lists/moderators.ts";
import { heldCodes, join, letter, TEAM } from "../support/lists/sealed-team.ts";

const DAY_MS = 86_400_000;

async function shortLived(story: Moderated, days: number) {
  const { server, clock } = story;
  const address = "dora@example.org" as never;
  const expiresAt = new Date(clock.now().getTime() + days * DAY_MS);
  const key = await generateListKey({ address, at: clock.now(), expiresAt });
  const dora = { member: 0 as never, address, ...key };
  await join(server, dora);
  return dora;
}

async function accept({ server }: Moderated): Promise<void> {
  const ids = (await server.call(heldList, {})).filter(({ kind }) => kind === "held").map(({ id }) => id);
  await server.call(heldAccept, { ids });
  await server.drain();
}

test("a signature whose key ran out while the post waited counts no more", async (t) => {
  const story = await moderatedTeam(t, { gpg_post_sign: "force", smime_post_sign: "force" });
  const { server, team, clock } = story;
  const dora = await shortLived(story, 3);
  for (const [id, days] of [
    ["in time", 2],
    ["too late", 2],
  ] as const) {
    const content = await sealed(team.openpgp, await signed(dora, entity(id), clock.now()));
    await server.post({ from: dora.address, to: TEAM, message: letter(dora, content, { id }) });
    assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
    clock.advance(days * DAY_MS);
    await accept(story);
    if (id === "in time") assert.equal(postsTo(server, team.bob), 1);
  }
  assert.equal(postsTo(server, team.bob), 1);
  assert.deepEqual(await heldCodes(server), ["refused not-signed"]);
});

test("nor does one of a key that was taken from the member meanwhile", async (t) => {
  const story = await moderatedTeam(t, { gpg_post_sign: "force", smime_post_sign: "force" });
  const { server, team } = story;
  await story.aPostWaits();
  const { address, secret } = team.alice;
  await server.call(keyUnbind, { list: TEAM, member: address, fingerprint: secret.fingerprint });
  await accept(story);
  assert.equal(postsTo(server, team.bob), 0);
  assert.deepEqual(await heldCodes(server), ["refused not-signed"]);
});

test("who joined, or got a key, while it waited reads it", async (t) => {
  const story = await moderatedTeam(t);
  const { server, team, clock } = story;
  await story.aPostWaits();
  clock.advance(DAY_MS);
  const erin = await shortLived(story, 30);
  await accept(story);
  const copy = server.mailbox(erin.address).at(-1)?.data ?? Buffer.alloc(0);
  assert.equal((await openFor(copy, [erin], [team.openpgp])).ok, true);
});
