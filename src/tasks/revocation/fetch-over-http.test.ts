import assert from "node:assert/strict";
import dns from "node:dns";
import { createServer, type RequestListener } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { LIMITS } from "#base";
import { fetchOverHttp } from "./fetch-over-http.ts";

const NEVER = new AbortController().signal;
const inside = fetchOverHttp({ allowPrivate: true });
const outside = fetchOverHttp({ allowPrivate: false });

async function serve(test: TestContext, answer: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

test("what is there is fetched; what is elsewhere or not there is not", async (t) => {
  const { port } = await serve(t, ({ url }, response) => {
    if (url === "/a.crl") response.end("list");
    else response.writeHead(url === "/moved" ? 302 : 404, { location: "/a.crl" }).end();
  });
  const at = (path: string) => inside(`http://127.0.0.1:${port}${path}`, NEVER);
  const got = await at("/a.crl");
  assert.deepEqual(got.ok && Buffer.from(got.value).toString(), "list");
  assert.deepEqual(await at("/b.crl"), { ok: false, error: "not-found" });
  assert.deepEqual(await at("/moved"), { ok: false, error: "not-found" }, "no redirection is followed");
});

test("one's own networks are not asked, whatever the name", async (t) => {
  const { port, asked } = await serve(t, (_request, response) => response.end("secret"));
  const hosts = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"];
  for (const host of hosts) {
    const got = await outside(`http://${host}:${port}/`, NEVER);
    assert.deepEqual(got, { ok: false, error: "private-address" }, host);
  }
  assert.deepEqual(asked, []);
});

test("a name with one public address among one's own is asked at none of them", async (t) => {
  const { port, asked } = await serve(t, (_request, response) => response.end("secret"));
  const own = { address: "127.0.0.1", family: 4 };
  const open = { address: "8.8.8.8", family: 4 };
  for (const addresses of [
    [own, open],
    [open, own],
  ]) {
    const names = t.mock.method(dns, "lookup", (...[, , found]: LookupArguments) => found(null, addresses));
    syncBuiltinESMExports();
    const got = await outside(`http://crl.example.org:${port}/`, NEVER);
    names.mock.restore();
    syncBuiltinESMExports();
    assert.deepEqual(got, { ok: false, error: "private-address" });
  }
  assert.deepEqual(asked, []);
});

type LookupArguments = [string, dns.LookupAllOptions, (error: null, found: dns.LookupAddress[]) => void];

test("other protocols and passwords are not tried", async (t) => {
  const { port, asked } = await serve(t, (_request, response) => response.end("x"));
  for (const url of [
    `https://127.0.0.1:${port}/`,
    `ftp://127.0.0.1:${port}/`,
    `http://u:p@127.0.0.1:${port}/`,
  ])
    assert.deepEqual(await inside(url, NEVER), { ok: false, error: "no-answer" }, url);
  assert.deepEqual(asked, []);
});

test("revocationListBytes: a file without end is let go", async (t) => {
  const piece = Buffer.alloc(1024 * 1024);
  const { port } = await serve(t, (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  assert.ok(LIMITS.revocationListBytes < 64 * 1024 * 1024);
  assert.deepEqual(await inside(`http://127.0.0.1:${port}/`, NEVER), { ok: false, error: "too-large" });
});

test("revocationListMs: who does not answer is not waited for, nor when the process ends", async (t) => {
  const { port } = await serve(t, () => {});
  const url = `http://127.0.0.1:${port}/`;
  assert.deepEqual(await inside(url, AbortSignal.timeout(20)), { ok: false, error: "no-answer" });
  t.mock.method(AbortSignal, "timeout", (ms: number) => {
    assert.equal(ms, LIMITS.revocationListMs);
    return AbortSignal.abort();
  });
  assert.deepEqual(await inside(url, NEVER), { ok: false, error: "no-answer" });
});

test("what is sent by POST arrives whole, and an answer has the bound that it is asked with", async (t) => {
  const got: string[] = [];
  const { port } = await serve(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      got.push(`${request.method} ${request.headers["content-type"]} ${Buffer.concat(chunks).toString()}`);
      response.end("x".repeat(100));
    });
  });
  const post = { type: "application/ocsp-request", body: Buffer.from("who?") };
  const url = `http://127.0.0.1:${port}/`;
  assert.ok((await inside(url, NEVER, { post, maxBytes: 100 })).ok);
  assert.deepEqual(await inside(url, NEVER, { post, maxBytes: 99 }), { ok: false, error: "too-large" });
  assert.deepEqual(got, Array(2).fill("POST application/ocsp-request who?"));
  assert.deepEqual(await outside(url, NEVER, { post }), { ok: false, error: "private-address" });
});
