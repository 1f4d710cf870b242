/**
 * S15, SMTP smuggling: an end of data that only one of two servers sees lets a sender slip a second message
 * past the first. For us nothing but CRLF.CRLF is an end, in neither protocol and in neither direction.
 */
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { runServer, type RunningServer } from "../support/programs/mail-reception.ts";
import { RawSmtp } from "../support/raw-smtp.ts";
import { startSink } from "../support/smtp-sink.ts";
import { connect, type Protocol } from "#wire";

const PSEUDO_ENDS = [
  "\n.\n",
  "\r.\r",
  "\n.\r\n",
  "\r.\r\n",
  "\r\n.\n",
  "\r\n.\r",
  "\n.\r",
  "\r.\n",
  "\n\n.\r\n",
  "\r\r\n.\r\r\n",
  "\r\n\0.\r\n",
  "\r\n.\0\r\n",
  "\r\n.\r\0\n",
];
const SMUGGLED =
  "MAIL FROM:<admin@victim.example>\r\nRCPT TO:<list@x.example>\r\nDATA\r\nSubject: smuggled\r\n";
const ENVELOPE = "MAIL FROM:<a@x.example>\r\nRCPT TO:<list@x.example>\r\nDATA\r\n";

let running: RunningServer | null = null;
let client: RawSmtp | null = null;

async function start(protocol: Protocol): Promise<{ running: RunningServer; client: RawSmtp }> {
  running = await runServer({ protocol });
  client = await RawSmtp.connect({ port: running.port });
  await client.ask(protocol === "lmtp" ? "LHLO me\r\n" : "EHLO me\r\n");
  return { running, client };
}

afterEach(async () => {
  client?.close();
  await running?.server.close(0);
});

for (const pseudoEnd of PSEUDO_ENDS) {
  const content = `Subject: one\r\n\r\nbody${pseudoEnd}${SMUGGLED}`;
  const bare = /\r[^\n]|[^\r]\n/.test(content);

  describe(`the pseudo end ${JSON.stringify(pseudoEnd)}`, () => {
    it("smuggles nothing over SMTP", async () => {
      const { running, client } = await start("smtp");
      assert.deepEqual(await client.ask(ENVELOPE, 3), ["250", "250", "354"]);
      assert.deepEqual(await client.ask(`${content}\r\n.\r\nNOOP\r\n`, 2), [bare ? "554" : "250", "250"]);
      assert.equal(running.reception.mails.length, bare ? 0 : 1);
    });

    it("smuggles nothing when every octet comes in its own packet", async () => {
      const { running, client } = await start("smtp");
      await client.ask(ENVELOPE, 3);
      for (const octet of Buffer.from(`${content}\r\n.\r\n`, "latin1")) {
        client.write(Buffer.from([octet]));
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.equal((await client.replies(1))[0]?.slice(0, 3), bare ? "554" : "250");
      assert.equal(running.reception.mails.length, bare ? 0 : 1);
    });

    it("is content over LMTP and kept as it came", async () => {
      const { running, client } = await start("lmtp");
      await client.ask(ENVELOPE, 3);
      assert.deepEqual(await client.ask(`${content}\r\n.\r\nNOOP\r\n`, 2), ["250", "250"]);
      assert.equal(running.reception.mails.length, 1);
      const received = running.reception.mails[0]?.data ?? Buffer.alloc(0);
      assert.equal(Buffer.from(received).toString("latin1"), `${content.replaceAll("\r\n.", "\r\n")}\r\n`);
    });

    it("is never sent on", async () => {
      const relay = await startSink();
      const connection = await connect({
        protocol: "smtp",
        address: { kind: "tcp", host: "127.0.0.1", port: relay.port },
        hostname: "x.example",
      });
      assert.ok(connection.ok);
      const envelope = { from: "", recipients: ["a@x.example"], eightBit: false };
      const [result] = await connection.value.send(envelope, [Buffer.from(`${content}\r\n`, "latin1")]);
      assert.equal(result?.outcome, bare ? "permanent" : "delivered");
      assert.equal(relay.taken, bare ? 0 : 1);
      connection.value.close();
      await relay.down();
    });
  });
}

describe("a command line", () => {
  it("is not ended by a bare LF or CR", async () => {
    const { client } = await start("smtp");
    assert.deepEqual(await client.ask("NOOP\nMAIL FROM:<a@x.example>\r\nNOOP\rQUIT\r\nNOOP\r\n", 3), [
      "500",
      "500",
      "250",
    ]);
  });
});
