/** What Sympa's own evaluator decided, case by case. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkCase, readCase } from "#scenario";

const CASES = new URL("../corpus/scenario-cases/cases.jsonl", import.meta.url);
const NOW = Date.UTC(2026, 10, 22) / 1000;

test("every recorded case is decided as Sympa decided it", async () => {
  const lines = readFileSync(CASES, "utf8").trimEnd().split("\n");
  assert.equal(lines.length, 681);
  for (const line of lines) {
    const one = readCase(line);
    assert.ok(one.ok);
    const { right, ...told } = await checkCase(one.value, NOW);
    assert.ok(right, JSON.stringify({ scenario: one.value.scenario, ...told }));
  }
});
