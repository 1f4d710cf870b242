/**
 * Judges recorded cases: a scenario's text, a request, and the decision that Sympa gave. Only unknown actions are let
 * through, as where the cases were recorded.
 */
import { err, ok, type Result, utf8 } from "#base";
import { parseMessage } from "#mime";
import { caseWorld } from "./case-world.ts";
import { compileScenario } from "../evaluate/compile-scenario.ts";
import { evaluateScenario } from "../evaluate/evaluate-scenario.ts";
import { type ScenarioMessage, scenarioMessage } from "../scenario-message.ts";
import type { Attributes } from "../evaluate/world.ts";

export interface Expected {
  readonly action: string;
  readonly reason?: string;
  readonly tt2?: string;
}

/** One line of a file of cases. */
export interface ScenarioCase {
  readonly id: string | number;
  /** Says what is special: "closed", "use_blocklist". */
  readonly source?: unknown;
  readonly function: string;
  readonly auth_method: string;
  readonly scenario: string;
  readonly context: Given;
  readonly message_attrs?: Given;
  readonly env?: Given;
  readonly expected: Expected;
}

/** Values as JSON has them; null: there is none. */
type Given = Readonly<Record<string, unknown>> | null;

export interface CheckedCase {
  readonly id: string | number;
  readonly right: boolean;
  readonly expected: Expected;
  readonly actual: Expected;
}

/** The error says what is wrong with the line. */
export function readCase(line: string): Result<ScenarioCase, string> {
  try {
    const value = JSON.parse(line) as Partial<ScenarioCase>;
    const texts = [value.scenario, value.function, value.auth_method, value.expected?.action];
    const isCase = texts.every((text) => typeof text === "string") && typeof value.context === "object";
    return isCase
      ? ok(value as ScenarioCase)
      : err("It is no case: scenario, function, auth_method, context or expected is missing.");
  } catch (thrown) {
    return err((thrown as Error).message);
  }
}

/** @param now seconds since 1970 */
export async function checkCase(one: ScenarioCase, now: number): Promise<CheckedCase> {
  const source = typeof one.source === "string" ? one.source : "";
  const world = caseWorld({ open: !source.includes("closed"), env: texts(one.env), now });
  const useBlocklist = new Set(source.includes("use_blocklist") ? [one.function] : []);
  const file = `${one.function}.case`;
  const input = { function: one.function, file, text: one.scenario, files: world.files, useBlocklist };
  const { sender = "", email = "", raw_message: raw, ...context } = texts(one.context);
  const request = {
    function: one.function,
    method: one.auth_method,
    sender,
    email,
    context,
    message: raw === undefined ? null : messageOf(raw, texts(one.message_attrs)),
  };
  const decided = await evaluateScenario(compileScenario(input), request, world, {
    passUnknownActions: true,
  });
  const actual = outcome(decided);
  const expected = outcome(one.expected);
  return { id: one.id, right: JSON.stringify(actual) === JSON.stringify(expected), expected, actual };
}

/** A reason that is null in a file is none. */
function outcome({ action, reason, tt2 }: Expected): Expected {
  const given = Object.entries({ reason, tt2 }).filter(([, text]) => typeof text === "string");
  return { action, ...Object.fromEntries(given) };
}

/** Sympa's values are texts: a number is one, true is "1", false "0", and null or what has parts is absent. */
function texts(given: Given | undefined): Attributes {
  return Object.fromEntries(
    Object.entries(given ?? {}).flatMap(([name, value]) => {
      if (typeof value === "boolean") return [[name, value ? "1" : "0"]];
      return typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [];
    }),
  );
}

function messageOf(raw: string, attributes: Attributes): ScenarioMessage | null {
  const entity = parseMessage(utf8(raw));
  if (!entity.ok) return null;
  const isCrypted = (attributes["smime_crypted"] ?? "0") !== "0" && attributes["smime_crypted"] !== "";
  return scenarioMessage(entity.value, { attributes, encrypted: isCrypted ? "smime" : "" });
}
