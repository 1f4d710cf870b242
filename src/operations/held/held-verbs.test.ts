/** What people do about held messages: reject, defer, ask again, send a copy. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type HeldId, utf8 } from "#base";
import {
  type Database,
  HELD_FOREVER_DAYS,
  heldById,
  type HeldCode,
  holdInbox,
  insertMember,
  listByAddress,
  errandOrder,
  nextErrand,
  updateList,
} from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import { heldAccept, heldAsk, heldDefer, heldList, heldReject, heldSend, readOrder } from "../index.ts";

const SENDER = "eve@example.com";
const TEAM = "team@example.org" as never;
const DAY_MIN = 24 * 60;

interface Facts {
  readonly kind?: "held" | "refused";
  readonly answerTo?: string;
  readonly sender?: string;
  readonly header?: string;
  readonly days?: number;
  readonly code?: HeldCode;
}

async function hold(db: Database, facts: Facts = {}): Promise<HeldId> {
  const {
    kind = "held",
    answerTo = SENDER,
    sender = SENDER,
    header = "",
    days = 5,
    code = "not-signed",
  } = facts;
  return db.transact(async (tx) => {
    const list = (await listByAddress(tx, TEAM)) ?? (await aList(tx));
    const message = utf8(`From: ${SENDER}\r\nMessage-ID: <1@x>\r\n${header}\r\nMARKERWORD\r\n`);
    const inboxId = await mailFor(tx, list, { message, envelopeFrom: sender });
    const until = minutesLater(days * DAY_MIN);
    const words = { code, publicText: "it is not signed", detail: "" };
    return holdInbox(tx, {
      inboxId,
      listId: list.id,
      kind,
      sender,
      heldAt: START,
      until,
      answerTo,
      ...words,
    });
  });
}

async function orders(db: Database) {
  const order = await db.read(async (tx) => {
    const errand = await nextErrand(tx, null);
    return errand === null ? null : errandOrder(tx, errand.id);
  });
  return order === null ? null : readOrder(order);
}

forEachDatabase((_name, open) => {
  test("rejecting erases, and orders what the sender reads: outer facts and the moderator's sentence", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db);
    const { rejected } = await call(heldReject, { ids: [id], reason: " Not\nhere, please. " });
    assert.deepEqual(rejected, [{ id, told: SENDER }]);
    assert.deepEqual(await call(heldList, {}), []);
    assert.deepEqual(await orders(db), {
      do: "tell-rejected",
      to: SENDER,
      mail: { arrivedAt: START, messageId: "<1@x>" },
      reason: "Not here, please.",
    });
    assert.equal(call.wakes(), 1);
  });

  test("rejecting says when nobody can be told, and goes by the limits of answers", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const ids: number[] = [await hold(db, { answerTo: "" })];
    for (let n = 0; n < 11; n += 1) ids.push(await hold(db));
    const { rejected } = await call(heldReject, { ids, reason: "no" });
    const told = rejected.map((one) => one.told !== null);
    assert.deepEqual(told, [false, ...Array.from({ length: 10 }, () => true), false]);
    assert.deepEqual(await call(heldList, {}), [], "and all are erased");
  });

  test("what the rules refused can be neither rejected nor deferred", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db, { kind: "refused" });
    for (const refused of [
      await call.refused(heldReject, { ids: [id], reason: "no" }),
      await call.refused(heldDefer, { ids: [id] }),
    ])
      assert.match(`${refused.code} ${refused.publicText}`, /not-allowed .*conclave held ask/);
    const moderated = await hold(db, { kind: "refused", code: "member-moderated" });
    const [accepted, asked] = [
      await call.refused(heldAccept, { ids: [moderated] }),
      await call.refused(heldAsk, { id: moderated }),
    ];
    assert.match(accepted.publicText, /Nor would sending it again help while these rules stand/);
    assert.match(asked.publicText, /was refused because .* would not change that\. Nobody was asked\./);
    assert.equal((await call(heldList, {})).length, 2);
  });

  test("deferring adds days, seven by itself, at most as long again as the list keeps held mail", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db, { days: 5 });
    const untilAfter = async (days?: number) => {
      const { deferred } = await call(heldDefer, { ids: [id], ...(days === undefined ? {} : { days }) });
      const kept = await db.read((tx) => heldById(tx, id));
      assert.equal(deferred[0]?.until, kept?.until.toISOString());
      return kept?.until;
    };
    assert.deepEqual(await untilAfter(), minutesLater(12 * DAY_MIN));
    assert.deepEqual(await untilAfter(3), minutesLater(15 * DAY_MIN));
    assert.deepEqual(await untilAfter(100), minutesLater(60 * DAY_MIN));
    const settings = { max_days_to_hold: 10 };
    await db.transact(async (tx) => {
      const list = await listByAddress(tx, TEAM);
      if (list !== null) await updateList(tx, list.id, { settings });
    });
    assert.deepEqual(await untilAfter(1), minutesLater(60 * DAY_MIN), "never shorter");
  });

  test("what waits until somebody decides is deferred to no day", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db, { days: HELD_FOREVER_DAYS });
    assert.deepEqual(await call(heldDefer, { ids: [id], days: 3 }), { deferred: [{ id, until: null }] });
    assert.equal((await call(heldList, {}))[0]?.until, null);
  });

  test("what acceptance cannot let out is not accepted", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db, { code: "no-integrity" });
    const refused = await call.refused(heldAccept, { ids: [id] });
    assert.match(`${refused.code} ${refused.publicText}`, /not-allowed .*accepting it does not change that/);
    assert.equal((await call(heldList, {})).length, 1);
  });

  test("asking again goes to whom the server would not answer by itself, and the message stays", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db, { kind: "refused", answerTo: "" });
    assert.deepEqual(await call(heldAsk, { id }), { id, asked: SENDER });
    const again = await call.refused(heldAsk, { id });
    assert.match(`${again.code} ${again.publicText}`, /not-allowed .*was asked within the last day/);
    const order = await orders(db);
    assert.deepEqual(order?.do === "ask-again" && [order.to, order.code, order.why, order.mail.messageId], [
      SENDER,
      "not-signed",
      "it is not signed",
      "<1@x>",
    ]);
    assert.equal((await call(heldList, {})).length, 1);
    assert.doesNotMatch(JSON.stringify(order), /MARKERWORD/);
    const other = await hold(db, { kind: "refused", answerTo: "" });
    assert.deepEqual(
      await call(heldAsk, { id: other }),
      { id: other, asked: SENDER },
      "another message is another question",
    );
  });

  test("nobody is asked where no person sent it: null senders, programs, lists, the list itself", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    for (const facts of [
      { sender: "" },
      { header: "Auto-Submitted: auto-replied\r\n" },
      { header: "List-Id: <x.example.com>\r\n" },
      { sender: "team-owner@example.org" },
    ])
      assert.equal((await call.refused(heldAsk, { id: await hold(db, facts) })).code, "not-allowed");
    assert.equal(await orders(db), null);
  });

  test("a copy is for owners and moderators only", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const id = await hold(db);
    await db.transact(async (tx) => {
      const list = await listByAddress(tx, TEAM);
      assert.ok(list);
      await insertMember(tx, { listId: list.id, address: "ann@example.org" as never, at: START });
      const moderator = { listId: list.id, moderator: true, receives: false, at: START };
      await insertMember(tx, { ...moderator, address: "mo@example.org" as never });
    });
    assert.equal((await call.refused(heldSend, { id, to: "ann@example.org" })).code, "not-allowed");
    assert.equal((await call.refused(heldSend, { id, to: "eve@example.com" })).code, "not-found");
    await call(heldSend, { id, to: "mo@example.org" });
    assert.deepEqual((await orders(db))?.do, "send-copy");
  });
});
