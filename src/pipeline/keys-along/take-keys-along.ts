/** Writes what became of the keys that a mail brought, in the transaction that decides about the mail (S9). */
import { type ReasonCode, sameAddress } from "#base";
import { takeGivenKeys } from "#keys";
import type { Decision } from "#lists";
import { memberByAddress, memberById, type Transactor } from "#store";
import type { InFlight } from "../in-flight.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";

/** Of a mail that is accepted: what an authority vouches for is bound, the rest waits for the owners. */
export async function takeKeysAlong(tx: Transactor, mail: InFlight): Promise<void> {
  await take(tx, mail, { onlyOffers: false });
}

/** Of who joined by a mail of theirs, with the joining: the welcome is sealed to it. */
export async function takeNewcomersKeys(tx: Transactor, mail: InFlight): Promise<void> {
  const { keysAlong, signedAt, arrivedAt } = mail;
  if (keysAlong?.member === null && isSignedInTime(signedAt, arrivedAt)) await takeKeysAlong(tx, mail);
}

/** What is said of an old mail, or of one for somebody else, says nothing of its sender's keys. */
const STALE: readonly ReasonCode[] = [
  "too-old",
  "clock-ahead",
  "no-signed-time",
  "replayed",
  "opened-elsewhere",
  "signed-for-others",
  "key-compromised",
];

/** Of one that is not: nothing is bound by it. */
export async function offerKeysAlong(tx: Transactor, mail: InFlight, decision: Decision): Promise<void> {
  if ("code" in decision && STALE.includes(decision.code)) return;
  await take(tx, mail, { onlyOffers: true });
}

async function take(
  tx: Transactor,
  { keysAlong, judgedAt: at, list, author, vouchedFrom }: InFlight,
  { onlyOffers }: { readonly onlyOffers: boolean },
): Promise<void> {
  if (keysAlong === null) return;
  const { member: known, address } = keysAlong;
  const member = await (known === null ? memberByAddress(tx, list.id, address) : memberById(tx, known));
  if (member === null || member.listId !== list.id) return;
  const keys = onlyOffers ? keysAlong.keys.filter(({ vouched }) => !vouched) : keysAlong.keys;
  const backed = author.authentic || (vouchedFrom !== null && sameAddress(vouchedFrom, address));
  await takeGivenKeys(tx, { member, keys, backed, at });
}
