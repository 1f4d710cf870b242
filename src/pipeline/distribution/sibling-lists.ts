/**
 * `regular_include_lists` and `regular_exclude_lists`: other lists of the site whose members get a post as well, or do
 * not, for they get it from there. On lists without keys: what To and Cc say there decides nothing (S2).
 */
import { domainOf, type EmailAddress, parseEmailAddress } from "#base";
import { type List, readStoredSettings, usesKeys } from "#lists";
import { listByAddress, memberByAddress, type Reader, type SeveralLists, type StoredList } from "#store";
import type { InFlight } from "../in-flight.ts";
import { destinations } from "../posting/header-lines.ts";
import { memberAddresses } from "../posting/sender-addresses.ts";

/** Lists that To or Cc name send it to their members themselves. */
export async function siblingLists(tx: Reader, mail: InFlight): Promise<SeveralLists> {
  const { list } = mail;
  const none = { listId: list.id, included: [], excluded: [] };
  const { regular_include_lists: include, regular_exclude_lists: exclude } = list.settings;
  if (usesKeys(list.settings) || (include.trim() === "" && exclude.trim() === "")) return none;
  const named = new Set(destinations(mail).map((address) => address.toLowerCase()));
  const isNamed = ({ address }: StoredList) => named.has(address.toLowerCase());
  const included = (await listsNamed(tx, list, include)).filter((one) => !isNamed(one) && !isSealed(one));
  const excluded = (await listsNamed(tx, list, exclude)).filter(isNamed);
  const absent: StoredList[] = [];
  for (const one of excluded) if (await isExcluded(tx, mail, one)) absent.push(one);
  return { listId: list.id, included: included.map(({ id }) => id), excluded: absent.map(({ id }) => id) };
}

/** Who joined a list with keys is written to under its keys, and is known to nobody outside of it. */
function isSealed({ settings }: StoredList): boolean {
  return usesKeys(readStoredSettings(settings).settings);
}

async function listsNamed(tx: Reader, list: List, text: string): Promise<readonly StoredList[]> {
  const found: StoredList[] = [];
  for (const word of text.split(/[\s,]+/)) {
    const address = addressOf(list, word);
    const other = address === null ? null : await listByAddress(tx, address);
    if (other !== null && other.id !== list.id) found.push(other);
  }
  return found;
}

function addressOf(list: List, word: string): EmailAddress | null {
  const address = parseEmailAddress(word.includes("@") ? word : `${word}@${domainOf(list.address)}`);
  return address.ok ? address.value : null;
}

/** A list that holds the post because its author is no member of it would keep it from its members. */
async function isExcluded(tx: Reader, mail: InFlight, { id }: StoredList): Promise<boolean> {
  if (mail.list.settings.regular_exclude_ignore === "no") return true;
  for (const address of memberAddresses(mail))
    if ((await memberByAddress(tx, id, address))?.receives === true) return true;
  return false;
}
