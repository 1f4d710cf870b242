/**
 * Whether somebody may hear that a list is there: who is on it, and whom its visibility is for. To everybody else a command
 * that names it is answered as if there were none.
 */
import type { EmailAddress, Person } from "#base";
import { authorize } from "#operations";
import { memberByAddress, type StoredList } from "#store";
import type { Desk } from "../desk.ts";

/** Whose mail nobody sent, as far as is known. */
const NOBODY: Person = { kind: "person", address: "nobody@invalid" as EmailAddress, method: "smtp" };

/** A member too, whatever the list's `advertised` or its scenario says. */
export async function mayKnowOf(desk: Desk, list: StoredList): Promise<boolean> {
  const asker = await desk.who(list);
  const actor = asker.ok ? asker.person : NOBODY;
  const { db } = desk.context;
  return (
    (await isVisible(desk, list, actor)) ||
    (await db.read((tx) => memberByAddress(tx, list.id, actor.address))) !== null
  );
}

/** Whether its `advertised`, or its scenario `visibility`, shows it to this person. */
export async function isVisible(desk: Desk, list: StoredList, actor: Person): Promise<boolean> {
  const { db, clock, scenarios: site } = desk.context;
  const asked = { site, list, function: "visibility", actor, now: clock.now() };
  return (await authorize(db, asked)).do === "allowed";
}
