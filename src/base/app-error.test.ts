import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { AppError } from "./app-error.ts";
import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe("AppError", () => {
  for (const code of codes) {
    test(`${code} has the exit code and retry of its table row`, () => {
      const error = new AppError({ code, publicText: "No." });
      assert.equal(error.exitCode, ERROR_CODES[code].exit);
      assert.equal(error.retry, ERROR_CODES[code].retry);
    });
  }

  test("keeps the public text free of the detail", () => {
    const error = new AppError({ code: "bad-data", publicText: "No key in it.", detail: "line 7" });
    assert.equal(error.publicText, "No key in it.");
    assert.equal(error.detail, "line 7");
    assert.equal(error.message, "No key in it. (line 7)");
  });
});

describe("AppError.fromUnknown", () => {
  test("gives an AppError back as it is", () => {
    const error = new AppError({ code: "busy", publicText: "Later." });
    assert.equal(AppError.fromUnknown(error), error);
  });

  const full: readonly (readonly [string, object])[] = [
    ["the file system", { code: "ENOSPC" }],
    ["PostgreSQL", { code: "53100" }],
    ["SQLite", { code: "ERR_SQLITE_ERROR", errcode: 13 }],
  ];
  for (const [who, fields] of full) {
    test(`takes a full disk reported by ${who} for storage-full, which is tried again`, () => {
      const thrown = Object.assign(new Error("no space"), fields);
      const error = AppError.fromUnknown(thrown);
      assert.equal(error.code, "storage-full");
      assert.equal(error.retry, true);
      assert.equal(error.cause, thrown);
    });
  }

  test("takes anything else for internal, keeps it as the cause and tells nobody but the log", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.constant({ toString: false }),
          fc.string().map((text) => new Error(text)),
        ),
        (thrown) => {
          const error = AppError.fromUnknown(thrown);
          assert.equal(error.code, "internal", inspect(thrown));
          assert.equal(error.publicText, "Something went wrong inside the server.");
          assert.equal(error.cause, thrown);
        },
      ),
    );
  });

  test("names a thrown Error in the detail", () => {
    assert.equal(AppError.fromUnknown(new TypeError("x is null")).detail, "TypeError: x is null");
  });
});
