import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, utf8 } from "#base";
import {
  boundSubkey,
  certificate,
  certificationData,
  cv25519Key,
  ed25519Key,
  FLAGS,
  keyFlags,
  keyRevocation,
  packet,
  signature,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { describeKey } from "./describe-key.ts";
import { mergeKeys } from "./merge-keys.ts";
import { recipientOf } from "./recipient.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const primary = ed25519Key(MADE);
const stranger = { ...primary, privateKey: ed25519Key(MADE).privateKey };
const [first, second] = [cv25519Key(MADE), cv25519Key(new Date("2026-03-01T00:00:00Z"))];
const USERS = [{ text: utf8("Alice <alice@example.org>") }];
const bind = (subkey: typeof first, by = primary): Bytes =>
  boundSubkey({ primary: by, subkey, at: NOW, flags: FLAGS.encrypt });
const known = certificate({ primary, userIds: USERS, at: MADE, subkeys: [bind(first)] });

async function merged(newer: Bytes): Promise<Bytes> {
  const result = await mergeKeys(known, newer);
  assert.ok(result.ok);
  return result.value;
}

async function encryptsTo(key: Bytes): Promise<string> {
  const recipient = await recipientOf(key, NOW);
  return recipient.ok ? Buffer.from(recipient.value.locator).toString("hex").slice(-16) : recipient.error;
}

const idOf = (key: typeof first): string => Buffer.from(key.fingerprint).toString("hex").slice(-16);

test("new subkeys and user ids are added, nothing is removed by omission", async () => {
  const newer = certificate({
    primary,
    userIds: [{ text: utf8("<a@example.net>") }],
    at: MADE,
    subkeys: [bind(second)],
  });
  const key = await merged(newer);
  assert.equal(await encryptsTo(key), idOf(second));
  const description = await describeKey(key, NOW);
  assert.ok(description.ok);
  assert.deepEqual([...description.value.addresses].toSorted(), ["a@example.net", "alice@example.org"]);
  assert.equal(
    await encryptsTo(await merged(certificate({ primary, userIds: USERS, at: MADE }))),
    idOf(first),
  );
});

test("what a stranger signed is left out", async () => {
  const boss = utf8("Boss <boss@example.org>");
  const expired = subpacket(9, new Uint8Array([0, 0, 0, 1]));
  const forged = concatBytes(
    packet(6, primary.body),
    keyRevocation(stranger, NOW, 0),
    packet(13, USERS[0]?.text ?? new Uint8Array()),
    signature({
      by: stranger,
      type: 0x13,
      over: certificationData(primary, USERS[0]?.text ?? new Uint8Array()),
      at: NOW,
      hashed: [keyFlags(1), expired],
    }),
    packet(13, boss),
    signature({ by: stranger, type: 0x13, over: certificationData(primary, boss), at: NOW }),
    boundSubkey({ primary: stranger, subkey: first, at: NOW, flags: FLAGS.encrypt, hashed: [expired] }),
    bind(second, stranger),
  );
  assert.deepEqual(Buffer.from(await merged(forged)), Buffer.from(await merged(known)));
  assert.equal(await encryptsTo(await merged(forged)), idOf(first));
});

test("a revocation counts, also after a forged one", async () => {
  const direct = [keyRevocation(stranger, NOW, 0), keyRevocation(primary, NOW, 0)];
  const description = await describeKey(
    await merged(certificate({ primary, userIds: USERS, at: MADE, direct })),
    NOW,
  );
  assert.ok(description.ok);
  assert.equal(description.value.revoked, true);
});

test("another key is not merged", async () => {
  const other = certificate({ primary: ed25519Key(MADE), userIds: USERS, at: MADE });
  assert.deepEqual(await mergeKeys(known, other), { ok: false, error: "unknown-key" });
});
