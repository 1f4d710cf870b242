/**
 * S9: what is known of a key on one list is known on all of its owner's lists: who has a subkey revoked, or gets a new one,
 * tells one owner of it and not each. And a key that an owner took away leaves a mark, as leaving does.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, equalBytes, utf8 } from "#base";
import { armourKey } from "#openpgp";
import {
  keyBind,
  keyUnbind,
  listCreate,
  memberAdd,
  memberReturn,
  memberShow,
  memberUnsubscribe,
} from "#operations";
import { type Database, memberKeysEverywhere } from "#store";
import {
  bindingData,
  boundSubkey,
  certificate,
  cv25519Key,
  ed25519Key,
  fingerprintHex,
  FLAGS,
  type ForgedKey,
  octets,
  signature,
  subpacket,
} from "../support/crypto/openpgp-forge.ts";
import { forEachDatabase } from "../support/database.ts";
import { MIA, movableClock } from "../support/lists/sealed-team.ts";
import { NOW } from "../support/programs/correspondents.ts";
import { fileInput, newServer } from "../support/server.ts";

const DORA = "dora@example.org";
const LISTS = ["one@example.org", "two@example.org"];
const MADE = new Date("2026-01-01T00:00:00Z");
const [primary, first, second] = [ed25519Key(MADE), cv25519Key(MADE), cv25519Key(NOW)];
const bound = (subkey: ForgedKey) => boundSubkey({ primary, subkey, at: NOW, flags: FLAGS.encrypt });
const over = bindingData(primary, first);
const withdrawn = signature({ by: primary, type: 0x28, over, at: NOW, hashed: [subpacket(29, octets(2))] });

const file = (...subkeys: readonly Bytes[]) => {
  const key = certificate({ primary, userIds: [{ text: utf8(`<${DORA}>`) }], at: MADE, subkeys });
  return { file: fileInput(utf8(armourKey(key))) };
};

/** Which subkey each list seals to. */
async function sealsTo(db: Database): Promise<readonly string[]> {
  const bindings = await db.read((tx) => memberKeysEverywhere(tx, fingerprintHex(primary) as never));
  return bindings.map(({ recipient }) => {
    const locator = recipient?.locator.subarray(1);
    return [first, second].findIndex(
      (one) => locator !== undefined && equalBytes(one.fingerprint, locator),
    ) === 0
      ? "first"
      : recipient === null
        ? "none"
        : "second";
  });
}

forEachDatabase((database) => {
  test("a key that is renewed on one list is renewed on all; an older copy takes nothing away", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    for (const address of LISTS) {
      await server.call(listCreate, {
        address,
        name: "L",
        owners: [MIA],
        settings: { gpg_distrib_encrypt: "yes" },
      });
      await server.call(memberAdd, { list: address, member: { address: DORA, key: file(bound(first)) } });
    }
    assert.deepEqual(await sealsTo(server.db), ["first", "first"]);
    const [one = "", two = ""] = LISTS;
    const revoked = file(concatBytes(bound(first), withdrawn), bound(second));
    await server.call(keyBind, { list: one, member: DORA, key: revoked });
    assert.deepEqual(await sealsTo(server.db), ["second", "second"]);
    await server.call(keyBind, { list: two, member: DORA, key: file(bound(first), bound(second)) });
    assert.deepEqual(await sealsTo(server.db), ["second", "second"]);
    const three = "three@example.org";
    await server.call(listCreate, {
      address: three,
      name: "L",
      owners: [MIA],
      settings: { gpg_distrib_encrypt: "yes" },
    });
    await server.call(memberAdd, { list: three, member: { address: DORA, key: file(bound(first)) } });
    assert.deepEqual(await sealsTo(server.db), ["second", "second", "second"], "bound from an old file");
  });

  test("who undoes that they left is sealed to what became known since", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    for (const address of LISTS) {
      const settings = { gpg_distrib_encrypt: "yes" };
      await server.call(listCreate, { address, name: "L", owners: [MIA], settings });
      await server.call(memberAdd, { list: address, member: { address: DORA, key: file(bound(first)) } });
    }
    const [one = "", two = ""] = LISTS;
    await server.call(memberUnsubscribe, { list: two, address: DORA });
    const revoked = file(concatBytes(bound(first), withdrawn), bound(second));
    await server.call(keyBind, { list: one, member: DORA, key: revoked });
    await server.call(memberReturn, { list: two, address: DORA });
    assert.deepEqual(await sealsTo(server.db), ["second", "second"]);
  });

  test("a key that was taken away leaves its mark", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const [list = ""] = LISTS;
    await server.call(listCreate, {
      address: list,
      name: "L",
      owners: [MIA],
      settings: { gpg_distrib_encrypt: "yes" },
    });
    await server.call(memberAdd, { list, member: { address: DORA, key: file(bound(first)) } });
    const fingerprint = fingerprintHex(primary);
    await server.call(keyUnbind, { list, member: DORA, fingerprint });
    const { leftKeys } = await server.call(memberShow, { list, member: DORA });
    assert.deepEqual(
      leftKeys.map((key) => key.fingerprint),
      [fingerprint],
    );
  });
});
