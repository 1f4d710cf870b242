import { LIMITS } from "#base";
import { isOwnListId } from "#lists";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/** A message that went through this list before, or through too many hops (RFC 5321 §6.3). */
export async function detectLoop(mail: InFlight): Promise<StepResult> {
  const { header } = mail.message;
  const again = header.all("list-id").some((field) => isOwnListId(field.value, mail.list.address));
  const hops = header.all("received").length;
  if (!again && hops <= LIMITS.receivedHops) return go(mail);
  return decide(mail, {
    do: "discard",
    code: "loop",
    args: {},
    detail: again ? "own List-Id" : `${hops} hops`,
  });
}
