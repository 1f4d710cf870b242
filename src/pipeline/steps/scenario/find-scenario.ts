import { asksForSignatures, listScenario } from "#operations";
import { go, type InFlight, type StepContext, type StepResult } from "../../in-flight.ts";

/**
 * `send`: the scenario that takes the place of the sender rules. Lists without one read no file for it. Where it asks who
 * signed, no password opens anything: whoever reads one on its way could write with it.
 */
export async function findScenario(mail: InFlight, context: StepContext): Promise<StepResult> {
  if (mail.list.settings.send === "") return go(mail);
  const scenario = await listScenario(context.scenarios, mail.list, "send");
  const asks = asksForSignatures(scenario);
  const opens = asks && mail.posting.password === "right";
  const posting = opens ? { ...mail.posting, password: "none" as const } : mail.posting;
  return go({ ...mail, posting, scenario: { ...scenario, asksForSignatures: asks } });
}
