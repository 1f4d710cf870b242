/**
 * X-BeenThere, as Mailman writes it: the lists that a message went through. Each list adds itself and keeps the others,
 * so that lists that are members of each other, of whatever server, notice what comes back.
 */
import { type EmailAddress, LIMITS, parseEmailAddress, sameAddress } from "#base";
import type { FieldValues } from "./is-automatic.ts";

const NAME = "X-BeenThere";

/** It was here before, or at more lists than anybody writes to. */
export function hasBeenThere(header: FieldValues, here: EmailAddress): boolean {
  const been = header.all(NAME);
  return been.length > LIMITS.listsOnTheWay || been.some(({ value }) => isAddress(value, here));
}

/** Where a message came through. */
export interface Way {
  readonly header: FieldValues;
  /** Instead of the others, the list names itself as often: their number still ends a loop. */
  readonly hides: boolean;
}

/** The fields for what goes on from here; null: it begins here. */
export function beenThere(
  here: EmailAddress,
  way: Way | null,
): readonly (readonly [name: string, value: string])[] {
  const before = way?.header.all(NAME).map(({ value }) => (way.hides ? here : addressOf(value))) ?? [];
  return [here, ...before].filter((address) => address !== null).map((address) => [NAME, address] as const);
}

function addressOf(value: string): EmailAddress | null {
  const address = parseEmailAddress(value.trim());
  return address.ok ? address.value : null;
}

function isAddress(value: string, here: EmailAddress): boolean {
  const address = addressOf(value);
  return address !== null && sameAddress(address, here);
}
