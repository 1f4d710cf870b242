import { decide, go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * Loops that nothing outside shows: lists that hand on what is sealed name themselves in their signatures, which are
 * seen only when it is open (RFC 2634 §4). A history that cannot be read or believed waits for an owner.
 */
export async function readExpansions(mail: InFlight, context: StepContext): Promise<StepResult> {
  const expansions = mail.opened?.expansions ?? [];
  if (expansions.length === 0) return go(mail);
  const { judgeExpansions } = await import("#protect");
  const secrets = await context.keyring.secrets(mail.list.id);
  const own = secrets.all
    .filter(({ scheme }) => scheme === "smime")
    .flatMap(({ certificates }) => certificates);
  const verdict = judgeExpansions(expansions, own);
  if (verdict === "been-here")
    return decide(mail, {
      do: "discard",
      code: "loop",
      args: {},
      detail: "a signature inside names this list",
    });
  if (verdict === "fine" || mail.approved) return go(mail);
  return decide(mail, { do: "hold", code: "strange-history", args: {}, detail: verdict });
}
