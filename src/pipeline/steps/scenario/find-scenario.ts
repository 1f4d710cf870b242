import { asksForSignatures, listScenario } from "#operations";
import { go, type InFlight, type StepContext, type StepResult } from "../../in-flight.ts";

/** `send`: the scenario that takes the place of the sender rules. Lists without one read no file for it. */
export async function findScenario(mail: InFlight, context: StepContext): Promise<StepResult> {
  if (mail.list.settings.send === "") return go(mail);
  const scenario = await listScenario(context.scenarios, mail.list, "send");
  return go({ ...mail, scenario: { ...scenario, asksForSignatures: asksForSignatures(scenario) } });
}
