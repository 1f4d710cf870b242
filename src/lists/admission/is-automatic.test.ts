import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { parseMessage } from "#mime";
import { isAutomatic } from "./is-automatic.ts";

function automatic(field: string): boolean {
  const message = parseMessage(utf8(`From: a@example.org\r\n${field}\r\n\r\ntext\r\n`));
  assert.ok(message.ok);
  return isAutomatic(message.value.header);
}

test("programs say that they wrote a mail in many ways", () => {
  for (const field of [
    "Auto-Submitted: auto-generated",
    "Precedence: bulk",
    "Precedence: auto_reply",
    "X-Autoreply: yes",
    "X-Autorespond: Away",
    "X-Auto-Response-Suppress: All",
    "X-Auto-Response-Suppress: DR, OOF, AutoReply",
    "List-Id: <team.example.org>",
    "Content-Type: multipart/report; boundary=b",
  ])
    assert.equal(automatic(field), true, field);
});

test("people write, and ask their mail server for no reports", () => {
  for (const field of [
    "Auto-Submitted: no",
    "Precedence: normal",
    "X-Autoreply: no",
    "X-Auto-Response-Suppress: DR, NDR, RN, NRN",
    "Content-Type: multipart/mixed; boundary=b",
  ])
    assert.equal(automatic(field), false, field);
});
