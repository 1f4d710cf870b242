/** Every kind of list key goes out under a passphrase and comes back whole (RFC 9580 §5.5.3, RFC 9980). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { decryptKey, generateKey, type KeyOptions, readPrivateKey, SecretKeyPacket } from "openpgp";
import { type Bytes, concatBytes, type ListSecret, utf8, view } from "#base";
import { readArmour } from "../packets/armour.ts";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { publicPart, unlockSecret } from "../keys/list-key.ts";
import { lockPacket } from "./lock-packet.ts";
import { lockSecret } from "./lock-secret.ts";
import { mergeKeys } from "../keys/merge-keys.ts";
import { readPackets, TAG } from "../packets/packets.ts";
import { readKeys } from "../keys/read-keys.ts";
import { secretKeyOf } from "../algorithms/secret-key.ts";
import { writePacket } from "../packets/write-packet.ts";

const PASSPHRASE = "correct horse, grün";
const PQC = join(import.meta.dirname, "../../../test/corpus/openpgp-pqc");
const POST_QUANTUM = ["v4-eddsa", "v6-eddsa", "v6-mldsa-65", "v6-mldsa-87", "v6-slhdsa-128s"];
const KINDS: Readonly<Record<string, KeyOptions>> = {
  "RSA, version 4": { type: "rsa", rsaBits: 2048, userIDs: [{ email: "a@example.org" }] },
  "P-384, version 4": { type: "ecc", curve: "nistP384", userIDs: [{ email: "a@example.org" }] },
  "Ed25519 in its old form": { type: "ecc", curve: "ed25519Legacy", userIDs: [{ email: "a@example.org" }] },
  "Ed25519 of RFC 9580, version 4": { type: "curve25519", userIDs: [{ email: "a@example.org" }] },
};

async function madeBy(options: KeyOptions, v6Keys: boolean): Promise<ListSecret> {
  const config = { ...LIBRARY_CONFIG, v6Keys };
  const { privateKey } = await generateKey({ ...options, format: "object", config });
  return imported(privateKey.write());
}

async function imported(file: Bytes): Promise<ListSecret> {
  const secret = await unlockSecret(file, null);
  assert.ok(secret.ok, JSON.stringify(secret));
  return secret.value;
}

const published = (name: string): Bytes => readFileSync(join(PQC, `${name}.asc`));

/** The locked key as octets, after it was shown to open with its passphrase and to hide all. */
async function roundTrip(secret: ListSecret): Promise<Bytes> {
  const text = utf8(await lockSecret(secret, PASSPHRASE));
  assert.deepEqual(await unlockSecret(text, null), { ok: false, error: "needs-passphrase" });
  const back = await unlockSecret(text, PASSPHRASE);
  assert.ok(back.ok, JSON.stringify(back));
  assert.deepEqual(view(back.value.secret), view(secret.secret));
  const blocks = readArmour(text);
  assert.ok(blocks.ok && blocks.value[0] !== undefined);
  const [{ bytes }] = blocks.value;
  const parts = secretKeyOf(secret).parts.flatMap((part) => part.secret);
  assert.ok(parts.length >= 2);
  for (const numbers of parts) assert.equal(view(bytes).includes(view(numbers)), false);
  return bytes;
}

describe("a locked list key comes back octet for octet", () => {
  for (const [what, options] of Object.entries(KINDS))
    test(what, async () => void (await roundTrip(await madeBy(options, false))));

  for (const name of POST_QUANTUM)
    test(`RFC 9980, ${name}`, async () => {
      await roundTrip(await imported(published(`${name}-sample-sk`)));
    });

  for (const type of ["curve25519", "curve448"] as const)
    test(`version 6, ${type}, and the library opens it, too`, async () => {
      const secret = await madeBy({ type, userIDs: [{ email: "a@example.org" }] }, true);
      const privateKey = await readPrivateKey({ binaryKey: await roundTrip(secret), config: LIBRARY_CONFIG });
      const open = await decryptKey({ privateKey, passphrase: PASSPHRASE, config: LIBRARY_CONFIG });
      assert.deepEqual(view(open.write()), view(secret.secret));
    });
});

test("two exports of one key have nothing locked in common", async () => {
  const secret = await imported(published("v4-eddsa-sample-sk"));
  assert.notEqual(await lockSecret(secret, PASSPHRASE), await lockSecret(secret, PASSPHRASE));
});

test("another passphrase opens neither form", async () => {
  for (const name of ["v4-eddsa", "v6-eddsa"]) {
    const text = utf8(await lockSecret(await imported(published(`${name}-sample-sk`)), PASSPHRASE));
    assert.deepEqual(await unlockSecret(text, "wrong"), { ok: false, error: "wrong-passphrase" });
  }
});

test("a primary key kept off line stays so", async () => {
  const options = KINDS["Ed25519 in its old form"] ?? {};
  const subkeys = [{ sign: true }, { sign: false }];
  const config = LIBRARY_CONFIG;
  const made = await generateKey({ userIDs: [], ...options, subkeys, format: "object", config });
  assert.ok(made.privateKey.keyPacket instanceof SecretKeyPacket);
  made.privateKey.keyPacket.makeDummy();
  const secret = await imported(made.privateKey.write());
  const locked = await roundTrip(secret);
  const [before, after] = [secret.secret, locked].map((octets) => readPackets(octets, 100));
  assert.ok(before?.ok === true && after?.ok === true);
  assert.deepEqual(after.value[0]?.raw, before.value[0]?.raw);
});

test("a secret of an unknown algorithm neither leaves in clear nor is left out", async () => {
  const unknown = new Uint8Array([4, 0, 0, 0, 0, 99, 1, 2, 3, 0, 1, 2, 3]);
  const packets = readPackets(writePacket(TAG.secretSubkey, unknown), 1);
  assert.ok(packets.ok && packets.value[0] !== undefined);
  await assert.rejects(lockPacket(packets.value[0], PASSPHRASE), RangeError);
});

describe("the public half of a post-quantum key", () => {
  for (const name of POST_QUANTUM)
    test(`${name} has every packet of the published one, and merging brings back what was left out`, async () => {
      const secret = await imported(published(`${name}-sample-sk`));
      const keys = await readKeys(published(`${name}-sample-pk`));
      assert.ok(keys.ok && keys.value[0] !== undefined);
      const [whole] = keys.value;
      assert.deepEqual(view(await publicPart(secret)), view(whole));
      const packets = readPackets(whole, 100);
      assert.ok(packets.ok);
      const firstSubkey = packets.value.findIndex(({ tag }) => tag === TAG.publicSubkey);
      assert.ok(firstSubkey > 0);
      const without = concatBytes(...packets.value.slice(0, firstSubkey).map(({ raw }) => raw));
      const merged = await mergeKeys(without, whole);
      assert.ok(merged.ok);
      assert.deepEqual(view(merged.value), view(whole));
    });
});
