/** People join, leave and change their mind by mail, with nothing in hand but their mail program. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8, view } from "#base";
import {
  heldList,
  listConfigure,
  listCreate,
  listReview,
  memberAdd,
  memberInvite,
  memberSet,
  memberShow,
  memberUnsubscribe,
} from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { undoAddress } from "../support/lists/commanding.ts";
import { type MovableClock, movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const [MIA, DORA, EVE] = ["mia@example.net", "dora@example.net", "eve@example.com"] as const;
const DAY_MS = 86_400_000;

interface Story {
  readonly server: TestServer;
  readonly clock: MovableClock;
}

let sent = 0;

interface Short {
  readonly text?: string | undefined;
  readonly more?: readonly string[];
}

/** A short mail without a subject, as people send it to such addresses. */
async function write(server: TestServer, from: string, to: string, { text = "", more = [] }: Short = {}) {
  const id = `Message-ID: <${++sent}@laptop.example>`;
  const fields = [`From: ${from}`, `To: ${to}`, id, ...more];
  await server.post({ from, to, message: utf8([...fields, "", text, ""].join("\r\n")) });
}

function newest(server: TestServer, address: string): string {
  const found = server.mailbox(address).at(-1);
  assert.ok(found, `${address} got nothing`);
  return view(found.data).toString();
}

/** Answers the newest question, as it is. */
async function answer(server: TestServer, who: string, text = ""): Promise<void> {
  const asked = server
    .mailbox(who)
    .flatMap(({ data }) => /^Reply-To: (team-confirm\+.*)\r$/m.exec(view(data).toString())?.[1] ?? []);
  const to = asked.at(-1) ?? assert.fail(`${who} was asked nothing`);
  await write(server, who, to, { text: text });
}

async function members(server: TestServer): Promise<readonly string[]> {
  return (await server.call(listReview, { list: TEAM, all: true })).entries.map(({ address }) => address);
}

forEachDatabase((database) => {
  async function aStory(
    t: Parameters<typeof newServer>[0],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Story> {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
    return { server, clock };
  }

  test("who writes to -join answers one mail and is on the list; who forged the address gets nowhere", async (t) => {
    const { server } = await aStory(t);
    await write(server, DORA, "team-join@example.org");
    assert.deepEqual(await members(server), [MIA]);
    assertGolden(
      "mail-confirm-join.txt",
      normalised(newest(server, DORA)).replaceAll(/\b[0-9a-f]{32}\b/g, "(key)"),
    );
    await answer(server, DORA);
    assert.deepEqual(await members(server), [MIA, DORA]);
    const subjects = server
      .mailbox(DORA)
      .map(({ data }) => /^Subject: (.*)\r$/m.exec(view(data).toString())?.[1]);
    assert.deepEqual(subjects.slice(1), ["Welcome to Team"], "which says all that an answer would");
  });

  test("an address that nobody vouches for is asked once a day, however often it asks, on whichever list", async (t) => {
    const { server, clock } = await aStory(t);
    await server.call(listCreate, { address: "other@example.org", name: "Other" });
    for (const list of ["team", "team", "other", "other"])
      await write(server, DORA, `${list}-join@example.org`);
    const questions = () =>
      server.mailbox(DORA).filter(({ data }) => /^Subject: confirm /m.test(view(data).toString())).length;
    assert.equal(questions(), 1);
    clock.advance(DAY_MS);
    await write(server, DORA, "other-join@example.org");
    assert.equal(questions(), 2);
  });

  test("a stranger learns nothing: the same is said of who is on the list and who is not", async (t) => {
    const { server } = await aStory(t);
    await server.call(memberAdd, { list: TEAM, member: { address: DORA } });
    const said: string[] = [];
    for (const who of [DORA, "nobody@example.net"]) {
      for (const [at, command] of [`subscribe address=${who}`, `unsubscribe address=${who}`].entries()) {
        const eve = `eve${at}-${who.slice(0, 4)}@example.com`;
        await write(server, eve, "team-request@example.org", { text: command });
        const text = newest(server, eve).split("\r\n\r\n").slice(1).join("\n");
        said.push(text.replaceAll(who, "(who)").replaceAll(/\s+/g, " "));
      }
    }
    assert.equal(said[0], said[2]);
    assert.equal(said[1], said[3]);
    assert.match(said[0] ?? "", /if that is needed/);
  });

  test("under approve an owner says yes by answering; under both the address is proven before", async (t) => {
    const { server, clock } = await aStory(t, { subscribe_policy: "approve" });
    await write(server, DORA, "team-join@example.org");
    assert.match(newest(server, MIA), /dora@example\.net waits for your decision/);
    assert.deepEqual(await members(server), [MIA]);
    await answer(server, MIA, "accept");
    assert.deepEqual(await members(server), [MIA, DORA]);
    await server.call(listConfigure, { list: TEAM, settings: { subscribe_policy: "both" } });
    clock.advance(DAY_MS);
    const before = server.mailbox(MIA).length;
    await write(server, EVE, "team-join@example.org");
    assert.equal(server.mailbox(MIA).length, before);
    await answer(server, EVE);
    assert.deepEqual(await members(server), [MIA, DORA]);
    assert.match(newest(server, MIA), /eve@example\.com waits for your decision/);
    await answer(server, MIA, "reject");
    assert.deepEqual(await members(server), [MIA, DORA]);
  });

  test("options are set by the line that a mail names, once its owner confirmed it", async (t) => {
    const { server } = await aStory(t);
    await server.call(memberAdd, { list: TEAM, member: { address: DORA } });
    await server.call(memberSet, { list: TEAM, address: DORA, options: { ack: true } });
    await write(server, DORA, TEAM, { text: "Lunch?" });
    const told = server.mailbox(DORA).map(({ data }) => view(data).toString());
    const line = told.flatMap((text) => /send this line to (\S+): (.*)\r$/m.exec(text) ?? []).slice(1);
    await write(server, DORA, line[0] ?? "", { text: line[1] });
    const isAcked = async () => (await server.call(memberShow, { list: TEAM, member: DORA })).ack;
    assert.equal(await isAcked(), true, "anybody could have sent it");
    await answer(server, DORA);
    assert.equal(await isAcked(), false);
  });

  test("who is banned gets no question, and reads no reason", async (t) => {
    const { server } = await aStory(t, { ban_list: "^.*@example\\.com$" });
    await write(server, EVE, "team-join@example.org");
    assert.match(newest(server, EVE), /the rules of the list do not let it through/);
    assert.doesNotMatch(newest(server, EVE), /\bban/);
    assert.deepEqual(await members(server), [MIA]);
  });

  test("who leaves can undo it by a mail, within a week; then nothing comes back", async (t) => {
    const { server, clock } = await aStory(t);
    await server.call(memberAdd, { list: TEAM, member: { address: DORA, name: "Dora" } });
    await server.call(memberSet, { list: TEAM, address: DORA, options: { conceal: true } });
    await write(server, DORA, "team-leave@example.org");
    assert.deepEqual(await members(server), [MIA, DORA]);
    await answer(server, DORA);
    assert.deepEqual(await members(server), [MIA]);
    const undo = undoAddress(server, DORA);
    await write(server, DORA, "team-owner@example.org", { text: "Thank you, do not write again!" });
    assert.deepEqual(await members(server), [MIA]);
    assert.match(newest(server, MIA), /do not write again/);
    clock.advance(6 * DAY_MS);
    await write(server, DORA, undo, { text: "I want to stay" });
    const back = await server.call(memberShow, { list: TEAM, member: DORA });
    assert.deepEqual([back.name, back.conceal], ["Dora", true]);
    await write(server, DORA, undo, { text: "once more" });
    await server.call(memberUnsubscribe, { list: TEAM, address: DORA });
    await server.drain();
    const later = undoAddress(server, DORA);
    assert.notEqual(later, undo);
    clock.advance(8 * DAY_MS);
    await write(server, DORA, later);
    assert.deepEqual(await members(server), [MIA]);
  });

  test("who was invited joins by answering, whatever the policy; a vacation program does not", async (t) => {
    const { server } = await aStory(t, { subscribe_policy: "both" });
    await server.call(memberInvite, { list: TEAM, address: DORA, name: "Dora" });
    await server.drain();
    const invitation = newest(server, DORA);
    const to = /^Reply-To: (.*)\r$/m.exec(invitation)?.[1] ?? "";
    for (const mark of ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"]) {
      await write(server, DORA, to, { text: "I am away", more: [mark] });
      assert.deepEqual(await members(server), [MIA], mark);
    }
    await write(server, DORA, to, { text: "Thanks!" });
    assert.deepEqual(await members(server), [MIA, DORA]);
    assert.equal((await server.call(memberShow, { list: TEAM, member: DORA })).name, "Dora");
    assert.equal((await server.call(heldList, {})).filter(({ kind }) => kind === "held").length, 0);
  });
});
