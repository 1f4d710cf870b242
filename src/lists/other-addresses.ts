import { type EmailAddress, parseEmailAddress } from "#base";
import type { List } from "./list.ts";

/** Addresses besides its own that lead to a list (`acceptable_aliases`). */
export function otherAddresses({ settings }: Pick<List, "settings">): readonly EmailAddress[] {
  return settings.acceptable_aliases.split(/[\s,]+/).flatMap((text) => {
    const address = parseEmailAddress(text);
    return address.ok ? [address.value] : [];
  });
}
