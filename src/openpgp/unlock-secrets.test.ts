import assert from "node:assert/strict";
import { test } from "node:test";
import { concatBytes, type EmailAddress, utf8 } from "#base";
import { generateListKey } from "./list-key.ts";
import { lockSecret } from "./lock-secret.ts";
import { readPackets, TAG } from "./packets.ts";
import { readKeys } from "./read-keys.ts";
import { unlockSecrets } from "./unlock-secrets.ts";

const MOST_MS = 5000;

test("a locked subkey that stands in a key four hundred times is unlocked once", async () => {
  const address = "team@example.org" as EmailAddress;
  const { secret } = await generateListKey({
    address,
    at: new Date("2026-01-01"),
    expiresAt: new Date("2028-01-01"),
  });
  const keys = await readKeys(utf8(await lockSecret(secret, "geheim")));
  const packets = readPackets((keys.ok ? keys.value[0] : null) ?? new Uint8Array(), 1_000_000);
  assert.ok(packets.ok);
  const many = packets.value.flatMap(({ tag, raw }) =>
    Array.from({ length: tag === TAG.secretSubkey ? 400 : 1 }, () => raw),
  );
  const before = process.cpuUsage();
  const unlocked = await unlockSecrets(concatBytes(...many), "geheim");
  const { user } = process.cpuUsage(before);
  assert.ok(unlocked.ok);
  assert.equal(unlocked.value[0]?.fingerprint, secret.fingerprint);
  assert.ok(user / 1000 < MOST_MS, `${user / 1000} ms`);
});
