import assert from "node:assert/strict";
import { test } from "node:test";
import { every } from "./every.ts";

const MINUTE = 60_000;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("the first run is at once, the next ones come with the interval, none after the stop", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let runs = 0;
  const repeated = every(MINUTE, async () => void runs++, assert.ifError);
  assert.equal(runs, 1);
  await settled();
  t.mock.timers.tick(MINUTE);
  assert.equal(runs, 2);
  await repeated.stop();
  t.mock.timers.tick(MINUTE);
  assert.equal(runs, 2);
});

test("a run that fails is told, and the next one comes; a long one is never met by another", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const told: unknown[] = [];
  const long = Promise.withResolvers<void>();
  const runs = [Promise.reject(new Error("no disk")), long.promise];
  const repeated = every(
    MINUTE,
    () => runs.shift() ?? assert.fail("one too many"),
    (thrown) => told.push(thrown),
  );
  await settled();
  assert.match(String(told), /no disk/);
  t.mock.timers.tick(MINUTE);
  t.mock.timers.tick(MINUTE);
  assert.equal(runs.length, 0);
  long.resolve();
  await repeated.stop();
  assert.equal(told.length, 1);
});
