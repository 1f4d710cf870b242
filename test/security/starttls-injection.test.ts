/** Plain text slipped in around STARTTLS must not be taken for what was said under TLS (S15, RFC 3207 §6). */
import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { runServer } from "../support/programs/mail-reception.ts";
import { RawSmtp } from "../support/raw-smtp.ts";
import { makeTlsCertificate } from "../support/crypto/tls-certificate.ts";
import { connect } from "#wire";

const tls = makeTlsCertificate();

describe("STARTTLS injection", () => {
  it("of commands into the server is discarded", async () => {
    const { server, port, reception } = await runServer({ tls });
    const client = await RawSmtp.connect({ port });
    await client.ask("EHLO me\r\n");
    const injected = "EHLO evil\r\nMAIL FROM:<evil@x.example>\r\nRCPT TO:<list@x.example>\r\n";
    assert.deepEqual(await client.ask(`STARTTLS\r\n${injected}`), ["220"]);
    await client.startTls(tls.cert);
    assert.deepEqual(await client.ask("DATA\r\n"), ["503"]);
    assert.deepEqual(await client.ask("EHLO me\r\nDATA\r\nNOOP\r\n", 3), ["250", "503", "250"]);
    assert.equal(reception.mails.length, 0);
    client.close();
    await server.close(0);
  });

  it("of plain text where the handshake should be costs that connection only", async () => {
    const { server, port } = await runServer({ tls });
    const client = await RawSmtp.connect({ port });
    assert.deepEqual(await client.ask("EHLO me\r\nSTARTTLS\r\n", 2), ["250", "220"]);
    client.write("MAIL FROM:<evil@x.example>\r\n");
    assert.ok(!(await client.replies(1)).some((reply) => reply.startsWith("250")));
    const other = await RawSmtp.connect({ port });
    assert.deepEqual(await other.ask("EHLO me\r\nQUIT\r\n", 2), ["250", "221"]);
    client.close();
    other.close();
    await server.close(0);
  });

  it("of replies into the client ends the connection", async () => {
    for (const injected of ["250 injected\r\n", "250-half a reply"]) {
      const server = createServer((socket) => {
        socket.on("error", () => socket.destroy());
        socket.write("220 hi\r\n");
        socket.on("data", (line) => {
          if (line.toString().startsWith("EHLO")) socket.write("250-hi\r\n250 STARTTLS\r\n");
          else socket.write(`220 go on\r\n${injected}`);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const connection = await connect({
        protocol: "smtp",
        address: { kind: "tcp", host: "127.0.0.1", port },
        hostname: "x.example",
        tls: "require",
        ca: tls.cert,
      });
      assert.equal(connection.ok, false);
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("of a server that takes STARTTLS back leaves a client without TLS unconnected", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.write("220 hi\r\n");
      socket.on("data", (line) => {
        socket.write(
          line.toString().startsWith("EHLO") ? "250-hi\r\n250 STARTTLS\r\n" : "454 4.7.0 not now\r\n",
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const address = { kind: "tcp", host: "127.0.0.1", port } as const;
    const connection = await connect({ protocol: "smtp", address, hostname: "x.example", tls: "require" });
    assert.equal(connection.ok, false);
    await new Promise((resolve) => server.close(resolve));
  });
});
