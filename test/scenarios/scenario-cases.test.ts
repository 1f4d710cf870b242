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

test("values that are no text are taken as Sympa takes them", async () => {
  const right = async (condition: string, given: object): Promise<boolean> => {
    const rest = { function: "send", auth_method: "smtp", source: "language", expected: { action: "do_it" } };
    const one = readCase(JSON.stringify({ scenario: `${condition} smtp -> do_it`, ...rest, ...given }));
    assert.ok(one.ok);
    return (await checkCase(one.value, NOW)).right;
  };
  assert.equal(await right("equal([topic_needed],1)", { context: { topic_needed: 1 } }), true);
  assert.equal(await right("equal([topic_needed],1)", { context: { topic_needed: true } }), true);
  assert.equal(await right("equal([sender],nobody)", { context: { sender: null } }), true);
  assert.equal(await right("equal([sender],nobody)", { context: null, env: null }), true);
  assert.equal(await right("equal([remote_host],x)", { context: { remote_host: ["x"] } }), false);
  const sealed = (smime_crypted: unknown) => ({
    context: { raw_message: "Subject: x\n\nx" },
    message_attrs: { smime_crypted },
  });
  assert.equal(await right("equal([msg_encrypted],smime)", sealed(true)), true);
  assert.equal(await right("equal([msg_encrypted],smime)", sealed(null)), false);
});
