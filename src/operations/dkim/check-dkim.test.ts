import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, asId, type DkimKeyId, type EmailAddress } from "#base";
import type { StoredDkimKey } from "#store";
import { checkDkimKeys, checkSigning } from "./check-dkim.ts";
import type { SeenRecord } from "./look-up-records.ts";

const AT = new Date("2026-03-01T12:00:00Z");
const KEY: StoredDkimKey = {
  id: asId<DkimKeyId>(1),
  domain: "example.org",
  selector: "r1",
  listId: null,
  algorithm: "rsa",
  publicKey: new Uint8Array(),
  state: "active",
  createdAt: AT,
  activeAt: AT,
  retiredAt: null,
};

/** Level and next step of each finding. */
function found(change: Partial<StoredDkimKey>, seen: SeenRecord, at = AT, bits = 2048): readonly string[] {
  return checkDkimKeys([{ key: { ...KEY, ...change }, seen, bits }], at).map(
    ({ level, todo }) => `${level} ${todo}`,
  );
}

test("a key that signs needs its record; one that waits or is old has a next step", () => {
  assert.deepEqual(found({}, "matches"), ["ok "]);
  for (const seen of ["missing", "differs", "revoked"] as const)
    assert.deepEqual(found({}, seen), ["fail publish it: conclave dkim show example.org --zone"]);
  assert.match(found({}, "testing").join(), /^warn publish it without t=y/);
  assert.deepEqual(found({}, "unanswered").length, 2, "a note, and nothing is wrong");
  assert.deepEqual(found({ state: "waiting" }, "matches"), ["note conclave dkim activate example.org"]);
  assert.match(found({ state: "waiting" }, "missing").join(), /^note publish it/);
  assert.match(found({}, "matches", addDays(AT, 366))[0] ?? "", /^note make a new one: conclave dkim rotate/);
  assert.deepEqual(found({ algorithm: "ed25519" }, "matches"), ["warn conclave dkim create example.org"]);
  assert.deepEqual(found({}, "matches", AT, 1024), ["warn make a new one: conclave dkim rotate example.org"]);
  const retired = { state: "retired", retiredAt: AT } as const;
  assert.match(found(retired, "missing", addDays(AT, 3)).join(), /^warn publish it again/);
  assert.deepEqual(found(retired, "missing", addDays(AT, 8)), []);
  assert.deepEqual(checkDkimKeys([], AT), [], "who makes no keys reads nothing of them");
});

test("a list that wants what no key can do", () => {
  const address = "team@example.org" as EmailAddress;
  const said = (settings: Partial<Parameters<typeof checkSigning>[0]["settings"]>, keys = [KEY]) =>
    checkSigning(
      { address, settings: { arc_sign: "no", dkim_domain: "", dkim_sign: "yes", ...settings } },
      keys,
    );
  assert.deepEqual(said({ arc_sign: "yes", dkim_domain: "example.org" }), []);
  assert.equal(said({ dkim_domain: "other.example" }).length, 1);
  assert.equal(said({ arc_sign: "yes" }, [{ ...KEY, algorithm: "ed25519" }]).length, 1);
  assert.equal(said({ arc_sign: "yes", dkim_sign: "no" }).length, 1);
});
