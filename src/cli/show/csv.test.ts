import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCsv } from "./csv.ts";

const COLUMNS = ["address", "name", "key"];

test("rows become records with the line they start on", () => {
  const read = readCsv(
    'address,name\r\na@example.org,"Ann, ""the"" first\nand only"\nb@example.org\n',
    COLUMNS,
  );
  assert.deepEqual(read, {
    ok: true,
    value: [
      { line: 2, cells: { address: "a@example.org", name: 'Ann, "the" first\nand only' } },
      { line: 4, cells: { address: "b@example.org", name: "" } },
    ],
  });
});

test("a byte order mark, empty lines and a missing last line end are accepted", () => {
  const read = readCsv("\u{feff}Address\n\na@example.org\n\nb@example.org", COLUMNS);
  assert.deepEqual(read.ok && read.value.map((row) => row.line), [3, 5]);
});

test("a row with more cells than columns is an error", () => {
  const read = readCsv("address\na@example.org,Ann\n", COLUMNS);
  assert.deepEqual(read, { ok: false, error: "line 2: it has more cells than the first line" });
});

test("unknown columns are named", () => {
  assert.deepEqual(readCsv("adress\na@example.org\n", COLUMNS), {
    ok: false,
    error: "line 1: there is no column “adress”. The columns are: address, name, key",
  });
});

test("an open quote is an error with its line", () => {
  const read = readCsv('address,name\na@example.org,Ann\nb@example.org,"Bob\n', COLUMNS);
  assert.equal(read.ok ? "" : read.error.slice(0, 7), "line 3:");
});

test("what is written by the rules reads back", () => {
  const cell = fc.string().filter((text) => text.trim() === text && !text.includes("\r"));
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      const text = ["address,name", ...rows.map((row) => row.map(quote).join(","))].join("\r\n");
      const read = readCsv(text, COLUMNS);
      const wanted = rows.filter((row) => row.some((value) => value !== ""));
      assert.ok(read.ok);
      assert.deepEqual(
        read.value.map(({ cells }) => [cells["address"], cells["name"]]),
        wanted,
      );
    }),
  );
});
