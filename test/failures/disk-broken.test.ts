/** A disk that fails a flush: the server confirms nothing any more and ends. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../support/database.ts";

const PROGRAM = join(import.meta.dirname, "../../src/main/cli.ts");
/** From the signal SIGUSR2 on the next flush fails, and none after it: as Linux does it. */
const FAILING_DISK = `
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  const real = fs.fdatasync;
  let fails = false;
  process.on("SIGUSR2", () => (fails = true));
  fs.fdatasync = (file, done) => {
    if (!fails) return real(file, done);
    fails = false;
    setImmediate(done, Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
  };
  syncBuiltinESMExports();`;

test("the server ends with a status that has it started again", async (t) => {
  const folder = temporaryFolder(t);
  const options = ["--import", `data:text/javascript,${encodeURIComponent(FAILING_DISK)}`];
  const server = spawn(process.execPath, [...options, PROGRAM, "serve", "--data", folder]);
  t.after(() => server.kill("SIGKILL"));
  const ended = once(server, "exit");
  let log = "";
  const ready = Promise.withResolvers<void>();
  server.stderr.setEncoding("utf8").on("data", (lines: string) => {
    log += lines;
    if (log.includes("server.ready")) ready.resolve();
  });
  await ready.promise;
  server.kill("SIGUSR2");
  // A write for the server, unless one of its own came first.
  const words = ["list", "create", "team@example.org", "--owner", "owner@example.org"];
  const command = spawn(process.execPath, [PROGRAM, ...words, "--data", folder], { stdio: "ignore" });
  await once(command, "exit");
  assert.deepEqual(await ended, [69, null]);
  assert.match(log, /server\.database-broken.*disk did not take what was written/s);
});
