import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthMethod, EmailAddress } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, minutesLater, START } from "../../../test/support/stored.ts";
import { holdForOwner } from "./hold-request.ts";

const ZOE = "zoe@example.com" as EmailAddress;
const EVE = "eve@example.com" as EmailAddress;

interface Asked {
  readonly by: EmailAddress;
  readonly method: AuthMethod;
  readonly name?: string;
  readonly at?: Date;
}

forEachDatabase((database, open) => {
  test(`only who proves more takes the place of what waits, or the same person with another wish (${database})`, async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const hold = ({ by, method, name = "", at = START }: Asked) => {
      const actor = { address: by, method };
      const what = { list, function: "subscribe", email: ZOE, operation: "member.subscribe", effect: "" };
      const asked = { ...what, actor, input: { name }, asked: new Uint8Array(), at };
      return db.transact((tx) => holdForOwner(tx, asked));
    };
    const first = await hold({ by: EVE, method: "smtp" });
    const again = await hold({ by: ZOE, method: "smtp", name: "Zoe" });
    assert.deepEqual([again.request.id, again.waitedBefore], [first.request.id, true]);
    const signed = await hold({ by: ZOE, method: "pgp" });
    assert.equal(signed.waitedBefore, false);
    for (const weaker of [
      { by: EVE, method: "smtp" },
      { by: ZOE, method: "md5", name: "Zoe" },
      { by: EVE, method: "smime", name: "Eve" },
      { by: ZOE, method: "pgp" },
    ] as const)
      assert.equal((await hold(weaker)).request.id, signed.request.id);
    const other = await hold({ by: ZOE, method: "smime", name: "Zoe" });
    assert.deepEqual([other.waitedBefore, other.request.method], [false, "smime"]);
    const late = await hold({ by: EVE, method: "smtp", at: minutesLater(31 * 24 * 60) });
    assert.equal(late.waitedBefore, false, "its time was over");
  });
});
