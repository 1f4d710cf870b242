import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ERROR_CODES } from "./error-codes.ts";

/** sysexits.h, EX__BASE to EX__MAX. */
const SYSEXITS = { first: 64, last: 78 };
const EX_TEMPFAIL = 75;

describe("ERROR_CODES", () => {
  for (const [code, row] of Object.entries(ERROR_CODES)) {
    test(`${code}: exit code, SMTP reply and text are well formed`, () => {
      assert.match(code, /^[a-z]+(?:-[a-z]+)*$/);
      assert.ok(row.exit >= SYSEXITS.first && row.exit <= SYSEXITS.last);
      assert.match(row.smtp, /^([45])\d\d \1\.\d{1,3}\.\d{1,3}$/);
      assert.match(row.means, /^[A-Z].*\.$/);
    });

    test(`${code}: what may work later has a transient reply`, () => {
      if (row.retry) assert.equal(row.smtp[0], "4");
    });
  }

  test("exit code 75, on which a mail server tries again, is given only where that can help", () => {
    for (const row of Object.values(ERROR_CODES)) if (row.exit === EX_TEMPFAIL) assert.equal(row.retry, true);
  });
});
