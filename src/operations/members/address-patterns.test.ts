import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { isAmong } from "./address-patterns.ts";

const ANN = "Ann@Example.org" as EmailAddress;

test("addresses are found beside expressions that cost too much; of others nobody knows (S10)", async () => {
  const costly = "^a{900}b ".repeat(500);
  assert.equal(await isAmong(`${costly} ann@example.org`, ANN), true);
  assert.equal(await isAmong(`^ann@ ${costly}`, ANN), true);
  assert.equal(await isAmong(`${costly} ^ann@`, ANN), null);
});

test("each text is asked about its own words, however many are asked between", async () => {
  const texts = Array.from({ length: 20 }, (_, nth) => `^x${nth} ${nth % 2 === 0 ? "^ann@" : "^bob@"}`);
  for (const nth of [...texts.keys(), ...texts.keys()])
    assert.equal(await isAmong(texts[nth] ?? "", ANN), nth % 2 === 0, texts[nth]);
  assert.equal(await isAmong(" ", ANN), false);
});
