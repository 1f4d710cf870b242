import assert from "node:assert/strict";
import { test } from "node:test";
import { addressKey, type EmailAddress, type ListSecret, utf8 } from "#base";
import { forEachDatabase } from "../../test/support/database.ts";
import {
  aDescription,
  aKey,
  aList,
  aMember,
  aRecipient,
  fingerprint,
  NOBODY,
  START,
} from "../../test/support/stored.ts";
import {
  activateListSecret,
  insertListSecret,
  isListKey,
  listKeys,
  listSecrets,
} from "./lists/list-secret.ts";
import { allLists, listByAddress, listById, updateList } from "./lists/list.ts";
import {
  isMemberKey,
  keysOfMembers,
  memberKeyByFingerprint,
  memberKeyPage,
  memberKeysBySigner,
  renewMemberKey,
} from "./lists/member-key.ts";
import {
  countMembers,
  insertMember,
  listStaff,
  memberByAddress,
  memberById,
  memberPage,
  removeMember,
  updateMember,
} from "./lists/member.ts";
import { siteSecret } from "./at-rest/site-secret.ts";

forEachDatabase((name, open) => {
  test("a list is found by its whole address without case, and changed", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx, "Team@Example.org"));
    assert.deepEqual(await db.read((tx) => listByAddress(tx, "team@EXAMPLE.org" as EmailAddress)), list);
    assert.equal(await db.read((tx) => listByAddress(tx, "team@example.net" as EmailAddress)), null);
    const change = { settings: { subject_prefix: "[T]", max: 3 } };
    assert.equal(await db.transact((tx) => updateList(tx, list.id, change)), true);
    assert.equal(await db.transact((tx) => updateList(tx, list.id, {})), true);
    assert.deepEqual(await db.read((tx) => listById(tx, list.id)), { ...list, ...change });
    assert.deepEqual(
      (await db.read(allLists)).map((found) => found.id),
      [list.id],
      name,
    );
  });

  test("an address is on a list once, on another list again", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [one, two] = [await aList(tx, "one@example.org"), await aList(tx, "two@example.org")];
      const ann = await aMember(tx, one.id, "ann@example.org");
      const again = await insertMember(tx, {
        listId: one.id,
        address: "ANN@example.org" as EmailAddress,
        at: START,
      });
      assert.deepEqual(again, { ok: false, error: "already-exists" });
      await aMember(tx, two.id, "ann@example.org");
      assert.equal(await countMembers(tx, one.id), 1);
      assert.deepEqual(await memberByAddress(tx, one.id, "aNN@example.org" as EmailAddress), ann);
      assert.equal(ann.addressKey, addressKey(ann.address));
    });
  });

  test("members are changed, paged and removed with their keys", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const members = [];
      for (const name of ["ann", "bob", "cyd"])
        members.push(await aMember(tx, list.id, `${name}@example.org`));
      const [ann, bob, cyd] = members;
      assert.ok(ann && bob && cyd);
      assert.equal(await updateMember(tx, bob.id, { owner: true, receives: false, name: "Bob" }), true);
      assert.equal(await updateMember(tx, NOBODY, { owner: true }), false);
      assert.deepEqual(await memberById(tx, bob.id), { ...bob, owner: true, receives: false, name: "Bob" });
      assert.deepEqual(
        (await listStaff(tx, list.id)).map((member) => member.id),
        [bob.id],
      );
      const page = await memberPage(tx, { listId: list.id, after: ann.id, limit: 1 });
      assert.deepEqual(
        page.map((member) => member.id),
        [bob.id],
      );
      await aKey(tx, cyd, fingerprint("C"));
      assert.equal(await removeMember(tx, cyd.id), true);
      assert.equal(await removeMember(tx, cyd.id), false);
      assert.equal(await isMemberKey(tx, fingerprint("C")), false);
    });
  });

  test("a bound key comes back whole and is bound once per list", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const ann = await aMember(tx, list.id, "ann@example.org");
      await aKey(tx, ann, fingerprint("A"));
      await assert.rejects(aKey(tx, ann, fingerprint("A")), /already-exists/);
      const [key] = await keysOfMembers(tx, [ann.id, NOBODY]);
      assert.ok(key);
      assert.deepEqual(key.recipient, aRecipient(fingerprint("A")));
      assert.deepEqual(key.description, aDescription(fingerprint("A")));
      assert.equal(key.publicKey.toString(), `key ${fingerprint("A")}`);
      assert.deepEqual(await memberKeyByFingerprint(tx, list.id, fingerprint("A")), key);
      assert.deepEqual(await memberKeyPage(tx, { listId: list.id, limit: 5 }), [key]);
      assert.deepEqual(await memberKeyPage(tx, { listId: list.id, after: key.id, limit: 5 }), []);
      assert.deepEqual(await keysOfMembers(tx, []), []);
    });
  });

  test("a renewed key keeps its owner and is found by its new signing subkey", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      await aKey(tx, await aMember(tx, list.id, "ann@example.org"), fingerprint("A"));
      const key = await memberKeyByFingerprint(tx, list.id, fingerprint("A"));
      assert.ok(key);
      assert.deepEqual(await memberKeysBySigner(tx, list.id, "00112233AABBCCDD"), []);
      const signingKeyIds = ["00112233AABBCCDD", "0011223344556677"];
      const description = { ...key.description, signingKeyIds };
      const renewed = { ...key, description, publicKey: utf8("newer"), recipient: null };
      assert.equal(await renewMemberKey(tx, key.id, renewed), true);
      const [found] = await memberKeysBySigner(tx, list.id, "00112233AABBCCDD");
      assert.deepEqual(found, { ...renewed, publicKey: Buffer.from("newer") });
      const other = { ...renewed, description: aDescription(fingerprint("B")) };
      assert.equal(await renewMemberKey(tx, key.id, other), false);
    });
  });

  test("a list's secret comes back, belongs to one list, and one of a scheme is active", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [one, two] = [await aList(tx, "one@example.org"), await aList(tx, "two@example.org")];
      const secret = (digit: string): ListSecret => ({
        scheme: "smime",
        fingerprint: fingerprint(digit),
        secret: Buffer.from(`secret ${digit}`),
        certificates: [Buffer.from("own"), Buffer.from("ca")],
      });
      const facts = { publicKey: utf8("own"), createdAt: START, expiresAt: START, active: true };
      const insert = (listId: typeof one.id, digit: string) =>
        insertListSecret(tx, { listId, secret: secret(digit), ...facts });
      assert.equal((await insert(one.id, "1")).ok, true);
      assert.equal((await insert(one.id, "2")).ok, true);
      assert.equal((await insert(two.id, "2")).ok, false);
      assert.deepEqual(await listSecrets(tx, one.id), [
        { ...secret("2"), active: true, use: "both" },
        { ...secret("1"), active: false, use: "both" },
      ]);
      await activateListSecret(tx, one.id, secret("1"));
      const keys = await listKeys(tx, one.id);
      assert.deepEqual(
        keys.map((key) => [key.fingerprint, key.active]),
        [
          [fingerprint("1"), true],
          [fingerprint("2"), false],
        ],
      );
      assert.deepEqual(keys[0]?.expiresAt, START);
      assert.deepEqual(
        [await isListKey(tx, fingerprint("2")), await isListKey(tx, fingerprint("3"))],
        [true, false],
      );
    });
  });

  test("a secret of the site is made once", async (t) => {
    const db = await open(t);
    const first = await db.transact((tx) => siteSecret(tx, "verp"));
    assert.equal(first.length, 32);
    assert.deepEqual(await db.transact((tx) => siteSecret(tx, "verp")), first);
    assert.notDeepEqual(await db.transact((tx) => siteSecret(tx, "replay")), first);
  });
});
