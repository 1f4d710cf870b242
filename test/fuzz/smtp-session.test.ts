/** Random talk never breaks a session: every line gets its reply, in order, and the server lives on. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { runServer, type RunningServer } from "../support/programs/mail-reception.ts";
import { RawSmtp } from "../support/raw-smtp.ts";
import type { Protocol } from "#wire";

const word = fc.constantFrom(
  "EHLO a",
  "LHLO a",
  "HELO a",
  "MAIL FROM:<>",
  "MAIL FROM:<a@x.example> SIZE=10 BODY=8BITMIME",
  "MAIL FROM:<a@x.example> X=Y",
  "RCPT TO:<list@x.example>",
  "RCPT TO:<nobody@x.example>",
  "RCPT TO:<\u00e4@x.example>",
  "DATA x",
  "RSET",
  "NOOP",
  "STARTTLS",
  "HELP",
  "VRFY a",
  "AUTH PLAIN",
  "BDAT 5 LAST",
);
const noise = fc
  .uint8Array({ maxLength: 40 })
  .map((octets) => Buffer.from(octets).toString("latin1").replaceAll("\r\n", ""))
  .filter((line) => !/^(?:quit|data)\s*$/i.test(line) && !line.endsWith("\r") && !line.startsWith("\n"));
const lines = fc.array(fc.oneof({ weight: 4, arbitrary: word }, noise), { maxLength: 40 });

let servers: RunningServer[] = [];

before(async () => {
  const limits = { errors: 1000 };
  servers = await Promise.all((["smtp", "lmtp"] as const).map((protocol) => runServer({ protocol, limits })));
});
after(async () => {
  for (const { server } of servers) await server.close(0);
});

async function everyLineIsAnswered(port: number, talk: readonly string[], cut: number): Promise<void> {
  const client = await RawSmtp.connect({ port });
  const octets = Buffer.from(talk.map((line) => `${line}\r\n`).join(""), "latin1");
  for (let at = 0; at < octets.length; at += cut) client.write(octets.subarray(at, at + cut));
  const replies = await client.replies(talk.length);
  assert.equal(replies.length, talk.length);
  assert.deepEqual(await client.ask("QUIT\r\n"), ["221"]);
  client.close();
}

describe("a fuzzed session", () => {
  for (const [index, protocol] of (["smtp", "lmtp"] satisfies Protocol[]).entries()) {
    it(`over ${protocol} answers every line`, async () => {
      await fc.assert(
        fc.asyncProperty(lines, fc.integer({ min: 1, max: 300 }), async (talk, cut) => {
          await everyLineIsAnswered(servers[index]?.port ?? 0, talk, cut);
        }),
        { numRuns: 150 },
      );
    });

    it(`over ${protocol} keeps content and commands apart`, async () => {
      const content = fc
        .array(fc.constantFrom("QUIT\r\n", "\n.\n", "..\r\n", "\r", "MAIL FROM:<>\r\n", "x"))
        .map((pieces) => pieces.join(""));
      const hello = protocol === "lmtp" ? "LHLO a" : "EHLO a";
      await fc.assert(
        fc.asyncProperty(content, async (text) => {
          const client = await RawSmtp.connect({ port: servers[index]?.port ?? 0 });
          await client.ask(`${hello}\r\nMAIL FROM:<>\r\nRCPT TO:<list@x.example>\r\nDATA\r\n`, 4);
          const [taken = "", noop] = await client.ask(`${text}\r\n.\r\nNOOP\r\n`, 2);
          assert.ok(["250", "554"].includes(taken));
          assert.equal(noop, "250");
          client.close();
        }),
        { numRuns: 100 },
      );
    });
  }
});
