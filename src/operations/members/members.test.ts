import assert from "node:assert/strict";
import { test } from "node:test";
import { correspondent } from "../../../test/support/programs/correspondents.ts";
import { forEachDatabase } from "../../../test/support/database.ts";
import { asFile, callsOn } from "../../../test/support/operation-calls.ts";
import { listCreate, memberAdd, memberImport, memberList, MEMBERS_A_PAGE, memberRemove } from "../index.ts";

const TEAM = "team@example.org";

forEachDatabase((_name, open) => {
  test("a member is added with a key in the same step", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const alice = await correspondent("alice");
    const view = await call(memberAdd, {
      list: TEAM,
      member: {
        address: "alice@example.org",
        name: "Alice",
        owner: true,
        key: { file: asFile(alice.publicKey) },
      },
    });
    assert.deepEqual([view.name, view.owner, view.receives], ["Alice", true, true]);
    const [key] = view.keys;
    assert.deepEqual([key?.fingerprint, key?.unusable], [alice.secret.fingerprint, null]);
    assert.deepEqual(key?.addresses, ["alice@example.org"]);
  });

  test("a key that cannot be used keeps the member out: nothing is half done", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const bob = await correspondent("bob", "smime");
    const member = { address: "alice@example.org", key: { file: asFile(bob.publicKey) } };
    const error = await call.refused(memberAdd, { list: TEAM, member });
    assert.match(error.publicText, /is for bob@example\.org, not for alice@example\.org.*--confirm-address/s);
    assert.deepEqual(await call(memberList, { list: TEAM }), []);
  });

  test("an address is on a list once, and can be removed", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    await call(memberAdd, { list: TEAM, member: { address: "alice@example.org" } });
    const again = { list: TEAM, member: { address: "ALICE@example.org" } };
    assert.equal((await call.refused(memberAdd, again)).code, "already-exists");
    await call(memberRemove, { list: TEAM, address: "Alice@example.org" });
    assert.equal(
      (await call.refused(memberRemove, { list: TEAM, address: "alice@example.org" })).code,
      "not-found",
    );
  });

  test("an import names every wrong line and adds nobody", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM, sealed: true });
    const alice = await correspondent("alice");
    const key = { file: asFile(alice.publicKey) };
    const error = await call.refused(memberImport, {
      list: TEAM,
      lines: [
        { line: 2, member: { address: "carol@example.org" } },
        { line: 3, member: { address: "nonsense" } },
        { line: 4, member: { address: "Carol@example.org" } },
        { line: 5, member: { address: "bob@example.org", key } },
        { line: 6, member: { address: "dan@example.org", key: { file: "aGVsbG8=" } } },
      ],
    });
    assert.equal(error.code, "bad-input");
    assert.deepEqual(
      error.publicText.split("\n").map((line) => line.slice(0, 8)),
      ["Nobody w", "line 3: ", "line 4: ", "line 5: ", "line 6: "],
    );
    assert.deepEqual(await call(memberList, { list: TEAM }), []);
  });

  test("an import of a key that another member has is refused before anybody is added", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const alice = await correspondent("alice");
    const key = { file: asFile(alice.publicKey), confirmAddress: true };
    await call(memberAdd, { list: TEAM, member: { address: "alice@example.org", key } });
    const error = await call.refused(memberImport, {
      list: TEAM,
      lines: [
        { line: 2, member: { address: "bob@example.org" } },
        { line: 3, member: { address: "carol@example.org", key } },
      ],
    });
    assert.match(error.publicText, /line 3: This key is bound to alice@example\.org/);
    assert.equal((await call(memberList, { list: TEAM })).length, 1);
  });

  test("a large import goes in chunks, tells its progress, and skips who is there when it is run again", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const lines = Array.from({ length: 510 }, (_, index) => ({
      line: index + 2,
      member: { address: `m${index}@example.org`, name: `Member ${index}` },
    }));
    const first = await call(memberImport, { list: TEAM, lines: lines.slice(0, 300) });
    assert.deepEqual([first.added, first.withKey, first.skipped.length], [300, 0, 0]);
    const again = await call(memberImport, { list: TEAM, lines });
    assert.deepEqual([again.added, again.skipped.length], [210, 300]);
    assert.deepEqual(call.progress.at(-1), [1020, 1020]);
    const members = await call(memberList, { list: TEAM });
    assert.equal(members.length, 510);
    assert.equal(members[509]?.name, "Member 509");
    const first500 = await call(memberList, { list: TEAM, page: {} });
    const others = await call(memberList, { list: TEAM, page: { after: first500.at(-1)?.address } });
    assert.deepEqual([first500.length, [...first500, ...others]], [MEMBERS_A_PAGE, members]);
    const error = await call.refused(memberList, { list: TEAM, page: { after: "gone@example.org" } });
    assert.equal(error.code, "not-found");
  });
});
