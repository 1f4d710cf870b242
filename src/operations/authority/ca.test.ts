import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { asFile, type Calls, callsOn } from "../../../test/support/operation-calls.ts";
import {
  caInit,
  caIssue,
  caRevoke,
  caShow,
  keyBind,
  keyExport,
  listCreate,
  memberAdd,
  memberShow,
} from "../index.ts";

const TEAM = "team@example.org";
const ALICE = "alice@example.org";

async function groupWithAlice(call: Calls): Promise<void> {
  await call(caInit, { name: "Small Group", domains: ["example.org"] });
  await call(listCreate, { address: TEAM });
  await call(memberAdd, { list: TEAM, member: { address: ALICE } });
}

forEachDatabase((_name, open) => {
  test("a certificate is bound as it is issued, and counts nowhere once it is revoked", async (t) => {
    const call = callsOn(await open(t));
    await groupWithAlice(call);
    const issued = await call(caIssue, { address: ALICE, kind: "ec", passphrase: "x", list: TEAM });
    const [bound] = (await call(memberShow, { list: TEAM, member: ALICE })).keys;
    assert.deepEqual([bound?.fingerprint, bound?.unusable], [issued.fingerprint, null]);
    const [file] = await call(keyExport, { list: TEAM, member: ALICE });

    const [revoked] = await call(caRevoke, { which: issued.fingerprint });
    assert.notEqual(revoked?.revokedAt, null);
    const [after] = (await call(memberShow, { list: TEAM, member: ALICE })).keys;
    assert.equal(after?.unusable, "key-revoked");
    const again = { list: TEAM, member: ALICE, key: { file: asFile(Buffer.from(file!.text)) } };
    assert.equal((await call.refused(keyBind, again)).code, "key-unusable");
    assert.equal((await call.refused(caRevoke, { which: ALICE })).code, "already-exists");
    const [shown] = await call(caShow, {});
    assert.deepEqual(shown?.issued, [revoked]);
  });

  test("an authority keeps to its domains, and a list to its members", async (t) => {
    const call = callsOn(await open(t));
    assert.equal((await call.refused(caIssue, { address: ALICE, passphrase: "x" })).code, "not-found");
    await groupWithAlice(call);
    const outside = await call.refused(caIssue, {
      address: "alice@example.com",
      kind: "ec",
      passphrase: "x",
    });
    assert.match(outside.publicText, /made for other domains/);
    const bob = { address: "bob@example.org", kind: "ec", passphrase: "x", list: TEAM } as const;
    assert.equal((await call.refused(caIssue, bob)).code, "not-found");
    assert.equal((await call.refused(caIssue, { address: ALICE })).code, "bad-input");
    assert.equal((await call.refused(caInit, { name: "Small Group" })).code, "already-exists");
    const [shown] = await call(caShow, { name: "Small Group" });
    assert.deepEqual(shown?.issued, []);
  });
});
