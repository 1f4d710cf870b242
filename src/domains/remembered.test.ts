import assert from "node:assert/strict";
import { test } from "node:test";
import { remembered } from "./remembered.ts";

function scene() {
  const asked: string[] = [];
  let now = 0;
  const ask = remembered(
    (domain) => {
      asked.push(domain);
      return Promise.resolve(domain === "none.example" ? null : domain.length);
    },
    { now: () => new Date(now) },
  );
  return { ask, asked, later: (minutes: number) => void (now += minutes * 60_000) };
}

test("a domain is asked about once in some minutes, while nobody answered yet and where there is nothing, too", async () => {
  const { ask, asked, later } = scene();
  assert.deepEqual(await Promise.all([ask("a.example"), ask("A.Example"), ask("b.example")]), [9, 9, 9]);
  assert.deepEqual([await ask("none.example"), await ask("none.example")], [null, null]);
  later(4);
  assert.equal(await ask("a.example"), 9);
  assert.deepEqual(asked, ["a.example", "b.example", "none.example"]);
  later(1);
  assert.equal(await ask("a.example"), 9);
  assert.deepEqual(asked, ["a.example", "b.example", "none.example", "a.example"]);
});

test("of many domains the oldest are forgotten", async () => {
  const { ask, asked } = scene();
  for (let nth = 0; nth <= 1000; nth += 1) await ask(`${nth}.example`);
  await ask("1.example");
  assert.equal(asked.length, 1001);
  await ask("0.example");
  assert.equal(asked.length, 1002);
});
