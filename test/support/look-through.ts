/** One evaluation of a scenario whose rules look for an expression in the body of a mail. */
import assert from "node:assert/strict";
import { latin1 } from "#base";
import { parseMessage } from "#mime";
import { compileScenario, evaluateScenario, scenarioMessage } from "#scenario";
import { caseWorld } from "../../src/scenario/cases/case-world.ts";

const NOW = Date.UTC(2026, 10, 22) / 1000;

/** Evaluates as many rules as look through everything that they may. */
export async function lookThrough(expression: string, body: string): Promise<void> {
  const world = caseWorld({ open: true, env: {}, now: NOW });
  const text = `match([msg_body],/${expression}/) smtp -> do_it\n`.repeat(16);
  const file = { function: "send", file: "send.test", files: world.files, useBlocklist: new Set<string>() };
  const entity = parseMessage(latin1(`Subject: x\r\n\r\n${body}`));
  assert.ok(entity.ok);
  const message = scenarioMessage(entity.value, { attributes: {}, encrypted: "" });
  const sender = { function: "send", method: "smtp", sender: "a@example.org", email: "", context: {} };
  await evaluateScenario(compileScenario({ ...file, text }), { ...sender, message }, world);
}
