/**
 * Whether somebody may have what they want. Scenarios decide, as Sympa has it; what Sympa leaves to the role of who asks is
 * decided here. On a list with keys nothing that a field of a header says alone is enough (S2).
 */
import { type Person, sameAddress } from "#base";
import { readStoredSettings, usesKeys } from "#lists";
import { authorize, type Permit } from "#operations";
import { memberByAddress, type StoredList } from "#store";
import type { Desk } from "../desk.ts";
import type { Wish } from "./wish.ts";

/** Only what is held has these names: who was sent the key may. */
const BY_KEY_ALONE: readonly string[] = ["invitation", "return", "send", "address"];

export async function permit(desk: Desk, wish: Wish, person: Person): Promise<Permit> {
  if (wish.function === "moderate") return moderates(desk, wish, person);
  if (wish.function === "own" || wish.function === "own-address") return isOwn(wish, person);
  if (wish.function === "own-shown") return isShownToThem(wish, person);
  if (BY_KEY_ALONE.includes(wish.function)) return ALLOWED;
  const { db, clock, scenarios: site } = desk.context;
  const { list, email } = wish;
  const asked = { site, list, function: wish.function, actor: person, email, now: clock.now() };
  return authorize(db, asked);
}

const ALLOWED: Permit = { do: "allowed", notify: false, quiet: false };

function refused(why: string): Permit {
  return { do: "refused", why, quiet: false };
}

function prove(address: Person["address"]): Permit {
  return { do: "prove", address, quiet: false };
}

/** An owner or moderator, who proved to be that; on a list that uses keys, by their signature. */
async function moderates({ context }: Desk, { list }: Wish, person: Person): Promise<Permit> {
  const member = await context.db.read((tx) => memberByAddress(tx, list.id, person.address));
  if (member === null || !(member.owner || member.moderator)) return refused("no-moderator");
  if (isSigned(person)) return ALLOWED;
  if (listUsesKeys(list)) return refused("not-signed");
  return person.method === "md5" ? ALLOWED : prove(person.address);
}

/** What changes one's own membership and nobody else's. */
function isOwn({ list, email }: Wish, person: Person): Permit {
  if (!sameAddress(email, person.address)) return refused("not-own");
  if (isSigned(person) || person.method === "md5") return ALLOWED;
  if (person.method === "dkim" && !listUsesKeys(list)) return ALLOWED;
  return prove(email);
}

/** The answer goes to that address and to no other: where no keys are used, asking is enough. */
function isShownToThem(wish: Wish, person: Person): Permit {
  const permit = isOwn(wish, person);
  return permit.do === "prove" && !listUsesKeys(wish.list) ? ALLOWED : permit;
}

function isSigned({ method }: Person): boolean {
  return method === "smime" || method === "pgp";
}

export function listUsesKeys({ settings }: Pick<StoredList, "settings">): boolean {
  return usesKeys(readStoredSettings(settings).settings);
}
