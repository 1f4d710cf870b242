import assert from "node:assert/strict";
import { test } from "node:test";
import { type Recipient, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import {
  aBody,
  aDelivery,
  aDescription,
  aKey,
  aList,
  aMember,
  aRecipient,
  fingerprint,
  minutesLater,
} from "../../../test/support/stored.ts";
import type { Database } from "../engine/database.ts";
import { memberKeyByFingerprint, renewMemberKey } from "../lists/member-key.ts";
import { sealingKeyName } from "../lists/sealing-key.ts";
import { claimOutbox } from "./outbox-claim.ts";
import { insertOutbox } from "./outbox.ts";

const KEY = fingerprint("a");

/** A copy is sealed to a key of these facts; how many may be claimed after some minutes, if the key changed meanwhile. */
async function claimable(
  db: Database,
  {
    sealed = {},
    changed = {},
    minutes,
  }: { sealed?: Partial<Recipient>; changed?: Partial<Recipient>; minutes: number },
): Promise<number> {
  const recipient = { ...aRecipient(KEY), ...sealed };
  await db.transact(async (tx) => {
    const list = await aList(tx);
    const member = await aMember(tx, list.id, "ann@example.org");
    await aKey(tx, member, KEY, { recipient });
    const bodyId = await aBody(tx);
    const ids = { bodyId, listId: list.id, memberId: member.id, effect: "e" };
    await insertOutbox(tx, [aDelivery({ ...ids, sealedTo: sealingKeyName(recipient) })]);
    const known = await memberKeyByFingerprint(tx, list.id, KEY);
    assert.ok(known);
    const description = { ...aDescription(KEY), scheme: recipient.scheme };
    await renewMemberKey(tx, known.id, { ...known, description, recipient: { ...recipient, ...changed } });
  });
  const claim = { node: "a", now: minutesLater(minutes), leaseMs: 60_000, limit: 10 };
  return (await db.transact((tx) => claimOutbox(tx, claim))).length;
}

forEachDatabase((_name, open) => {
  test("a copy is not sent when its key ran out after it was sealed", async (t) => {
    const sealed = { usableUntil: minutesLater(5) };
    assert.equal(await claimable(await open(t), { sealed, minutes: 4 }), 1);
    assert.equal(await claimable(await open(t), { sealed, minutes: 5 }), 0);
    assert.equal(await claimable(await open(t), { sealed, changed: { usableUntil: null }, minutes: 5 }), 1);
  });

  test("nor when its subkey is that no more by which the same key is sealed to", async (t) => {
    const changed = { locator: utf8("another!") };
    assert.equal(await claimable(await open(t), { changed, minutes: 1 }), 0);
    assert.equal(await claimable(await open(t), { changed: { aead: "ocb" }, minutes: 1 }), 1);
  });

  test("a certificate is one key, by whatever issuer and number it is addressed", async (t) => {
    const sealed = { scheme: "smime" } as const;
    assert.equal(await claimable(await open(t), { sealed, changed: { locator: utf8("x") }, minutes: 1 }), 1);
  });
});
