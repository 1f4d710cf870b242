/** Whether a post was written to the list, by what To and Cc say (`require_explicit_destination`). */
import { localPartOf } from "#base";
import { aliasWords } from "#config";
import type { List } from "../list.ts";

/** Whether an owner's expression fits a text; null: it would cost too much to find out, and no rule gets milder by it. */
export type Fits = (expression: string, text: string) => boolean | null;

/**
 * QUIRK: as in Mailman a name before the @ is enough, whatever stands behind it: mail servers rewrite domains.
 *
 * @param addresses addr-specs of To, Cc and their Resent-
 */
export function namesList(list: List, addresses: readonly string[], fits: Fits): boolean {
  const aliases = aliasWords(list.settings.acceptable_aliases);
  const own = localPartOf(list.address).toLowerCase();
  return addresses.some((text) => {
    const address = text.toLowerCase();
    const name = address.slice(0, Math.max(address.lastIndexOf("@"), 0));
    return name === own || aliases.some((alias) => isAlias(alias, { address, name }, fits));
  });
}

interface Named {
  readonly address: string;
  readonly name: string;
}

/** An expression without an @ is tried with what stands before the @ as well. */
function isAlias(alias: string, { address, name }: Named, fits: Fits): boolean {
  if (!alias.startsWith("^")) return alias.toLowerCase() === (alias.includes("@") ? address : name);
  return fits(alias, address) === true || (!alias.includes("@") && fits(alias, name) === true);
}
