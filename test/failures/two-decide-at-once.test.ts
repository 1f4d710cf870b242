/** Two moderators decide about one post in the same moment: the first decides, and the other one is told so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { asId, type HeldId } from "#base";
import { type HeldOnList, letGoOn, reject } from "#operations";
import { type Database, eraseHeld, heldById, listById, type Transactor } from "#store";
import { forEachDatabase } from "../support/database.ts";
import { moderatedTeam, newestMail, postsTo, reply } from "../support/lists/moderators.ts";

type Verb = (tx: Transactor, held: HeldOnList) => Promise<unknown>;

const VERBS: Readonly<Record<string, Verb>> = {
  accept: letGoOn,
  reject: (tx, held) => reject(tx, held, "No."),
  discard: async (tx, { row }) => {
    if (!(await eraseHeld(tx, row.id))) throw new Error("Somebody else decided");
  },
};

async function read(tx: Transactor, id: HeldId, at: Date): Promise<HeldOnList> {
  const row = await heldById(tx, id);
  const list = row && (await listById(tx, row.listId));
  assert.ok(row && list);
  return { row, list, at };
}

/** On SQLite one transaction at a time is open: the second begins when the first is done. */
async function somebodyWaits(db: Database): Promise<void> {
  if (db.kind === "sqlite") return;
  const waiting = sql<{ pid: number }>`(select pid from pg_locks where not granted)`.as("waiting");
  for (;;) {
    const found = await db.read((tx) => tx.query.selectFrom(waiting).selectAll().execute());
    if (found.length > 0) return;
    await sleep(5);
  }
}

/** Both have read that it waits before either decides. */
async function both(db: Database, held: HeldOnList, verbs: readonly [Verb, Verb]) {
  const decided = Promise.withResolvers<void>();
  const first = db.transact(async (tx) => {
    await verbs[0](tx, held);
    decided.resolve();
    await somebodyWaits(db);
  });
  await decided.promise;
  const second = db.transact((tx) => verbs[1](tx, held));
  return Promise.allSettled([first, second]);
}

forEachDatabase((database) => {
  for (const [one, first] of Object.entries(VERBS)) {
    for (const [other, second] of Object.entries(VERBS)) {
      test(`${one}, and ${other} at once`, async (t) => {
        const story = await moderatedTeam(t, {}, { database });
        const id = asId<HeldId>(await story.aPostWaits());
        const { server, clock, team } = story;
        const held = await server.db.transact((tx) => read(tx, id, clock.now()));
        const [won, lost] = await both(server.db, held, [first, second]);
        assert.equal(won?.status, "fulfilled");
        assert.match(lost?.status === "rejected" ? String(lost.reason) : "both", /Somebody else decided/);
        await server.drain();
        assert.equal(postsTo(server, team.bob), one === "accept" ? 1 : 0);
      });
    }
  }

  test("an answer by mail that comes while another is carried out", async (t) => {
    const story = await moderatedTeam(t, {}, { database });
    const { server, clock, team, mo } = story;
    const id = asId<HeldId>(await story.aPostWaits());
    const { replyTo } = await newestMail(story, mo);
    const held = await server.db.transact((tx) => read(tx, id, clock.now()));
    const before = postsTo(server, team.bob);
    let answered = Promise.resolve();
    await server.db.transact(async (tx) => {
      await eraseHeld(tx, held.row.id);
      answered = reply(server, { by: mo, to: replyTo, text: `accept ${id}` });
      await somebodyWaits(server.db);
    });
    await answered;
    assert.match((await newestMail(story, mo)).text, /is not waiting any more|decided/);
    assert.equal(postsTo(server, team.bob), before);
  });
});
