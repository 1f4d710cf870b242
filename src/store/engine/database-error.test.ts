import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, type ErrorCode, silentLogger, systemClock, systemRandom } from "#base";
import { temporaryFolder, testMasterKey } from "../../../test/support/database.ts";
import { databaseError } from "./database-error.ts";
import { openDatabase } from "./open-database.ts";

const context = { masterKey: testMasterKey, clock: systemClock, random: systemRandom, logger: silentLogger };

function failsWith(code: ErrorCode) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

test("what databases say becomes one of our codes, the rest stays as it is", () => {
  const cases: readonly (readonly [object, ErrorCode | null])[] = [
    [{ code: "ERR_SQLITE_ERROR", errcode: 13 }, "storage-full"],
    [{ code: "ERR_SQLITE_ERROR", errcode: 517 }, "busy"],
    [{ code: "ERR_SQLITE_ERROR", errcode: 5 }, "busy"],
    [{ code: "53100" }, "storage-full"],
    [{ code: "ENOSPC" }, "storage-full"],
    [{ code: "40P01" }, "busy"],
    [{ code: "57P01" }, "unavailable"],
    [{ code: "ECONNREFUSED" }, "unavailable"],
    [{ code: "ENOENT", syscall: "connect" }, "unavailable"],
    [{ message: "timeout exceeded when trying to connect" }, "unavailable"],
    [{ message: "Connection terminated unexpectedly" }, "unavailable"],
    [{ message: "Client has encountered a connection error and is not queryable" }, "unavailable"],
    [{ code: "ENOENT", syscall: "open" }, null],
    [{ code: "42601" }, null],
  ];
  for (const [facts, code] of cases) {
    const thrown = Object.assign(new Error("x"), facts);
    const error = databaseError(thrown);
    if (code === null) assert.equal(error, thrown);
    else assert.ok(failsWith(code)(error), JSON.stringify(facts));
  }
});

test("a database that cannot be opened says why", async (t) => {
  const folder = temporaryFolder(t);
  const open = (url: string) => openDatabase({ url, ...context });
  await assert.rejects(open("mysql://x"), failsWith("bad-config"));
  await assert.rejects(open(`sqlite:${folder}/missing/conclave.db`), failsWith("unavailable"));
  await assert.rejects(open(`postgres://x@/x?host=${folder}`), failsWith("unavailable"));
});
