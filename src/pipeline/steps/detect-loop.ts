import { addressKey, type EmailAddress, LIMITS } from "#base";
import { isOwnListId } from "#lists";
import { OWNER_MARK } from "../owner-mark.ts";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/** A message that went through this list before, or through too many hops (RFC 5321 §6.3). */
export async function detectLoop(mail: InFlight): Promise<StepResult> {
  const { header } = mail.message;
  const again =
    header.all("list-id").some((field) => isOwnListId(field.value, mail.list.address)) ||
    header.all(OWNER_MARK).some((field) => isOwnMark(field.value, mail));
  const hops = header.all("received").length;
  if (!again && hops <= LIMITS.receivedHops) return go(mail);
  return decide(mail, {
    do: "discard",
    code: "loop",
    args: {},
    detail: again ? "been here before" : `${hops} hops`,
  });
}

function isOwnMark(value: string, { list, door }: InFlight): boolean {
  return door === "owner" && addressKey(value.trim() as EmailAddress) === addressKey(list.address);
}
