import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, utf8 } from "#base";
import { listSettings } from "#config";
import { parseMessage } from "#mime";
import type { Opened } from "#protect";
import type { InFlight } from "./in-flight.ts";
import { keepHeader } from "./keep-header.ts";
import { outerMessageId } from "./facts/outer-message-id.ts";

const HEADER = "Message-ID: <1@x.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

const SEALED = { wasEncrypted: "smime" } as Opened;
const CLEAR = { wasEncrypted: null } as Opened;

function mail(
  octets: number,
  opened: Opened | null,
  distribution: "settings" | "as_received" = "settings",
): { mail: InFlight; raw: Bytes } {
  const raw = Uint8Array.from(utf8(`${HEADER}--b\r\n\r\n${"x".repeat(octets)}\r\n--b--\r\n`));
  const message = parseMessage(raw);
  assert.ok(message.ok);
  const list = { settings: listSettings({ distribution }) } as InFlight["list"];
  return { mail: { raw, message: message.value, opened, list, shownAs: null } as InFlight, raw };
}

test("the body of a large message is let go when it is opened, its header stays", () => {
  const { mail: large, raw } = mail(1_100_000, SEALED);
  const kept = keepHeader(large);
  assert.equal(raw.length, 0);
  assert.deepEqual(Buffer.from(kept.raw), Buffer.from(HEADER));
  assert.equal(outerMessageId(kept.message), "<1@x.example>");
});

test("what goes out as it came stays whole; as received, what came sealed does not", () => {
  const { mail: clear } = mail(1_100_000, CLEAR, "as_received");
  assert.equal(keepHeader(clear), clear);
  const { mail: sealed } = mail(1_100_000, SEALED, "as_received");
  assert.notEqual(keepHeader(sealed), sealed);
});

test("what is small, or was not opened, stays as it came", () => {
  for (const one of [mail(1_100_000, null), mail(1000, SEALED)]) {
    assert.equal(keepHeader(one.mail), one.mail);
    assert.notEqual(one.raw.length, 0);
  }
});
