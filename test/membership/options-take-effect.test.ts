/** What members chose takes effect on posts: who gets a copy, who is told, whose posts wait. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8, view } from "#base";
import {
  heldAccept,
  heldList,
  listConfigure,
  listCreate,
  memberAdd,
  memberAppoint,
  memberSet,
  readOptionWords,
} from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const [ANNA, BEN, CLEO] = ["anna@example.net", "ben@example.net", "cleo@example.net"] as const;
const DAY_MS = 86_400_000;

async function plainTeam(server: TestServer): Promise<void> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  for (const address of [ANNA, BEN, CLEO]) await server.call(memberAdd, { list: TEAM, member: { address } });
}

async function set(server: TestServer, address: string, ...words: string[]): Promise<void> {
  await server.call(memberSet, { list: TEAM, address, options: readOptionWords(words) });
}

interface Post {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly more?: readonly string[];
}

/** Who got a copy. */
async function post(server: TestServer, { id, from = ANNA, to = TEAM, more = [] }: Post) {
  const fields = [
    `From: ${from}`,
    `To: ${to}`,
    ...more,
    "Subject: Lunch",
    `Message-ID: <${id}@laptop.example>`,
  ];
  const message = utf8([...fields, "", "At noon?", ""].join("\r\n"));
  await server.post({ from, to: TEAM, message });
  return readersOf(server, id);
}

function readersOf(server: TestServer, id: string): readonly string[] {
  const isCopy = (data: Uint8Array) => view(data).includes(`Message-ID: <${id}@laptop.example>`);
  return [ANNA, BEN, CLEO].filter((who) => server.mailbox(who).some(({ data }) => isCopy(data)));
}

forEachDatabase((database) => {
  test("who switched mail off gets nothing; a vacation ends on its day", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    await set(server, BEN, "nomail");
    await set(server, CLEO, "until", "2026-11-23");
    assert.deepEqual(await post(server, { id: "1" }), [ANNA]);
    clock.advance(2 * DAY_MS);
    assert.deepEqual(await post(server, { id: "2" }), [ANNA, CLEO]);
    await set(server, BEN, "mail");
    assert.deepEqual(await post(server, { id: "3" }), [ANNA, BEN, CLEO]);
  });

  test("who does not want their own posts, or what names them, gets no copy of those alone", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await plainTeam(server);
    await set(server, ANNA, "not_me");
    assert.deepEqual(await post(server, { id: "1" }), [BEN, CLEO]);
    assert.deepEqual(await post(server, { id: "2", from: BEN }), [ANNA, BEN, CLEO]);
    const named = { to: `${TEAM}, BEN@example.net`, more: [`Cc: "cleo@example.net" <other@example.net>`] };
    assert.deepEqual(await post(server, { id: "3", ...named }), [CLEO]);
    await set(server, BEN, "dupes");
    assert.deepEqual(await post(server, { id: "4", ...named }), [BEN, CLEO]);
  });

  test("who asked for it hears that a post went out, once, and not of one that waits", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await plainTeam(server);
    await set(server, ANNA, "ack", "not_me");
    await post(server, { id: "1" });
    assert.equal(server.mailbox(ANNA).length, 1);
    assertGolden("mail-posted.txt", normalised(server.mailbox(ANNA)[0]?.data ?? ""));
    await post(server, { id: "3", from: BEN });
    assert.equal(server.mailbox(BEN).length, 2, "the copies: Ben did not ask");
    assert.equal(server.mailbox(ANNA).length, 2);
    await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
    await post(server, { id: "2" });
    const told = server
      .mailbox(ANNA)
      .filter(({ data }) => !view(data).includes("Subject: [Team] Lunch"))
      .map(({ data }) => /^Subject: (.*)\r$/m.exec(view(data).toString())?.[1]);
    assert.deepEqual(told, ["Your message to Team went out", "Your message to Team waits for an owner"]);
  });

  test("a moderated member's post waits for an owner, and goes out when accepted; others' go at once", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await plainTeam(server);
    await server.call(memberAppoint, { list: TEAM, address: ANNA, moderated: true });
    assert.deepEqual(await post(server, { id: "1" }), []);
    assert.deepEqual(await post(server, { id: "2", from: BEN }), [ANNA, BEN, CLEO]);
    const [held] = await server.call(heldList, {});
    assert.equal(held?.code, "member-moderated");
    await server.call(heldAccept, { ids: [held.id] });
    await server.drain();
    assert.deepEqual(readersOf(server, "1"), [ANNA, BEN, CLEO]);
    await server.call(listConfigure, { list: TEAM, settings: { member_moderation_action: "discard" } });
    assert.deepEqual(await post(server, { id: "3" }), []);
    const rest = await server.call(heldList, {});
    assert.deepEqual(
      rest.map(({ kind, code }) => [kind, code]),
      [["refused", "member-moderated"]],
    );
  });
});
