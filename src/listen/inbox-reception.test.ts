import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type InboxId, silentLogger, systemClock, systemRandom } from "#base";
import { groupCommit, inboxMessage } from "#store";
import { forEachDatabase } from "../../test/support/database.ts";
import { aList } from "../../test/support/stored.ts";
import { inboxReception } from "./inbox-reception.ts";

const LARGE = systemRandom.bytes(3_500_001);
const TRANSACTION = {
  protocol: "lmtp",
  from: "a@example.net",
  body8bit: false,
  smtputf8: false,
  peer: "unix",
  helo: "mta.example.net",
  tls: false,
} as const;

forEachDatabase((name, open) => {
  test("a large message is stored before its row, which is there with the 250", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const short: string[] = [];
    const reception = inboxReception({
      db: { ...db, transact: (work) => db.transact(work).finally(() => short.push("step")) },
      commits: groupCommit(db),
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
      trusted: false,
      commandAddresses: [],
      wake: () => short.push("awake"),
    });
    const data: Bytes = Uint8Array.from(LARGE);
    const [reply] = await reception.deliver({ ...TRANSACTION, recipients: [list.address], data });
    assert.equal(reply?.code, 250);
    assert.deepEqual(short, ["step", "step", "step", "step", "step", "awake"]);
    const stored = await db.read((tx) => inboxMessage(tx, 1 as InboxId));
    assert.deepEqual(Buffer.from(stored ?? []), Buffer.from(LARGE), name);
    assert.equal(data.length, 0, "its memory is let go");
  });

  test("a large message to nobody is not stored", async (t) => {
    const db = await open(t);
    const options = { db, clock: systemClock, random: systemRandom, logger: silentLogger, wake: () => {} };
    const reception = inboxReception({
      ...options,
      trusted: false,
      commandAddresses: [],
      commits: groupCommit(db),
    });
    const data = Uint8Array.from(LARGE);
    const [reply] = await reception.deliver({ ...TRANSACTION, recipients: ["none@example.org"], data });
    assert.equal(reply?.code, 550);
    assert.deepEqual(await db.read((tx) => tx.query.selectFrom("blob").select("id").execute()), []);
  });
});
