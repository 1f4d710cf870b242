/** S15: nobody says who the peer is but the connection itself. XCLIENT and XFORWARD are no commands here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runServer } from "../support/programs/mail-reception.ts";
import { RawSmtp } from "../support/raw-smtp.ts";

test("XCLIENT and XFORWARD are neither offered nor taken, before and after EHLO", async (t) => {
  const { server, port, reception } = await runServer({});
  t.after(() => server.close(0));
  const client = await RawSmtp.connect({ port });
  t.after(() => client.close());
  const commands = ["XCLIENT ADDR=192.0.2.7 NAME=mx.example.org", "XFORWARD ADDR=192.0.2.7"];
  for (const command of commands) assert.deepEqual(await client.ask(`${command}\r\n`), ["500"]);
  assert.deepEqual(await client.ask("EHLO me\r\n"), ["250"]);
  for (const command of commands) assert.deepEqual(await client.ask(`${command}\r\n`), ["500"]);
  const mail = "MAIL FROM:<a@x.example>\r\nRCPT TO:<list@x.example>\r\nDATA\r\n";
  assert.deepEqual(await client.ask(mail, 3), ["250", "250", "354"]);
  assert.deepEqual(await client.ask("Subject: x\r\n\r\nhello\r\n.\r\n"), ["250"]);
  assert.equal(reception.mails.length, 1);
  assert.match(reception.mails[0]?.peer ?? "", /127\.0\.0\.1/);
});
