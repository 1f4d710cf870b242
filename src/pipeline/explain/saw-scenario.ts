/** What the scenario of a list made of a post, for the operator: every rule, and what its variables stood for. */
import type { InFlight, Stage } from "../in-flight.ts";
import { isAnonymous } from "./names.ts";

export function sawScenario({ after }: Stage): readonly string[] {
  if (after.scenario === null) return ["the list has none: the plain sender rules count"];
  const { file, asksForSignatures, compiled } = after.scenario;
  const fault = compiled.fault === null ? [] : [`it refuses everything: ${compiled.fault.text}`];
  return [asksForSignatures ? `${file}, where signatures matter` : file, ...fault];
}

/** Nothing from inside what came sealed, and nobody's name on an anonymous list (S7). */
export function sawScenarioAnswer({ after }: Stage): readonly string[] {
  const { scenarioAnswer } = after;
  if (scenarioAnswer === null) return ["the list has none"];
  const { method, explain } = scenarioAnswer;
  return [`known by ${method}`, ...explain(hidden(after)).filter((line) => line !== "")];
}

function hidden(mail: InFlight): "nothing" | "message" | "values" {
  if (isAnonymous(mail.list)) return "values";
  return mail.opened === null || mail.opened.wasEncrypted === null ? "nothing" : "message";
}
