import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Bytes, concatBytes, type KeyDescription, utf8, type WhyCode } from "#base";
import {
  bindingData,
  boundSubkey,
  certificate,
  certificationData,
  ed25519Key,
  FLAGS,
  keyRevocation,
  octets,
  packet,
  signature,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { armourSignature } from "../packets/armour.ts";
import { describeKey } from "./describe-key.ts";
import { judgeKey } from "./key-state.ts";
import { mergeKeys } from "./merge-keys.ts";
import { parseKey } from "./parsed-key.ts";
import { armourKey, readKeys, revokeKeys } from "./read-keys.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const LATER = new Date("2026-03-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const [primary, subkey, stranger] = [ed25519Key(MADE), ed25519Key(MADE), ed25519Key(MADE)];
const ALICE = utf8("Alice <alice@example.org>");
const AL = utf8("Al <al@example.org>");
const bound = boundSubkey({ primary, subkey, at: MADE, flags: FLAGS.sign, backSignedBy: subkey });
const KEY = certificate({
  primary,
  userIds: [{ text: ALICE }, { text: AL }],
  at: MADE,
  subkeys: [bound],
});

const revoked = keyRevocation(primary, LATER, 2);
const forged = keyRevocation({ ...primary, privateKey: stranger.privateKey }, LATER, 2);
const userRevocation = (text: Bytes, by = primary): Bytes =>
  signature({
    by,
    type: 0x30,
    over: certificationData(primary, text),
    at: LATER,
    hashed: [subpacket(29, octets(32))],
  });
const subkeyRevocation = signature({
  by: primary,
  type: 0x28,
  over: bindingData(primary, subkey),
  at: LATER,
  hashed: [subpacket(29, octets(2))],
});

async function described(key: Bytes): Promise<KeyDescription> {
  const description = await describeKey(key, NOW);
  assert.ok(description.ok, JSON.stringify(description));
  return description.value;
}

function whyNoSubkeySigns(key: Bytes): readonly (WhyCode | null)[] {
  const parsed = parseKey(key);
  assert.ok(parsed.ok);
  return judgeKey(parsed.value, { at: NOW, pinned: false }).subkeys.map(({ cannotSign }) => cannotSign);
}

async function onlyKeyOf(file: Bytes): Promise<Bytes> {
  const keys = await readKeys(file);
  assert.ok(keys.ok);
  const [key, ...others] = keys.value;
  assert.ok(key !== undefined && others.length === 0);
  return key;
}

async function merged(one: Bytes, other: Bytes): Promise<Bytes> {
  const result = await mergeKeys(one, other);
  assert.ok(result.ok);
  return result.value;
}

const inPublicArmour = (revocation: Bytes): string =>
  armourSignature(revocation).replaceAll("SIGNATURE", "PUBLIC KEY BLOCK");

describe("a key revocation counts", () => {
  for (const [where, file] of [
    ["behind a user id", certificate({ primary, userIds: [{ text: ALICE }], at: MADE, subkeys: [revoked] })],
    ["behind a subkey", concatBytes(KEY, revoked)],
    ["behind the key of somebody else", concatBytes(KEY, packet(6, stranger.body), revoked)],
    ["in front of the key", concatBytes(revoked, KEY)],
    ["in a second armoured block", utf8(armourKey(KEY) + inPublicArmour(revoked))],
    ["in a block of signatures", utf8(armourKey(KEY) + armourSignature(revoked))],
  ] as const) {
    test(where, async () => {
      const keys = await readKeys(file);
      assert.ok(keys.ok);
      const description = await described(keys.value[0] ?? octets());
      assert.deepEqual([description.revoked, description.cannotSign], [true, "key-revoked"]);
    });
  }

  test("by itself, in another file", async () => {
    for (const file of [revoked, utf8(inPublicArmour(revoked))]) {
      assert.deepEqual(await readKeys(file), { ok: true, value: [] });
      const [key = octets()] = revokeKeys([KEY], [file]);
      assert.equal((await described(key)).revoked, true);
    }
  });

  test("only if the key made it itself", async () => {
    const [key = octets()] = revokeKeys([KEY], [forged, keyRevocation(stranger, LATER, 2)]);
    assert.equal((await described(key)).revoked, false);
    assert.equal((await described(await onlyKeyOf(concatBytes(KEY, forged)))).revoked, false);
  });
});

describe("what stands in a key twice is judged once", () => {
  test("a user id that its second copy revokes", async () => {
    const key = concatBytes(KEY, packet(13, ALICE), userRevocation(ALICE));
    assert.deepEqual((await described(key)).addresses, ["al@example.org"]);
  });

  test("a subkey that its second copy revokes", async () => {
    const key = concatBytes(KEY, packet(14, subkey.body), subkeyRevocation);
    assert.deepEqual(whyNoSubkeySigns(KEY), [null]);
    assert.deepEqual(whyNoSubkeySigns(key), ["key-revoked"]);
  });

  test("a user id of which one file has the revocation and another the certification", async () => {
    const bare = certificate({ primary, userIds: [{ text: AL }], at: MADE });
    const revoking = concatBytes(bare, packet(13, ALICE), userRevocation(ALICE));
    const key = await merged(await merged(bare, revoking), KEY);
    assert.deepEqual((await described(key)).addresses, ["al@example.org"]);
  });
});

describe("a revocation behind another part counts for its own", () => {
  test("of a user id", async () => {
    const key = concatBytes(KEY, userRevocation(ALICE));
    assert.deepEqual((await described(key)).addresses, ["al@example.org"]);
    const behindAnother = certificate({ primary, userIds: [{ text: ALICE }, { text: AL }], at: MADE });
    const other = concatBytes(behindAnother, userRevocation(ALICE));
    assert.deepEqual((await described(other)).addresses, ["al@example.org"]);
  });

  test("of a subkey", async () => {
    const key = certificate({
      primary,
      userIds: [{ text: ALICE }],
      at: MADE,
      direct: [subkeyRevocation],
      subkeys: [bound],
    });
    assert.deepEqual(whyNoSubkeySigns(key), ["key-revoked"]);
  });

  test("not if somebody else made it", async () => {
    const key = concatBytes(
      KEY,
      userRevocation(ALICE, stranger),
      userRevocation(ALICE, { ...primary, privateKey: stranger.privateKey }),
    );
    assert.equal((await described(key)).addresses.length, 2);
  });

  test("and merging the key with itself does not let it grow", async () => {
    const key = concatBytes(KEY, userRevocation(ALICE), subkeyRevocation, packet(13, AL), revoked);
    const once = await merged(key, key);
    assert.deepEqual(Buffer.from(await merged(once, once)), Buffer.from(once));
  });

  test("more of them than anybody has are too large", async () => {
    const user = { text: new Uint8Array(200_000).fill(0x41) };
    const stray = Array.from({ length: 200 }, () => userRevocation(ALICE));
    const key = concatBytes(certificate({ primary, userIds: [user], at: MADE }), ...stray);
    assert.deepEqual(await describeKey(key, NOW), { ok: false, error: "too-large" });
  });
});
