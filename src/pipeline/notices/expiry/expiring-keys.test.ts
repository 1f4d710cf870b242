import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type Fingerprint, type ListId, type Scheme, type WhyCode } from "#base";
import { listSettings } from "#config";
import { aRecipient, minutesLater, START } from "../../../../test/support/stored.ts";
import { expiringKeys } from "./expiring-keys.ts";

const DAY = 24 * 60;
const LIST = {
  id: asId<ListId>(1),
  address: "team@example.org" as EmailAddress,
  displayName: "Team",
  settings: listSettings({ smime_post_sign: "yes", smime_distrib_encrypt: "yes" }),
};

interface Given {
  readonly days: number | null;
  readonly seals?: boolean;
  readonly signs?: boolean;
  readonly revoked?: boolean;
  readonly scheme?: Scheme;
  /** Of the part that mail is sealed to. */
  readonly sealDays?: number;
}

function key(name: string, { days, seals = true, signs = true, ...given }: Given) {
  const expiresAt = days === null ? null : minutesLater(days * DAY);
  const usableUntil = given.sealDays === undefined ? expiresAt : minutesLater(given.sealDays * DAY);
  const cannotSign: WhyCode | null = signs ? null : "wrong-purpose";
  const fingerprint = name as Fingerprint;
  return {
    scheme: given.scheme ?? ("smime" as const),
    description: { expiresAt, revoked: given.revoked ?? false, cannotSign, fingerprint },
    source: "owner" as const,
    pinned: false,
    recipient: seals ? { ...aRecipient(fingerprint), usableUntil } : null,
  };
}

function told(...keys: readonly ReturnType<typeof key>[]): readonly string[] {
  return expiringKeys(LIST, keys, START).map(({ fingerprint, stage }) => `${fingerprint} ${stage}`);
}

test("a key stands at the least stage that it still is within", () => {
  const stages = [31, 30, 15, 14, 4, 3, 0, -400].map((days) => told(key("a", { days })).join());
  assert.deepEqual(stages, ["", "a 30", "a 30", "a 14", "a 14", "a 3", "a 0", "a 0"]);
});

test("the part that mail is sealed to may expire before the key", () => {
  assert.deepEqual(told(key("a", { days: 300, sealDays: 10 })), ["a 14"]);
});

test("nothing is told of a key for good, a revoked one, and one of a scheme that the list does not use", () => {
  assert.deepEqual(told(key("a", { days: null })), []);
  assert.deepEqual(told(key("a", { days: 1, revoked: true })), []);
  assert.deepEqual(told(key("a", { days: 1, scheme: "openpgp" })), []);
});

test("nothing is told of a key whose successor does all that it does, and for longer", () => {
  const old = key("old", { days: 2 });
  assert.deepEqual(told(old, key("new", { days: 400 })), []);
  assert.deepEqual(told(old, key("new", { days: null })), []);
  assert.deepEqual(told(old, key("new", { days: 2 })), ["old 3", "new 3"]);
  assert.deepEqual(told(old, key("new", { days: 400, revoked: true })), ["old 3"]);
  assert.deepEqual(told(old, key("new", { days: 400, seals: false })), ["old 3"]);
  assert.deepEqual(told(old, key("new", { days: 400, signs: false })), ["old 3"]);
  const split = [key("seals", { days: 2, signs: false }), key("signs", { days: 2, seals: false })];
  assert.deepEqual(told(...split), ["seals 3", "signs 3"]);
  assert.deepEqual(told(...split, key("new", { days: 400 })), []);
});
