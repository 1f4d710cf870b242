import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, LIMITS, type ListId } from "#base";
import { listPasswordHash } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import { listCreate, listPassword } from "../index.ts";
import { hashPassword, isPassword } from "./password-hash.ts";

const TEAM = "team@example.org";
const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };

test("a password is known by its hash, and no other is", async () => {
  const hash = await hashPassword("correct-horse", random);
  assert.match(hash, /^scrypt\$32768\$8\$1\$[\w+/=]+\$[\w+/=]{44}$/);
  assert.equal(await isPassword("correct-horse", hash), true);
  for (const wrong of ["", "correct-hors", "correct-horse ", "Correct-horse"])
    assert.equal(await isPassword(wrong, hash), false, wrong);
  assert.equal(await isPassword("correct-horse", hash.replace("scrypt", "plain")), false);
});

test("however it is composed, a letter is the same letter", async () => {
  assert.equal(await isPassword("gr\u00fcn-gras", await hashPassword("gru\u0308n-gras", random)), true);
});

test("what is longer than any password is none", async () => {
  const long = "x".repeat(LIMITS.passwordChars);
  assert.equal(await isPassword(long, await hashPassword(long, random)), true);
  assert.equal(await isPassword(`${long}x`, await hashPassword(`${long}x`, random)), false);
});

forEachDatabase((_, open) => {
  test("a list's password is set, changed and removed, and only its hash is stored", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const stored = () => db.read((tx) => listPasswordHash(tx, asId<ListId>(1)));
    await call(listCreate, { address: TEAM });
    assert.equal((await call(listPassword, { list: TEAM, password: null })).state, "none");
    await call(listPassword, { list: TEAM, password: "first-word" });
    const first = await stored();
    assert.deepEqual(await call(listPassword, { list: TEAM, password: "second-word" }), {
      address: TEAM,
      state: "set",
      counts: true,
    });
    const second = await stored();
    assert.notEqual(first, second);
    assert.equal(await isPassword("second-word", second ?? ""), true);
    for (const password of ["short", "with blanks in it"])
      await assert.rejects(call(listPassword, { list: TEAM, password }), { code: "bad-input" });
    assert.equal((await call(listPassword, { list: TEAM, password: null })).state, "removed");
    assert.equal(await stored(), null);
  });
});
