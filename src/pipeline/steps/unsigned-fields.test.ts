/** S2: on a list with keys no field that anybody could write decides what a post is about, or who stands in its Cc. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressKey, type EmailAddress, utf8 } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { parseMessage } from "#mime";
import { updateMember } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember } from "../../../test/support/stored.ts";
import type { InFlight, StepContext } from "../in-flight.ts";
import { findTopics } from "./find-topics.ts";
import { prepareFields } from "./prepare-fields.ts";

const BOB = "bob@example.org" as EmailAddress;
const WITH_KEYS: ListSettingChanges = { gpg_distrib_encrypt: "yes" };

/** A post in clear whose author nobody knows, on its way. */
function unsigned(id: InFlight["list"]["id"], changes: ListSettingChanges): InFlight {
  const fields = ["From: eve@example.com", `Cc: ${BOB}`, "Subject: a crash"];
  const parsed = parseMessage(utf8(`${fields.join("\r\n")}\r\n\r\ntext\r\n`));
  assert.ok(parsed.ok);
  const settings = listSettings({
    topics_enabled: "yes",
    topics: "Bugs: crash",
    drop_cc: "yes",
    ...changes,
  });
  const mail = { list: { id, settings }, message: parsed.value, opened: null, member: null };
  return { ...mail, author: { authentic: false }, outgoing: { topics: null, from: "author" } } as InFlight;
}

forEachDatabase((_name, open) => {
  test("what nobody signed says nothing of topics and of copies where keys are used", async (t) => {
    const db = await open(t);
    const list = await db.transact(async (tx) => {
      const stored = await aList(tx);
      const bob = await aMember(tx, stored.id, BOB);
      await updateMember(tx, bob.id, { noDupes: true });
      return stored;
    });
    const context: Pick<StepContext, "db"> = { db };
    const decided = async (changes: ListSettingChanges) => {
      const mail = unsigned(list.id, changes);
      const { topics } = (await findTopics(mail)).mail.outgoing;
      const prepared = await prepareFields(mail, context as StepContext);
      return { topics, notInCc: prepared.mail.outgoing.notInCc };
    };
    assert.deepEqual(await decided({}), { topics: ["Bugs"], notInCc: [addressKey(BOB)] });
    assert.deepEqual(await decided(WITH_KEYS), { topics: null, notInCc: [] });
  });
});
