import assert from "node:assert/strict";
import { mkdtemp, stat, writeFile } from "node:fs/promises";
import { connect, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, it } from "node:test";
import { AppError, LIMITS } from "#base";
import { RawSmtp } from "../../test/support/raw-smtp.ts";
import { runServer, type RunningServer } from "../../test/support/programs/mail-reception.ts";
import { makeTlsCertificate } from "../../test/support/crypto/tls-certificate.ts";
import type { MailServerOptions } from "./mail-server.ts";
import { reply } from "./reply.ts";

let running: RunningServer[] = [];
let clients: RawSmtp[] = [];

async function server(options: Partial<MailServerOptions> = {}): Promise<RunningServer> {
  const started = await runServer(options);
  running.push(started);
  return started;
}

async function talkTo(where: { port: number } | { path: string }): Promise<RawSmtp> {
  const client = await RawSmtp.connect(where);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients) client.close();
  for (const { server } of running) await server.close(0);
  clients = [];
  running = [];
});

const ENVELOPE = "MAIL FROM:<a@example.org>\r\nRCPT TO:<list@example.org>\r\nDATA\r\n";

describe("an SMTP session", () => {
  it("takes a pipelined message with its dots undone and answers once", async () => {
    const { port, reception } = await server();
    const client = await talkTo({ port });
    assert.match((await (client.write("EHLO me\r\n"), client.replies(1)))[0] ?? "", /250-PIPELINING[^]*SIZE/);
    assert.deepEqual(await client.ask(ENVELOPE, 3), ["250", "250", "354"]);
    assert.deepEqual(await client.ask("A: b\r\n\r\n..c\r\n.\r\nQUIT\r\n", 2), ["250", "221"]);
    const [mail] = reception.mails;
    assert.equal(mail?.data.toString(), "A: b\r\n\r\n.c\r\n");
    assert.deepEqual(mail?.recipients, ["list@example.org"]);
    assert.equal(mail?.peer, "127.0.0.1");
    assert.equal(mail?.helo, "me");
  });

  it("answers what came together in one write", async () => {
    const { port } = await server();
    const client = await talkTo({ port });
    await client.ask("EHLO me\r\n");
    client.write("NOOP\r\n".repeat(50));
    assert.equal((await client.replies(50)).length, 50);
  });

  it("does not read on for a client that does not listen, and answers all once it does", async () => {
    const { port } = await server();
    const socket = connect(port, "127.0.0.1").pause();
    const talk = Buffer.from(`NOOP ${"x".repeat(50)}\r\n`.repeat(1000));
    let unread = 0;
    while (socket.writableLength < 4_000_000 && unread < 400) {
      socket.write(talk);
      unread += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(socket.writableLength > 0, "the server read everything");
    const expected = unread * 1000 + 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    let answers = 0;
    socket.on("data", (chunk) => {
      answers += (chunk as Buffer).toString("latin1").split("\n").length - 1;
      if (answers >= expected) resolve();
    });
    socket.resume();
    await promise;
    assert.equal(answers, expected);
    socket.destroy();
  });

  it("keeps the order of commands", async () => {
    const { port } = await server();
    const client = await talkTo({ port });
    assert.deepEqual(await client.ask(ENVELOPE, 3), ["503", "503", "503"]);
    assert.deepEqual(await client.ask("LHLO me\r\nHELO me\r\nDATA\r\n", 3), ["500", "250", "503"]);
    assert.deepEqual(await client.ask("MAIL FROM:<>\r\nMAIL FROM:<>\r\nDATA\r\n", 3), ["250", "503", "554"]);
    assert.deepEqual(await client.ask("RSET\r\nMAIL FROM:<>\r\n", 2), ["250", "250"]);
    assert.deepEqual(await client.ask("WIZ\r\nSHELL\r\nVRFY x\r\nCONSTRUCTOR\r\n", 4), [
      "500",
      "500",
      "252",
      "500",
    ]);
  });

  it("refuses what is too large by declaration and by octets, and goes on", async () => {
    const { port, reception } = await server({ limits: { messageBytes: 100 } });
    const client = await talkTo({ port });
    assert.deepEqual(await client.ask("EHLO me\r\nMAIL FROM:<> SIZE=101\r\n", 2), ["250", "552"]);
    assert.deepEqual(await client.ask(ENVELOPE, 3), ["250", "250", "354"]);
    assert.deepEqual(await client.ask(`${"x".repeat(99)}\r\n.\r\n`), ["552"]);
    assert.deepEqual(await client.ask(ENVELOPE, 3), ["250", "250", "354"]);
    assert.deepEqual(await client.ask(`${"x".repeat(98)}\r\n.\r\n`), ["250"]);
    assert.equal(reception.mails.length, 1);
  });

  it("bounds lines, recipients and errors", async () => {
    const { port } = await server({ limits: { lineBytes: 200, recipients: 2, errors: 3 } });
    const client = await talkTo({ port });
    assert.deepEqual(await client.ask(`EHLO me\r\nNOOP ${"x".repeat(9000)}\r\nNOOP\r\n`, 3), [
      "250",
      "500",
      "250",
    ]);
    const three = "RCPT TO:<a@example.org>\r\n".repeat(3);
    assert.deepEqual(await client.ask(`MAIL FROM:<>\r\n${three}`, 4), ["250", "250", "250", "452"]);
    assert.deepEqual(await client.ask("X\r\nX\r\nX\r\nNOOP\r\n", 4), ["500", "500", "421"]);
  });

  it("keeps to the limits of S10 where it is told nothing else", async () => {
    const { port } = await server();
    const client = await talkTo({ port });
    const line = (octets: number): string => `NOOP ${"x".repeat(octets - "NOOP ".length)}\r\n`;
    const lines = `EHLO me\r\n${line(LIMITS.smtpLineBytes)}${line(LIMITS.smtpLineBytes + 1)}`;
    assert.deepEqual(await client.ask(lines, 3), ["250", "250", "500"]);
    const recipients = "RCPT TO:<a@example.org>\r\n".repeat(LIMITS.smtpRecipients + 1);
    const replies = await client.ask(`MAIL FROM:<>\r\n${recipients}`, LIMITS.smtpRecipients + 2);
    assert.deepEqual(replies.slice(-2), ["250", "452"]);
  });

  it("hangs up on silence", async (t) => {
    const timeouts = t.mock.method(Socket.prototype, "setTimeout");
    await talkTo(await server());
    assert.ok(timeouts.mock.calls.some(({ arguments: [ms] }) => ms === LIMITS.smtpIdleMs));
    const { port } = await server({ limits: { idleMs: 30 } });
    const client = await talkTo({ port });
    assert.match((await client.replies(1))[0] ?? "", /^421 4\.4\.2/);
  });

  it("turns away peers that are not named and connections that are too many", async () => {
    const { port } = await server({ peers: ["192.0.2.0/24"] });
    assert.match((await talkTo({ port })).greeting, /^554 5\.7\.1/);
    const full = await server({ limits: { connections: 1 } });
    await talkTo({ port: full.port });
    assert.match((await talkTo({ port: full.port })).greeting, /^421 4\.3\.2/);
  });

  it("lets the message in hand finish before it closes", async () => {
    const { server: mail, port, reception } = await server();
    let release = (): void => undefined;
    reception.deliver = async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return [reply(250, "2.0.0", "Taken")];
    };
    const client = await talkTo({ port });
    await client.ask(`EHLO me\r\n${ENVELOPE}`, 4);
    client.write("x\r\n.\r\n");
    await new Promise((resolve) => setTimeout(resolve, 20));
    const closed = mail.close(5000);
    release();
    assert.deepEqual(
      (await client.replies(2)).map((line) => line.slice(0, 9)),
      ["250 2.0.0", "421 4.3.2"],
    );
    await closed;
  });
});

describe("an LMTP session", () => {
  it("answers once per RCPT, in order, duplicates kept and spelling untouched", async () => {
    const { port, reception } = await server({ protocol: "lmtp" });
    const client = await talkTo({ port });
    const rcpts = ["List@x.example", "nobody@x.example", "list@x.example", "b@x.example"]
      .map((address) => `RCPT TO:<${address}>\r\n`)
      .join("");
    assert.deepEqual(await client.ask(`LHLO me\r\nMAIL FROM:<>\r\n${rcpts}DATA\r\n`, 7), [
      "250",
      "250",
      "250",
      "550",
      "250",
      "250",
      "354",
    ]);
    client.write("x\r\n.\r\n");
    assert.deepEqual(await client.replies(3), [
      "250 2.0.0 Taken 1",
      "250 2.0.0 Taken 2",
      "250 2.0.0 Taken 3",
    ]);
    assert.deepEqual(reception.mails[0]?.recipients, ["List@x.example", "list@x.example", "b@x.example"]);
  });

  it("answers for each recipient when the message as a whole is refused or delivery fails", async () => {
    const { port, reception } = await server({ protocol: "lmtp", limits: { messageBytes: 10 } });
    const client = await talkTo({ port });
    const envelope = "MAIL FROM:<>\r\nRCPT TO:<a@x.example>\r\nRCPT TO:<a@x.example>\r\nDATA\r\n";
    await client.ask(`LHLO me\r\n${envelope}`, 5);
    assert.deepEqual(await client.ask("01234567890\r\n.\r\n", 2), ["552", "552"]);
    reception.deliver = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
    await client.ask(envelope, 4);
    assert.deepEqual(await client.ask("x\r\n.\r\n", 2), ["452", "452"]);
    reception.deliver = async () => [reply(250, "2.0.0", "only one")];
    await client.ask(envelope, 4);
    assert.deepEqual(await client.ask("x\r\n.\r\nNOOP\r\n", 3), ["451", "451", "250"]);
  });

  it("refuses DATA without recipients with 503 and EHLO with 500", async () => {
    const { port } = await server({ protocol: "lmtp" });
    const client = await talkTo({ port });
    const talk = "EHLO me\r\nLHLO me\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@x.example>\r\nDATA\r\n";
    assert.deepEqual(await client.ask(talk, 5), ["500", "250", "250", "550", "503"]);
  });

  it("listens on a unix socket with the mode it was given, and replaces one that is dead", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "conclave-wire-")), "lmtp.sock");
    const address = { kind: "unix", path, mode: 0o660 } as const;
    const first = await runServer({ protocol: "lmtp", address });
    assert.equal((await stat(path)).mode & 0o777, 0o660);
    await assert.rejects(runServer({ protocol: "lmtp", address }), { code: "unavailable" });
    const client = await talkTo({ path });
    await client.ask("LHLO me\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.example>\r\nDATA\r\n", 4);
    assert.deepEqual(await client.ask("x\r\n.\r\n"), ["250"]);
    assert.equal(first.reception.mails[0]?.peer, "unix");
    await first.server.close(0);
    const other = join(path, "..", "file");
    await writeFile(other, "precious");
    await assert.rejects(server({ protocol: "lmtp", address: { kind: "unix", path: other } }), AppError);
    assert.equal((await stat(other)).size, 8);
  });

  it("is not to be had on port 25", async () => {
    const address = { kind: "tcp", host: "127.0.0.1", port: 25 } as const;
    await assert.rejects(runServer({ protocol: "lmtp", address }), { code: "bad-config" });
  });
});

describe("STARTTLS", () => {
  it("secures the session and forgets what was said before", async () => {
    const tls = makeTlsCertificate();
    const { port, reception } = await server({ tls });
    const client = await talkTo({ port });
    assert.deepEqual(await client.ask("EHLO before\r\nMAIL FROM:<>\r\nSTARTTLS\r\n", 3), [
      "250",
      "250",
      "220",
    ]);
    await client.startTls(tls.cert);
    assert.deepEqual(await client.ask("RCPT TO:<a@x.example>\r\nMAIL FROM:<>\r\nSTARTTLS\r\n", 3), [
      "503",
      "503",
      "502",
    ]);
    await client.ask(`EHLO after\r\n${ENVELOPE}`, 4);
    assert.deepEqual(await client.ask("x\r\n.\r\n"), ["250"]);
    assert.equal(reception.mails[0]?.tls, true);
    assert.equal(reception.mails[0]?.helo, "after");
  });

  it("needs a key and certificate that fit", async () => {
    await assert.rejects(runServer({ tls: { key: "x", cert: "y" } }), { code: "bad-config" });
  });
});
