/** The health of a list, as its owner reads it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { listCreate, listHealth, listShow, memberAdd, memberSet } from "#operations";
import { generateListKey } from "#openpgp";
import { listHealthText } from "../../src/cli/show/show-health.ts";
import { listView } from "../../src/cli/show/show-list.ts";
import { correspondent, entity, NOW } from "../support/programs/correspondents.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { alicePosts, DAY_MS } from "../support/lists/kept-posts.ts";
import { CAROL, join, letter, MIA, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const PLAIN = "plain@example.org" as EmailAddress;

test("a sealed list: who cannot read, whose key ends soon, what waits, what failed", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const dora = await correspondent("dora");
  const ends = { address: dora.address, at: new Date("2026-01-01T00:00:00Z") };
  const soon = await generateListKey({ ...ends, expiresAt: new Date(NOW.getTime() + 3 * DAY_MS) });
  await join(server, { ...dora, ...soon });
  server.sink.behaviour.answer = (line) =>
    line.startsWith("RCPT TO:<bob@") ? "550 5.1.1 No such user" : undefined;
  await alicePosts(server, team, "apple");
  const eve = { address: "eve@example.com" };
  await server.post({ from: eve.address, to: TEAM, message: letter(eve, entity("hello"), { id: "2" }) });
  const before = await server.call(listHealth, { list: TEAM });
  assertGolden("health-sealed.txt", normalised(listHealthText(before)));
  assert.deepEqual(before.keys?.expiring.map(({ address }) => address), [dora.address]);
  clock.advance(5 * DAY_MS);
  const after = await server.call(listHealth, { list: TEAM });
  const gone = after.keys?.unreached.find(({ address }) => address === dora.address);
  assert.equal(gone?.whyText, "the key expired on 2026-11-24");
  assert.deepEqual([after.members, after.reached], [5, 2]);
  assert.deepEqual(after.keys?.expiring, []);
});

test("a list without keys: no word about keys", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
  await server.call(memberAdd, { list: PLAIN, member: { address: CAROL } });
  for (const [address, options] of [
    ["dora@example.com", { delivery: "off" }],
    ["emil@example.com", { until: "2026-12-24" }],
  ] as const) {
    await server.call(memberAdd, { list: PLAIN, member: { address } });
    await server.call(memberSet, { list: PLAIN, address, options });
  }
  const eve = { address: "eve@example.com" };
  const held = letter(eve, entity("hello"), { id: "1", to: PLAIN });
  await server.post({ from: eve.address, to: PLAIN, message: held });
  const health = await server.call(listHealth, { list: PLAIN });
  const text = listHealthText(health);
  assertGolden("health-plain.txt", normalised(text));
  assert.doesNotMatch(text, /key|seal|encrypt|sign|certificate/i);
  assert.equal(health.keys, null);
});

test("a list where members are moderated is not said to send on what members write", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: PLAIN, preset: "announcement", owners: [MIA] });
  await server.call(memberAdd, { list: PLAIN, member: { address: CAROL } });
  const text = listView(await server.call(listShow, { list: PLAIN }));
  assert.match(text, /^members +2, 1 of them moderated$/m);
  assert.match(text, /^What members write goes out, if an owner trusts them\.$/m);
  assert.match(text, /by a member not moderated +by anybody else/);
});
