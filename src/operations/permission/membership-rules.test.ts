import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthMethod, EmailAddress } from "#base";
import { type Database, listByAddress, updateList } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import { START } from "../../../test/support/stored.ts";
import { listCreate } from "../lists/list-create.ts";
import { authorize } from "./authorize.ts";
import { PLAIN_SCENARIO_SITE } from "./scenario-site.ts";

const TEAM = "team@example.org" as EmailAddress;

async function asks(db: Database, address: string, method: AuthMethod): Promise<string> {
  const list = await db.read((tx) => listByAddress(tx, TEAM));
  const actor = { kind: "person", address: address as EmailAddress, method } as const;
  const wanted = { site: PLAIN_SCENARIO_SITE, list, function: "subscribe", actor, now: START };
  return (await authorize(db, wanted)).do;
}

forEachDatabase((_name, open) => {
  test("who is approved beforehand proves the address and needs no owner; others wait for one", async (t) => {
    const db = await open(t);
    const settings = { subscribe_policy: "approve", subscribe_auto_approval: "^.*@example\\.net$" };
    await callsOn(db)(listCreate, { address: TEAM, settings });
    assert.equal(await asks(db, "ann@example.net", "smtp"), "prove");
    assert.equal(await asks(db, "ann@example.net", "dkim"), "prove");
    assert.equal(await asks(db, "ann@example.net", "md5"), "allowed");
    assert.equal(await asks(db, "ann@example.network", "md5"), "ask-owner");
  });

  test("who is banned is refused under every policy", async (t) => {
    for (const subscribe_policy of ["none", "confirm", "approve", "both"]) {
      const db = await open(t);
      await callsOn(db)(listCreate, { address: TEAM, settings: { subscribe_policy, ban_list: "ann@x.org" } });
      assert.equal(await asks(db, "Ann@x.org", "md5"), "refused");
      assert.notEqual(await asks(db, "bob@x.org", "md5"), "refused");
    }
  });

  test("where it costs too much to find out nobody is approved beforehand, and everybody is banned", async (t) => {
    const db = await open(t);
    await callsOn(db)(listCreate, { address: TEAM, settings: { subscribe_policy: "approve" } });
    const listId = (await db.read((tx) => listByAddress(tx, TEAM)))?.id ?? assert.fail();
    const costly = "^a{900}b ".repeat(500);
    for (const [setting, expected] of [
      ["subscribe_auto_approval", "ask-owner"],
      ["ban_list", "refused"],
    ] as const) {
      const settings = { subscribe_policy: "approve", [setting]: costly } as const;
      await db.transact((tx) => updateList(tx, listId, { settings }));
      assert.equal(await asks(db, "ann@x.org", "md5"), expected, setting);
    }
  });
});
