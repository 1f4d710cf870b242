import type { AuthMethod } from "#base";
import { usesKeys } from "#lists";
import { type Answered, askScenario, stricter } from "#operations";
import type { ScenarioRequest } from "#scenario";
import { go, type InFlight, type StepContext, type StepResult } from "../../in-flight.ts";
import { scenarioAnswer } from "./scenario-answer.ts";
import { messageForScenario } from "./message-for-scenario.ts";

/**
 * Asks the scenario of `send`. Where signatures count no unsigned field opens a door (S2), and no field that is left out:
 * then it is asked twice, with and without what nobody signed, and the stricter answer counts.
 */
export async function askSendScenario(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { scenario } = mail;
  if (scenario === null) return go(mail);
  const ask = async (fields: "all" | "signed"): Promise<Answered> =>
    askScenario(scenario, await requestOf(mail, fields), {
      db: context.db,
      site: context.scenarios,
      list: mail.list,
      now: mail.judgedAt,
    });
  const all = await ask("all");
  const needsProof = scenario.asksForSignatures || usesKeys(mail.list.settings);
  const decided = needsProof ? stricter(all, await ask("signed")) : all;
  const method = methodOf(mail);
  return go({
    ...mail,
    scenarioAnswer: { explain: decided.explain, method, decision: scenarioAnswer(decided, mail) },
  });
}

/** The strongest that is proven of who wrote it. */
function methodOf(mail: InFlight): AuthMethod {
  if (mail.author.authentic && mail.signedAs !== null) return mail.signedAs === "smime" ? "smime" : "pgp";
  if (mail.approved || mail.confirmed) return "md5";
  return mail.vouchedFrom === null ? "smtp" : "dkim";
}

async function requestOf(mail: InFlight, fields: "all" | "signed"): Promise<ScenarioRequest> {
  return {
    function: "send",
    method: methodOf(mail),
    sender: (mail.shownAs ?? mail.author.address ?? "").toLowerCase(),
    email: "",
    context: {},
    message: await messageForScenario(mail, fields),
  };
}
