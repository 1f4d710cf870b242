/** People as the list names them to members (S2): the address is what a rule was asked about, the name is anybody's. */
import { addressKey, type EmailAddress, parseEmailAddress } from "#base";
import { decodeWords, parseAddresses } from "#mime";
import { oneLine } from "./words/one-line.ts";

export interface ShownPerson {
  /** "" for none. */
  readonly name: string;
  readonly address: EmailAddress;
}

/** null: the value is not one mailbox. */
export function shownPerson(value: string): ShownPerson | null {
  const [only, ...others] = parseAddresses(value);
  if (only?.kind !== "mailbox" || others.length > 0) return null;
  const address = parseEmailAddress(only.address);
  return address.ok ? { name: shownName(only.name, address.value), address: address.value } : null;
}

/**
 * One line, and "" for a name that could be read as another address: most programs show the name and not the address.
 *
 * @param name as it came, perhaps with encoded words
 */
export function shownName(name: string, address: EmailAddress): string {
  const line = oneLine(decodeWords(name));
  // Full-width and small forms of @ look like it.
  if (!line.normalize("NFKC").includes("@")) return line;
  const repeated = parseEmailAddress(line);
  return repeated.ok && addressKey(repeated.value) === addressKey(address) ? line : "";
}
