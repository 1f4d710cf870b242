/** S6: a reader without a key that works gets what may go in clear, hears of the rest, and gets it when a key works. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { listConfigure, listDigest, memberRemove, memberSet } from "#operations";
import { runTask } from "../support/run-task.ts";
import { alicePosts, bindKey, DAY_MS, keylessDora, noticesTo } from "../support/lists/kept-posts.ts";
import {
  CAROL,
  everythingSent,
  letter,
  MIA,
  movableClock,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { digestsOf, FOR_THOSE_WITH_KEYS } from "../support/lists/digests-read.ts";
import { newServer, type TestServer } from "../support/server.ts";

async function readers(server: TestServer, ...addresses: readonly string[]): Promise<void> {
  for (const address of addresses)
    await server.call(memberSet, { list: TEAM, address, options: { digest: "plain" } });
}

async function inClear(server: TestServer, team: Team, word: string): Promise<void> {
  const content = utf8(`Content-Type: text/plain\r\n\r\n${word}\r\n`);
  const message = letter(team.alice, content, { id: word });
  await server.post({ from: team.alice.address, to: TEAM, message });
}

async function sendNow(server: TestServer): Promise<void> {
  await server.call(listDigest, { list: TEAM, now: true });
  await server.drain();
}

/** Numbers of the posts that lie with the server for digests. */
async function waiting({ db }: TestServer): Promise<readonly number[]> {
  const ask = db.read((tx) =>
    tx.query.selectFrom("digest_post").select("number").orderBy("number").execute(),
  );
  return (await ask).map(({ number }) => number);
}

const WAITS_ONE =
  "post is not in this digest: it goes out sealed only, and no key of yours works. It comes as soon as one does.";
const WAIT =
  "posts are not in this digest: they go out sealed only, and no key of yours works. They come as soon as one does.";
test("what came in clear goes on without what goes sealed only, which comes with the key", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server, FOR_THOSE_WITH_KEYS);
  for (const address of [CAROL, MIA]) await server.call(memberRemove, { list: TEAM, address });
  const dora = await keylessDora(server);
  await readers(server, dora.address, team.bob.address);
  await alicePosts(server, team, "apple");
  await inClear(server, team, "banana");
  await sendNow(server);
  assert.deepEqual(await digestsOf(server, team.bob, team), ["Issue 1, sealed: apple banana"]);
  const first = `Issue 1: banana | 1 ${WAITS_ONE}`;
  assert.deepEqual(await digestsOf(server, dora, team), [first]);
  await alicePosts(server, team, "cherry");
  await inClear(server, team, "damson");
  await sendNow(server);
  const second = `Issue 2: damson | 2 ${WAIT}`;
  assert.deepEqual(await digestsOf(server, dora, team), [first, second]);
  assert.equal(noticesTo(server, dora.address).length, 1, "once a day");
  assert.doesNotMatch(everythingSent(server), /apple|cherry/);
  // Only posts that nobody else waits for are left, and those for as long as keep_for_keyless.
  assert.deepEqual(await waiting(server), [1, 3]);
  clock.advance(3 * DAY_MS);
  await bindKey(server, dora);
  const late = "Issue 2, sealed: apple cherry";
  assert.deepEqual(await digestsOf(server, dora, team), [first, second, late], "at once");
  assert.deepEqual(await waiting(server), []);
  await inClear(server, team, "elder");
  await runTask(server, clock, "send_digests");
  assert.deepEqual((await digestsOf(server, dora, team)).slice(3), ["Issue 3, sealed: elder"]);
  assert.deepEqual((await digestsOf(server, team.bob, team)).slice(2), ["Issue 3, sealed: elder"]);
});

test("a last digest does so as well, and where nothing is kept, it is said that it is not", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server, FOR_THOSE_WITH_KEYS);
  for (const address of [CAROL, MIA]) await server.call(memberRemove, { list: TEAM, address });
  const dora = await keylessDora(server);
  await readers(server, dora.address);
  await alicePosts(server, team, "apple");
  await inClear(server, team, "banana");
  await server.call(memberSet, { list: TEAM, address: dora.address, options: { digest: "off" } });
  await inClear(server, team, "cherry");
  await sendNow(server);
  const first = `Issue 1: banana | 1 ${WAITS_ONE}`;
  assert.deepEqual(await digestsOf(server, dora, team), [first]);
  await readers(server, dora.address);
  await server.call(listConfigure, { list: TEAM, settings: { keep_for_keyless: 0 } });
  await alicePosts(server, team, "damson");
  await inClear(server, team, "elder");
  clock.advance(DAY_MS);
  await sendNow(server);
  const [, second] = await digestsOf(server, dora, team);
  assert.match(second ?? "", /^Issue 2: elder \| 1 post is not .* It is not kept for you\.$/);
  assert.match(noticesTo(server, dora.address).at(-1) ?? "", /could not be sealed for you/);
  assert.deepEqual(await waiting(server), []);
  await bindKey(server, dora);
  assert.equal((await digestsOf(server, dora, team)).length, 2);
});

test("a digest that nobody could have uses up no number", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { digest_size_threshhold: 0 });
  const dora = await keylessDora(server);
  await readers(server, dora.address);
  await alicePosts(server, team, "apple");
  await sendNow(server);
  assert.equal((await server.call(listDigest, { list: TEAM })).issue, 0);
  await bindKey(server, dora);
  assert.deepEqual(await digestsOf(server, dora, team), ["Issue 1, sealed: apple"]);
  assert.equal((await server.call(listDigest, { list: TEAM })).issue, 1);
});
