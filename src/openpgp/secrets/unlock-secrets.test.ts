import assert from "node:assert/strict";
import { test } from "node:test";
import { concatBytes, type EmailAddress, LIMITS, utf8 } from "#base";
import { generateListKey } from "../keys/list-key.ts";
import { lockSecret } from "./lock-secret.ts";
import { readPackets, TAG } from "../packets/packets.ts";
import { readKeys } from "../keys/read-keys.ts";
import { unlockSecrets } from "./unlock-secrets.ts";
import { startUnlocking } from "./unlocking.ts";
import { writePacket } from "../packets/write-packet.ts";

const MOST_MS = 5000;

async function lockedPackets() {
  const address = "team@example.org" as EmailAddress;
  const [at, expiresAt] = [new Date("2026-01-01"), new Date("2028-01-01")];
  const { secret } = await generateListKey({ address, at, expiresAt });
  const keys = await readKeys(utf8(await lockSecret(secret, "geheim")));
  const packets = readPackets((keys.ok ? keys.value[0] : null) ?? new Uint8Array(), 1_000_000);
  assert.ok(packets.ok);
  return { secret, packets: packets.value };
}

test("a locked key that is cut within its initialization vector cannot be unlocked", async () => {
  const { packets } = await lockedPackets();
  const [first, ...others] = packets;
  assert.ok(first !== undefined);
  const body = first.body();
  for (const cut of [1, 20, 55, body.length - 60, body.length - 51]) {
    const short = writePacket(first.tag, body.subarray(0, cut));
    const unlocked = await unlockSecrets(concatBytes(short, ...others.map(({ raw }) => raw)), "geheim");
    assert.ok(!unlocked.ok || unlocked.value.length === 1, String(cut));
  }
});

test("locked packets that stand in a file hundreds of times are unlocked once", async () => {
  const { secret, packets } = await lockedPackets();
  const many = packets.flatMap(({ tag, raw }) =>
    Array.from({ length: tag === TAG.secretSubkey ? 400 : 1 }, () => raw),
  );
  const keys = Array.from({ length: 100 }, () => packets.map(({ raw }) => raw)).flat();
  const before = process.cpuUsage();
  const unlocked = await unlockSecrets(concatBytes(...many, ...keys), "geheim");
  const { user } = process.cpuUsage(before);
  assert.ok(unlocked.ok);
  assert.equal(unlocked.value[0]?.fingerprint, secret.fingerprint);
  assert.ok(user / 1000 < MOST_MS, `${user / 1000} ms`);
});

test("what unlocking a file may cost has a limit over all of its keys", async () => {
  const { packets } = await lockedPackets();
  const [first] = packets;
  assert.ok(first !== undefined);
  const changed = Array.from({ length: 3 }, (_, at) => {
    const body = Uint8Array.from(first.body());
    body[body.length - 1] = at;
    return writePacket(first.tag, body);
  });
  const unlocking = startUnlocking();
  const each = unlocking.octetsLeft;
  assert.equal(each, LIMITS.keyFileHashedOctets);
  await unlockSecrets(changed[0] ?? new Uint8Array(), "geheim", unlocking);
  unlocking.octetsLeft = each - unlocking.octetsLeft;
  const answers = [];
  for (const packet of changed.slice(1)) answers.push(await unlockSecrets(packet, "geheim", unlocking));
  assert.deepEqual(answers, [
    { ok: false, error: "wrong-passphrase" },
    { ok: false, error: "too-large" },
  ]);
});
