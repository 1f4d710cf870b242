import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { parseMessage } from "#mime";
import type { InFlight } from "../../in-flight.ts";
import { messageForScenario } from "./message-for-scenario.ts";

const FOLDED = "Subject: Hello\r\n folded \r\n";

function mail(header: string, trusted: boolean, from: "outer" | "protected" = "outer"): InFlight {
  const message = parseMessage(utf8(`${header}${FOLDED}\r\ntext\r\n`));
  assert.ok(message.ok);
  const author = { address: "Ann@Example.org", authentic: false };
  const headers = [{ name: "Subject", value: "Hello folded", from }];
  const opened = { wasEncrypted: null, content: utf8("text"), headers } as unknown as InFlight["opened"];
  return { message: message.value, opened, shownAs: null, trusted, author } as InFlight;
}

test("spam_status is what a trusted mail server's filter found, size and sender what came", async () => {
  const of = async (header: string, trusted: boolean) =>
    (await messageForScenario(mail(header, trusted), "all")).attributes;
  const size = String(FOLDED.length + 6);
  assert.deepEqual(await of("", true), { spam_status: "unknown", size, sender: "ann@example.org" });
  assert.equal((await of("X-Spam-Flag: NO\r\n", true))["spam_status"], "ham");
  assert.equal((await of("X-Spam-Flag: NO\r\n", false))["spam_status"], "unknown");
  assert.equal((await of("X-Spam-Flag: YES\r\n", true))["spam_status"], "spam");
  assert.equal((await of("X-Spam-Flag: YES\r\n", false))["spam_status"], "unknown");
});

test("what a filter found nobody signed, so it is not there where only what is signed counts", async () => {
  const { attributes } = await messageForScenario(mail("X-Spam-Flag: NO\r\n", true), "signed");
  assert.deepEqual(Object.keys(attributes), ["size", "sender"]);
});

test("fields are given as they were written, and none that nobody signed where only those count", async () => {
  const header = async (fields: "all" | "signed", from?: "protected") =>
    (await messageForScenario(mail("", true, from), fields)).header("Subject");
  assert.deepEqual(await header("all"), ["Hello\n folded "]);
  assert.deepEqual(await header("all", "protected"), ["Hello folded"]);
  assert.deepEqual(await header("signed"), []);
});
