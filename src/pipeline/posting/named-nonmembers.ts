/** `accept_`, `hold_`, `reject_` and `discard_these_nonmembers`: which of them name the sender of a post. */
import { domainOf, type EmailAddress, parseEmailAddress } from "#base";
import type { List } from "#lists";
import { isAmong } from "#operations";
import { listByAddress, memberByAddress, type Reader } from "#store";
import type { InFlight, StepContext } from "../in-flight.ts";

const ACTIONS = ["accept", "hold", "reject", "discard"] as const;

/** In the order in which they are asked; hold where it would cost too much to find out. */
export async function namedNonmembers(
  mail: InFlight,
  { db }: Pick<StepContext, "db">,
): Promise<readonly (typeof ACTIONS)[number][]> {
  const { list } = mail;
  const sender = mail.author.address;
  const asked = ACTIONS.filter((action) => list.settings[`${action}_these_nonmembers`].trim() !== "");
  if (sender === null || asked.length === 0) return [];
  const named = await Promise.all(
    asked.map(async (action) => {
      const text = list.settings[`${action}_these_nonmembers`];
      const isNamed = await isAmong(text, sender);
      if (isNamed === true || (await db.read((tx) => isOnOther(tx, { list, text, sender })))) return [action];
      return isNamed === null ? ["hold" as const] : [];
    }),
  );
  return named.flat();
}

interface Asked {
  readonly list: List;
  readonly text: string;
  readonly sender: EmailAddress;
}

/** `@other`: the members of another list of the site; of the list itself nobody is meant. */
async function isOnOther(tx: Reader, { list, text, sender }: Asked): Promise<boolean> {
  for (const word of text.split(/\s+/).filter((one) => one.startsWith("@"))) {
    const named = word.slice(1);
    const address = parseEmailAddress(named.includes("@") ? named : `${named}@${domainOf(list.address)}`);
    const other = address.ok ? await listByAddress(tx, address.value) : null;
    if (other === null || other.id === list.id) continue;
    if ((await memberByAddress(tx, other.id, sender))?.receives === true) return true;
  }
  return false;
}
