import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { createServer } from "node:tls";
import { afterEach, describe, it, test } from "node:test";
import fc from "fast-check";
import { type Sink, type SinkBehaviour, startSink } from "../../test/support/smtp-sink.ts";
import { makeTlsCertificate } from "../../test/support/crypto/tls-certificate.ts";
import { checkRelay, type ConnectOptions } from "./client-options.ts";
import { connect } from "./connect.ts";
import type { Envelope, MailConnection } from "./mail-connection.ts";

let sinks: Sink[] = [];
let connections: MailConnection[] = [];

async function sink(behaviour: SinkBehaviour = {}): Promise<Sink> {
  const started = await startSink(behaviour);
  sinks.push(started);
  return started;
}

function optionsFor(port: number, options: Partial<ConnectOptions> = {}): ConnectOptions {
  return {
    protocol: "smtp",
    address: { kind: "tcp", host: "127.0.0.1", port },
    hostname: "lists.example.org",
    ...options,
  };
}

async function open(port: number, options: Partial<ConnectOptions> = {}): Promise<MailConnection> {
  const connection = await connect(optionsFor(port, options));
  assert.ok(connection.ok, connection.ok ? "" : connection.error.text);
  connections.push(connection.value);
  return connection.value;
}

afterEach(async () => {
  for (const connection of connections) connection.close();
  for (const one of sinks) await one.down();
  sinks = [];
  connections = [];
});

function envelope(recipients: readonly string[], more: Partial<Envelope> = {}): Envelope {
  return { from: "list-bounces@x.example", recipients, eightBit: false, ...more };
}

const BODY = [Buffer.from("Subject: x\r\n\r\n.dot\r\n")];

describe("sending", () => {
  it("gives one result per recipient, duplicates kept", async () => {
    const relay = await sink({
      answer: (line) => (line.includes("<no@") ? "550 5.1.1 no such user" : undefined),
    });
    const connection = await open(relay.port);
    const results = await connection.send(envelope(["a@x.example", "no@x.example", "a@x.example"]), BODY);
    assert.deepEqual(
      results.map(({ rcptTo, code, outcome }) => [rcptTo, code, outcome]),
      [
        ["a@x.example", 250, "delivered"],
        ["no@x.example", 550, "permanent"],
        ["a@x.example", 250, "delivered"],
      ],
    );
    assert.equal(relay.messages[0]?.data.toString(), "Subject: x\r\n\r\n.dot\r\n");
    assert.deepEqual(relay.messages[0]?.recipients, ["a@x.example", "a@x.example"]);
  });

  it("keeps LMTP's answer for each recipient apart", async () => {
    const relay = await sink({ protocol: "lmtp" });
    const connection = await open(relay.port, { protocol: "lmtp" });
    const results = await connection.send(envelope(["a@x.example", "b@x.example"]), BODY);
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ["delivered", "delivered"],
    );
  });

  it("streams any content over any chunking unchanged", async () => {
    const relay = await sink();
    const connection = await open(relay.port);
    const line = fc.constantFrom("", ".", "..", "text", ".x");
    const chunk = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => `${lines.join("\r\n")}\r\n`);
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { minLength: 1, maxLength: 6 }), fc.nat(7), async (chunks, step) => {
        const whole = Buffer.from(chunks.join(""));
        const parts: Buffer[] = [];
        for (let at = 0; at < whole.length; at += step + 1) parts.push(whole.subarray(at, at + step + 1));
        const [result] = await connection.send(envelope(["a@x.example"]), parts);
        assert.equal(result?.outcome, "delivered");
        assert.deepEqual(relay.messages.at(-1)?.data, whole);
      }),
      { numRuns: 60 },
    );
  });

  it("reads a large body as fast as the server takes it", async () => {
    const relay = await sink({ discard: true });
    const connection = await open(relay.port);
    let made = 0;
    async function* body(): AsyncGenerator<Buffer> {
      for (; made < 100; made += 1) yield Buffer.from(`${"x".repeat(70)}\r\n`.repeat(1000));
    }
    const [result] = await connection.send(envelope(["a@x.example"], { size: 7_200_000 }), body());
    assert.equal(result?.outcome, "delivered");
    assert.equal(made, 100);
  });

  it("sends the next envelope behind the end of a message, and its end only when it may", async () => {
    const relay = await sink();
    const connection = await open(relay.port);
    let commit = (): void => undefined;
    const mayFinish = new Promise<void>((resolve) => (commit = resolve));
    const first = connection.send(envelope(["a@x.example"]), BODY);
    const second = connection.send(envelope(["b@x.example"]), BODY, { mayFinish });
    assert.equal((await first)[0]?.outcome, "delivered");
    while (relay.lines.filter((line) => line === "DATA").length < 2)
      await new Promise((resolve) => setTimeout(resolve, 2));
    assert.equal(relay.messages.length, 1);
    commit();
    assert.equal((await second)[0]?.outcome, "delivered");
    assert.equal(relay.messages.length, 2);
  });

  it("gives a message up, and the connection with it, when it may not be finished", async () => {
    const relay = await sink();
    const connection = await open(relay.port);
    const results = await connection.send(envelope(["a@x.example"]), BODY, {
      mayFinish: Promise.reject(new Error("commit failed")),
    });
    assert.equal(results[0]?.outcome, "temporary");
    assert.equal(results[0]?.answered, false);
    assert.equal(connection.usable, false);
    assert.equal(relay.taken, 0);
  });

  it("goes on with the next message after every kind of refusal", async () => {
    const relay = await sink();
    const connection = await open(relay.port);
    const refusals: readonly (readonly [string, string, string])[] = [
      ["MAIL", "451 4.3.0 later", "temporary"],
      ["RCPT", "550 5.1.1 no", "permanent"],
      ["DATA", "554 5.7.1 no", "permanent"],
    ];
    for (const [verb, answer, outcome] of refusals) {
      relay.behaviour.answer = (line) => (line.startsWith(verb) ? answer : undefined);
      assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, outcome, verb);
    }
    delete relay.behaviour.answer;
    relay.behaviour.finish = () => "452 4.3.1 full";
    assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "temporary");
    delete relay.behaviour.finish;
    assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "delivered");
    assert.equal(relay.connections, 1);
  });

  it("ends an empty message when DATA is accepted without recipients", async () => {
    const relay = await sink({ answer: (line) => (line.startsWith("RCPT") ? "550 5.1.1 no" : undefined) });
    const connection = await open(relay.port);
    relay.behaviour.answer = (line) => {
      if (line.startsWith("RCPT")) return "550 5.1.1 no";
      return line === "DATA" ? "354 go on" : line === "." ? "554 5.5.1 no recipients" : undefined;
    };
    assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "permanent");
    delete relay.behaviour.answer;
    assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "delivered");
  });

  it("speaks one command at a time to a server without PIPELINING", async () => {
    const relay = await sink({ extensions: [] });
    const connection = await open(relay.port);
    const results = await connection.send(envelope(["a@x.example"], { size: 99, eightBit: null }), BODY);
    assert.equal(results[0]?.outcome, "delivered");
    assert.ok(relay.lines.includes("MAIL FROM:<list-bounces@x.example>"));
  });

  it("declares SIZE, 8BITMIME and SMTPUTF8 where they are due", async () => {
    const relay = await sink();
    const connection = await open(relay.port);
    await connection.send(envelope(["gr\u00fcn@x.example"], { size: 20, eightBit: true }), [
      Buffer.from("\u00e4\r\n"),
    ]);
    assert.ok(relay.lines.some((line) => line.endsWith("> SIZE=20 BODY=8BITMIME SMTPUTF8")));
  });

  it("keeps a refusal, and leaves without an answer only those the connection was lost for", async () => {
    const relay = await sink({
      answer: (line) => (line.includes("<no@") ? "550 5.1.1 no such user" : undefined),
      finish: () => "drop",
    });
    const connection = await open(relay.port);
    const results = await connection.send(envelope(["no@x.example", "a@x.example"]), BODY);
    assert.deepEqual(
      results.map(({ outcome, answered }) => [outcome, answered]),
      [
        ["permanent", true],
        ["temporary", false],
      ],
    );
    assert.equal(connection.usable, false);
    assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "temporary");
  });

  it("waits no longer than it was told", async () => {
    const relay = await sink({ delayMs: 500 });
    const connection = await open(relay.port, { timeouts: { dataEnd: 30 } });
    const [result] = await connection.send(envelope(["a@x.example"]), BODY);
    assert.equal(result?.outcome, "temporary");
    assert.match(result?.text ?? "", /in time/);
  });
});

describe("what must not be sent", () => {
  const bodies: readonly (readonly [string, Envelope, readonly string[], SinkBehaviour])[] = [
    ["a bare LF", envelope(["a@x.example"]), ["a\nb\r\n"], {}],
    ["a bare CR between chunks", envelope(["a@x.example"]), ["a\r", "b\r\n"], {}],
    ["a CR at the end", envelope(["a@x.example"]), ["a\r"], {}],
    ["8-bit that was denied", envelope(["a@x.example"]), ["\u00e4\r\n"], {}],
    [
      "8-bit without 8BITMIME",
      envelope(["a@x.example"], { eightBit: null }),
      ["\u00e4\r\n"],
      { extensions: [] },
    ],
    [
      "8-bit known beforehand",
      envelope(["a@x.example"], { eightBit: true }),
      ["\u00e4\r\n"],
      { extensions: [] },
    ],
    ["SMTPUTF8 without the extension", envelope(["\u00fc@x.example"]), ["a\r\n"], { extensions: [] }],
    [
      "more than the server takes",
      envelope(["a@x.example"], { size: 11 }),
      ["a\r\n"],
      { extensions: ["SIZE 10"] },
    ],
    ["an address that ends the line", envelope(["a@x.example>\r\nRSET"]), ["a\r\n"], {}],
  ];
  for (const [what, mail, chunks, behaviour] of bodies) {
    it(`is refused for good: ${what}`, async () => {
      const relay = await sink(behaviour);
      const connection = await open(relay.port);
      const results = await connection.send(
        mail,
        chunks.map((chunk) => Buffer.from(chunk)),
      );
      assert.equal(results[0]?.outcome, "permanent");
      assert.equal(relay.taken, 0);
    });
  }
});

test("content that was looked at already is not looked at again", async () => {
  const relay = await sink();
  const connection = await open(relay.port);
  const looked = envelope(["a@x.example"], { inspected: true });
  const [result] = await connection.send(looked, [Buffer.from("\u00e4\r\n")]);
  assert.equal(result?.outcome, "delivered");
  const [unknown] = await connection.send({ ...looked, eightBit: null }, [Buffer.from("a\nb\r\n")]);
  assert.equal(unknown?.outcome, "permanent");
});

describe("connecting", () => {
  it("says why it could not", async () => {
    const relay = await sink({ answer: (line) => (line === "" ? "554 5.7.1 go away" : undefined) });
    const refused = await connect(optionsFor(relay.port));
    assert.equal(!refused.ok && refused.error.code, 554);
    await relay.down();
    const closed = await connect(optionsFor(relay.port));
    assert.equal(!closed.ok && closed.error.enhanced, "4.4.1");
  });

  it("uses STARTTLS with a certificate it can verify, and nothing less where it is required", async () => {
    const tls = makeTlsCertificate();
    const relay = await sink({ tls });
    const connection = await open(relay.port, { tls: "require", ca: tls.cert });
    assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "delivered");
    assert.equal(relay.messages[0]?.tls, true);
    const unverified = await connect(optionsFor(relay.port, { tls: "require" }));
    assert.equal(unverified.ok, false);
    const plain = await connect(optionsFor((await sink()).port, { tls: "require" }));
    assert.equal(!plain.ok && plain.error.code, 454);
    const chance = await open(relay.port, { tls: "opportunistic" });
    await chance.send(envelope(["a@x.example"]), BODY);
    assert.equal(relay.messages.at(-1)?.tls, true);
  });

  it("demands TLS of everything that is not loopback, and never sends a password without it", async () => {
    const far = { kind: "tcp", host: "relay.example.org", port: 25 } as const;
    const auth = { username: "u", password: "p" };
    const unsafe = optionsFor(1, { address: far, tls: "never", auth });
    await assert.rejects(connect(unsafe), { code: "bad-config" });
    assert.throws(() => checkRelay(unsafe), { code: "bad-config" });
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    assert.throws(() => checkRelay(optionsFor(1, { ca: broken })), { code: "bad-config" });
    checkRelay(optionsFor(1, { address: far, auth, ca: makeTlsCertificate().cert }));
  });

  it("speaks TLS from the first octet where it is told to, and verifies it", async (t) => {
    const tls = makeTlsCertificate();
    const server = createServer(tls, (socket) => {
      socket.write("220 hi\r\n");
      socket.on("error", () => socket.destroy());
      socket.on("data", () => socket.write("250 hi\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const connection = await open(port, { tls: "implicit", ca: tls.cert });
    assert.equal(connection.usable, true);
    assert.equal((await connect(optionsFor(port, { tls: "implicit" }))).ok, false);
  });

  for (const [mechanism, lines] of [
    ["PLAIN", [`AUTH PLAIN ${Buffer.from("\0us\u00e9r\0secret").toString("base64")}`]],
    [
      "LOGIN",
      ["AUTH LOGIN", Buffer.from("us\u00e9r").toString("base64"), Buffer.from("secret").toString("base64")],
    ],
  ] as const) {
    it(`authenticates with ${mechanism}`, async () => {
      const answers = new Map<string, string>(lines.map((line) => [line, "334 bmV4dA=="]));
      answers.set(lines[lines.length - 1] ?? "", "235 2.7.0 welcome");
      const relay = await sink({
        extensions: ["PIPELINING", `AUTH ${mechanism}`],
        answer: (line) => answers.get(line) ?? (line.startsWith("AUTH") ? "535 5.7.8 no" : undefined),
      });
      const auth = { username: "us\u00e9r", password: "secret" };
      const connection = await open(relay.port, { auth });
      assert.equal((await connection.send(envelope(["a@x.example"]), BODY))[0]?.outcome, "delivered");
      const wrong = await connect(optionsFor(relay.port, { auth: { ...auth, password: "wrong" } }));
      assert.equal(wrong.ok && mechanism === "PLAIN", false);
    });
  }
});
