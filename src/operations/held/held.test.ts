import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { type Database, holdInbox, inboxById, inboxMessage } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import { aList, mailFor, minutesLater, START } from "../../../test/support/stored.ts";
import { heldAccept, heldDiscard, heldList, heldSave, heldShow } from "../index.ts";

const MESSAGE = utf8(
  [
    "Received: from somewhere",
    "From: Mallory <m@example.net>",
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
    "X-Secret: not shown",
    "Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=x",
    "",
    "--x",
    "inner words",
    "--x--",
    "",
  ].join("\r\n"),
);

async function aHeldMail(db: Database, kind: "held" | "refused" = "held", address = "team@example.org") {
  return db.transact(async (tx) => {
    const list = await aList(tx, address);
    const inboxId = await mailFor(tx, list, { message: MESSAGE });
    const id = await holdInbox(tx, {
      inboxId,
      listId: list.id,
      kind,
      code: "nonmember",
      publicText: "You are not on this list.",
      detail: "",
      sender: "m@example.net",
      heldAt: START,
      until: minutesLater(60),
    });
    return { inboxId, id };
  });
}

forEachDatabase((_name, open) => {
  test("what is held shows its outside and nothing else (S7)", async (t) => {
    const db = await open(t);
    const { id } = await aHeldMail(db);
    const shown = await callsOn(db)(heldShow, { id });
    assert.deepEqual([shown.list, shown.code, shown.size], ["team@example.org", "nonmember", MESSAGE.length]);
    assert.deepEqual(
      shown.header.map(({ name }) => name),
      ["From", "Subject", "Content-Type"],
    );
    assert.ok(!/inner words|not shown/.test(JSON.stringify(shown)));
  });

  test("what is held is given out as it arrived, octet for octet, and stays", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const { id } = await aHeldMail(db, "refused");
    const { message } = await call(heldSave, { id });
    assert.deepEqual(Buffer.from(message, "base64"), Buffer.from(MESSAGE));
    assert.equal((await call(heldList, {})).length, 1);
    assert.equal((await call.refused(heldSave, { id: id + 1 })).code, "not-found");
  });

  test("held mail is listed by list, oldest first", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const first = await aHeldMail(db);
    const second = await aHeldMail(db, "refused", "other@example.org");
    const all = await call(heldList, {});
    assert.deepEqual(
      all.map(({ id, kind }) => [id, kind]),
      [
        [first.id, "held"],
        [second.id, "refused"],
      ],
    );
    assert.deepEqual(
      (await call(heldList, { list: "other@example.org" })).map(({ id }) => id),
      [second.id],
    );
  });

  test("an accepted message goes back into the inbox as it came, approved", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const { id, inboxId } = await aHeldMail(db);
    assert.deepEqual(await call(heldAccept, { ids: [id] }), { accepted: [id] });
    assert.equal(call.wakes(), 1);
    const row = await db.read((tx) => inboxById(tx, inboxId));
    assert.deepEqual([row?.state, row?.approved], ["new", true]);
    assert.deepEqual(
      Buffer.from((await db.read((tx) => inboxMessage(tx, inboxId))) ?? []),
      Buffer.from(MESSAGE),
    );
    assert.equal((await call.refused(heldAccept, { ids: [id] })).code, "not-found");
  });

  test("what the rules refused nobody can accept, and one refusal leaves all as they were", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const held = await aHeldMail(db);
    const refused = await aHeldMail(db, "refused", "other@example.org");
    const error = await call.refused(heldAccept, { ids: [held.id, refused.id] });
    assert.equal(error.code, "not-allowed");
    assert.deepEqual([(await call(heldList, {})).length, call.wakes()], [2, 0]);
  });

  test("a discarded message is erased", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const { id, inboxId } = await aHeldMail(db);
    await call(heldDiscard, { ids: [id, id] });
    assert.deepEqual(await call(heldList, {}), []);
    assert.equal(await db.read((tx) => inboxMessage(tx, inboxId)), null);
  });
});
