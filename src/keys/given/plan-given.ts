/**
 * What becomes of keys that nobody was asked about (S9). An encryption key is added only for a member who has none in any
 * family, and takes a harvested one's place only where an authority vouches for both; everything else waits for the
 * owner. Pure.
 */
import type { StoredMemberKey } from "#store";
import type { GivenKey } from "./given-key.ts";

export type GivenPlan =
  | { readonly do: "bind"; readonly given: GivenKey; readonly instead: readonly StoredMemberKey[] }
  | {
      readonly do: "renew";
      readonly given: GivenKey;
      readonly known: StoredMemberKey;
      readonly instead: readonly StoredMemberKey[];
    }
  | { readonly do: "offer"; readonly given: GivenKey }
  | { readonly do: "nothing"; readonly given: GivenKey };

type Bound = readonly StoredMemberKey[];

/** @param bound all keys of the member on this list */
export function planGiven(bound: Bound, keys: readonly GivenKey[]): readonly GivenPlan[] {
  const chose = keys.some(({ chosen, vouched }) => chosen === true && vouched);
  const others = bound.filter(({ fingerprint }) =>
    keys.every(({ key }) => key.description.fingerprint !== fingerprint),
  );
  return keys.map((given): GivenPlan => {
    const { fingerprint } = given.key.description;
    const known = bound.find((one) => one.fingerprint === fingerprint);
    if (known !== undefined && chose && changesUse(bound, known, given))
      return { do: "renew", given, known, instead: seals(given) ? others.filter(isForSealing) : [] };
    if (known !== undefined)
      return isNews(known, given) ? { do: "renew", given, known, instead: [] } : { do: "nothing", given };
    const instead = placeOf(bound, others, given);
    return instead === null ? { do: "offer", given } : { do: "bind", given, instead };
  });
}

/** Whether mail is sealed to this certificate changes with it: it begins, or ends. */
function changesUse(bound: Bound, known: StoredMemberKey, given: GivenKey): boolean {
  if (!given.vouched || !bound.every(isHarvested)) return false;
  return (known.recipient === null) === seals(given);
}

/**
 * null: an owner has to say so.
 *
 * @param others what is bound and did not come along
 */
function placeOf(bound: Bound, others: Bound, given: GivenKey): Bound | null {
  if (!given.vouched) return null;
  if (!bound.every(isHarvested)) {
    const adds = seals(given) && !bound.some(isForSealing);
    return adds ? [] : null;
  }
  const instead = others.filter((one) => takesPlaceOf(given, one));
  return instead.every((old) => isNotOlder(given, old)) ? instead : null;
}

function isHarvested({ source, pinned, scheme }: StoredMemberKey): boolean {
  return source === "harvest" && !pinned && scheme === "smime";
}

/** Out of date or revoked, too: the person has a key, and an owner knows about it. Not what its holder kept for signing. */
function isForSealing(key: StoredMemberKey): boolean {
  const { recipient, description } = key;
  if (recipient !== null) return true;
  const isKeptForSigning = isHarvested(key) && description.cannotEncrypt === null;
  return !isKeptForSigning && description.cannotEncrypt !== "key-cannot-encrypt";
}

function seals({ key }: GivenKey): boolean {
  return key.recipient !== null;
}

/** One for both uses stands in for all; else one for sealing for those, and one for signing for those. */
function takesPlaceOf(given: GivenKey, old: StoredMemberKey): boolean {
  if (seals(given) && given.key.description.cannotSign === null) return true;
  return seals(given) === isForSealing(old);
}

/** Who sends an old signature once more brings no old certificate back. */
function isNotOlder({ key }: GivenKey, { description }: StoredMemberKey): boolean {
  return description.revoked || key.description.createdAt >= description.createdAt;
}

/** The same key with another end, revoked, or with another subkey to seal to. A certificate never changes. */
function isNews(known: StoredMemberKey, { key }: GivenKey): boolean {
  if (known.scheme === "smime") return false;
  const { description, recipient } = key;
  return (
    description.expiresAt?.getTime() !== known.description.expiresAt?.getTime() ||
    description.revoked !== known.description.revoked ||
    locatorOf(recipient) !== locatorOf(known.recipient)
  );
}

function locatorOf(recipient: StoredMemberKey["recipient"]): string {
  return recipient === null ? "" : Buffer.from(recipient.locator).toString("hex");
}
