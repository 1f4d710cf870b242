/** S9: who leaves with a key leaves a mark of it, so that nobody takes the address over unseen by coming back without. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import {
  keyBind,
  listCreate,
  memberAdd,
  memberImport,
  memberMove,
  memberRemove,
  memberShow,
} from "#operations";
import { eraseExpired, leftKeys, leftWithKeys, listByAddress } from "#store";
import { correspondent } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { asFile, callsOn } from "../support/operation-calls.ts";
import { START } from "../support/stored.ts";

const TEAM = "team@example.org" as EmailAddress;
const ALICE = "alice@example.org" as EmailAddress;
const YEAR_MS = 365 * 86_400_000;

forEachDatabase((_name, open) => {
  test("the address comes back without its key only on record, and with the key as if nothing was", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const [alice, other] = [await correspondent("alice"), await correspondent("alice")];
    const withKey = { address: ALICE, key: { file: asFile(alice.publicKey) } };
    assert.deepEqual((await call(memberAdd, { list: TEAM, member: withKey })).leftKeys, []);
    await call(memberRemove, { list: TEAM, address: ALICE });
    const back = await call(memberAdd, {
      list: TEAM,
      member: { address: "Alice@EXAMPLE.org", key: { file: asFile(other.publicKey) } },
    });
    assert.deepEqual(
      back.leftKeys.map(({ fingerprint, backBy }) => [fingerprint, backBy]),
      [[alice.secret.fingerprint, "operator"]],
    );
    const key = { file: asFile(alice.publicKey) };
    const refused = await call.refused(keyBind, { list: TEAM, member: ALICE, key });
    assert.match(refused.publicText, new RegExp(other.secret.fingerprint), "says what it would replace");
    const bound = await call(keyBind, { list: TEAM, member: ALICE, key, replace: true });
    assert.deepEqual(bound.replaced, [other.secret.fingerprint]);
    assert.deepEqual(bound.member.leftKeys, [], "the key of before is back");
  });

  test("an import says who comes back without the key of before", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const alice = await correspondent("alice");
    await call(memberAdd, {
      list: TEAM,
      member: { address: ALICE, key: { file: asFile(alice.publicKey) } },
    });
    await call(memberRemove, { list: TEAM, address: ALICE });
    const lines = [
      { line: 2, member: { address: "bob@example.org" } },
      { line: 3, member: { address: ALICE } },
    ];
    const report = await call(memberImport, { list: TEAM, lines });
    assert.deepEqual(report.withoutOldKey, [{ line: 3, address: ALICE }]);
  });

  test("who had no key leaves no mark; a mark is kept for a year", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    await call(listCreate, { address: TEAM });
    await call(memberAdd, { list: TEAM, member: { address: "bob@example.org" } });
    await call(memberRemove, { list: TEAM, address: "bob@example.org" });
    assert.deepEqual(
      (await call(memberAdd, { list: TEAM, member: { address: "bob@example.org" } })).leftKeys,
      [],
    );
    const alice = await correspondent("alice");
    const member = { address: ALICE, key: { file: asFile(alice.publicKey) } };
    await call(memberAdd, { list: TEAM, member });
    await call(memberRemove, { list: TEAM, address: ALICE });
    const marks = () =>
      db.read(async (tx) => leftKeys(tx, (await listByAddress(tx, TEAM))?.id ?? assert.fail(), ALICE));
    const [mark] = await marks();
    assert.ok(mark);
    await eraseExpired(db, new Date(mark.leftAt.getTime() + YEAR_MS - 1));
    assert.equal((await marks()).length, 1);
    await eraseExpired(db, new Date(mark.leftAt.getTime() + YEAR_MS + 1));
    assert.deepEqual(await marks(), []);
    await call(memberAdd, { list: TEAM, member: { address: ALICE } });
    assert.deepEqual((await call(memberShow, { list: TEAM, member: ALICE })).leftKeys, []);
  });

  test("owners hear who left, also if somebody else has that key now, and not who moved", async (t) => {
    const db = await open(t);
    let now = START.getTime();
    const call = callsOn(db, { now: () => new Date(now) });
    await call(listCreate, { address: TEAM });
    const left = () =>
      db.read(async (tx) => {
        const list = (await listByAddress(tx, TEAM)) ?? assert.fail();
        return leftWithKeys(tx, list.id, { from: START, until: new Date(now + 1) });
      });
    const key = { file: asFile((await correspondent("office")).publicKey), confirmAddress: true };
    await call(memberAdd, { list: TEAM, member: { address: "office@example.org", key } });
    now += 1000;
    await call(memberMove, { list: TEAM, from: "office@example.org", to: ALICE });
    assert.deepEqual(await left(), [], "moved");
    now += 1000;
    await call(memberRemove, { list: TEAM, address: ALICE });
    now += 1000;
    await call(memberAdd, { list: TEAM, member: { address: "bob@example.org", key } });
    assert.ok((await left()).map(String).includes(ALICE), "left");
  });
});
