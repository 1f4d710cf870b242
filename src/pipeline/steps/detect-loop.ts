import { LIMITS } from "#base";
import { doorAddress, hasBeenThere, hasLoopField, isOwnListId } from "#lists";
import { decide, go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/** A message that went through this list before, or through too many hops (RFC 5321 §6.3) or lists. */
export async function detectLoop(mail: InFlight, { imageKey }: StepContext): Promise<StepResult> {
  const { header } = mail.message;
  const here = mail.door === "owner" ? doorAddress(mail.list.address, "owner") : mail.list.address;
  const again =
    header.all("list-id").some((field) => isOwnListId(field.value, mail.list.address)) ||
    hasLoopField(header, { key: imageKey, list: mail.list.address }) ||
    hasBeenThere(header, here);
  const hops = header.all("received").length;
  if (!again && hops <= LIMITS.receivedHops) return go(mail);
  return decide(mail, {
    do: "discard",
    code: "loop",
    args: {},
    detail: again ? "been here before" : `${hops} hops`,
  });
}
