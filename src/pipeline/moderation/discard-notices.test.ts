import assert from "node:assert/strict";
import { test } from "node:test";
import { LARGE_BYTES, utf8 } from "#base";
import { parseMessage } from "#mime";
import { updateMember } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember } from "../../../test/support/stored.ts";
import type { InFlight } from "../in-flight.ts";
import { toList } from "../to-list.ts";
import { discardNotices } from "./discard-notices.ts";

const NONMEMBER = { do: "discard", code: "nonmember", args: {}, detail: "" } as const;

forEachDatabase((_, open) => {
  test("owners get what was discarded, of a large message the header", async (t) => {
    const db = await open(t);
    const stored = await db.transact(async (tx) => {
      const list = await aList(tx);
      const owner = await aMember(tx, list.id, "mia@example.net");
      await updateMember(tx, owner.id, { owner: true });
      return list;
    });
    const notices = async (octets: number) => {
      const raw = utf8(`From: eve@example.com\r\nSubject: Pills\r\n\r\n${"x".repeat(octets)}\r\n`);
      const message = parseMessage(raw);
      assert.ok(message.ok);
      const mail = { list: toList(stored), door: "post", inboxId: 1, raw, message: message.value };
      return discardNotices({ db }, mail as unknown as InFlight, NONMEMBER);
    };
    const [small, large] = [await notices(1000), await notices(LARGE_BYTES)];
    assert.match(Buffer.from(small[0]?.attachments[0] ?? []).toString(), /Subject: Pills[^]*x{1000}/);
    assert.doesNotMatch(small[0]?.notice.lines.join("\n") ?? "", /only its header/);
    const attached = large[0]?.attachments[0] ?? new Uint8Array();
    assert.ok(attached.length < 1000, `${attached.length} octets`);
    assert.match(Buffer.from(attached).toString(), /message\/rfc822[^]*Subject: Pills\r\n\r\n/);
    assert.match(large[0]?.notice.lines.join("\n") ?? "", /It is large: only its header is attached\./);
  });
});
