/** A server loads what it needs: cryptography comes with the first list that has keys, HTTP with the first question. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { temporaryFolder } from "../support/database.ts";

const LIST = "plain@example.org" as EmailAddress;
const CRYPTO = /\/src\/(?:openpgp|smime|protect)\/|\/node_modules\/openpgp\//;
/** With it Node loads a client of its own for fetch. */
const HTTP = "node:http";
const loaded: string[] = [];
registerHooks({
  load: (url, context, next) => {
    loaded.push(url);
    return next(url, context);
  },
});

test("a list without keys loads no room of cryptography, a list with keys does", async (t) => {
  const { newServer } = await import("../support/server.ts");
  const { listCreate, listShow, memberAdd } = await import("#operations");
  const server = await newServer(t);
  const settings = { generic_nonmember_action: "accept" };
  await server.call(listCreate, {
    address: LIST,
    preset: "vanilla",
    settings,
    owners: ["owner@example.org"],
  });
  await server.call(memberAdd, { list: LIST, member: { address: "member@example.org" } });
  const message = `From: a@example.net\r\nTo: ${LIST}\r\nSubject: x\r\nMessage-ID: <1@x>\r\n\r\nhello\r\n`;
  await server.post({ from: "a@example.net", to: LIST, message: Buffer.from(message) });
  assert.equal(server.mailbox("member@example.org").length, 1);
  assert.equal((await server.call(listShow, { list: LIST })).inWords.length, 1);
  assert.ok(loaded.some((url) => url.includes("/src/pipeline/")));
  assert.ok(!loaded.includes(HTTP));
  assert.deepEqual(
    loaded.filter((url) => CRYPTO.test(url)),
    [],
  );
  await server.call(listCreate, { address: "sealed@example.org", sealed: true });
  assert.ok(loaded.some((url) => CRYPTO.test(url)));
});

const PROGRAM = join(import.meta.dirname, "../../src/main/cli.ts");
/** What only some commands, a directory and another database need. */
const SELDOM =
  /\/src\/(?:cli|directory|inspect|scenario)\/|\/node_modules\/(?:commander|ldapts|pg|re2js|openpgp)\//;
/** Prints on standard output what the program loads. */
const TELLS = `
  import { writeSync } from "node:fs";
  import { registerHooks } from "node:module";
  import { isMainThread } from "node:worker_threads";
  const load = (url, context, next) => (writeSync(1, url + "\\n"), next(url, context));
  if (isMainThread) registerHooks({ load });`;

test("the server by its command loads no command line and nothing that is seldom asked", async (t) => {
  const options = ["--import", `data:text/javascript,${encodeURIComponent(TELLS)}`];
  const words = [...options, PROGRAM, "serve", "--data", temporaryFolder(t)];
  const server = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => server.kill("SIGKILL"));
  const told = text(server.stdout);
  let log = "";
  for await (const lines of server.stderr) {
    log += String(lines);
    if (log.includes("server.ready")) break;
  }
  server.kill("SIGKILL");
  const urls = (await told).split("\n");
  assert.ok(urls.some((url) => url.includes("/src/pipeline/")));
  assert.deepEqual(
    urls.filter((url) => SELDOM.test(url)),
    [],
  );
});
