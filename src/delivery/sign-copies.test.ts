import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fromUtf8, utf8 } from "#base";
import { newSigningKey } from "#domains";
import { activateDkimKey, insertDkimKey, retireDkimKey } from "#store";
import { forEachDatabase } from "../../test/support/database.ts";
import { aBody } from "../../test/support/stored.ts";
import { CopySigner } from "./sign-copies.ts";
import { StoredMessage } from "./stored-message.ts";

const EVERYBODYS = { listId: null, head: utf8(""), memberFields: utf8("") };
/** Until keys are read again. */
const SOON_MS = 220;

forEachDatabase((_name, open) => {
  test("a copy that is the same for all is signed once, until other keys sign", async (t) => {
    const db = await open(t);
    let seconds = 0;
    const clock = { now: () => new Date((seconds += 1) * 1000) };
    const signer = new CopySigner({ db, clock, siteDomain: "" });
    const id = await db.transact((tx) => aBody(tx, { outer: utf8("From: <team@example.org>\r\n") }));
    const message = await StoredMessage.load(db, id);
    assert.ok(message);
    const activate = async (selector: string) => {
      const made = await newSigningKey("ed25519");
      const at = clock.now();
      const key = {
        domain: "example.org",
        selector,
        listId: null,
        algorithm: "ed25519",
        ...made,
        at,
      } as const;
      return db.transact(async (tx) => {
        const stored = await insertDkimKey(tx, key);
        assert.ok(stored);
        await activateDkimKey(tx, stored.id, at);
        return stored.id;
      });
    };
    const old = await activate("old");
    const first = await signer.fieldsFor(message, EVERYBODYS);
    assert.match(fromUtf8(first), /s=old/);
    await sleep(SOON_MS);
    assert.equal(await signer.fieldsFor(message, EVERYBODYS), first, "not made again");
    await activate("new");
    await db.transact((tx) => retireDkimKey(tx, old, clock.now()));
    await sleep(SOON_MS);
    const second = fromUtf8(await signer.fieldsFor(message, EVERYBODYS));
    assert.match(second, /s=new/);
    assert.doesNotMatch(second, /s=old/);
  });
});
