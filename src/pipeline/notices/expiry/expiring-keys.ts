/** Which keys of a list are to be told of: those that expire soon or have expired, and that nobody was told of yet. */
import type { Fingerprint, KeyDescription, Recipient, Scheme } from "#base";
import { expiryStage, type List, usedFamilies } from "#lists";
import type { KeyWarning, ListKey, StoredMember, StoredMemberKey } from "#store";

export interface ExpiringKey {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly expiresAt: Date;
  /** Days before; 0: it has expired. */
  readonly stage: number;
  /** It came along with mail, and so may what takes its place. */
  readonly harvested: boolean;
}

/** A member's, or of the list itself (null). */
export interface OwnedKey extends ExpiringKey {
  readonly member: StoredMember | null;
}

interface BoundKey {
  readonly scheme: Scheme;
  readonly description: Pick<KeyDescription, "expiresAt" | "revoked" | "cannotSign" | "fingerprint">;
  readonly recipient: Pick<Recipient, "usableUntil"> | null;
  readonly source: StoredMemberKey["source"];
  readonly pinned: boolean;
}

/** Those that have no successor yet, of the schemes that the list uses. */
export function expiringKeys(list: List, keys: readonly BoundKey[], at: Date): readonly ExpiringKey[] {
  const families = usedFamilies(list.settings);
  return keys
    .filter(({ scheme, description }) => families.includes(scheme) && !description.revoked)
    .filter((key) => !keys.some((other) => succeeds(other, key)))
    .flatMap((key) => {
      const { scheme, description, source, pinned } = key;
      const harvested = source === "harvest" && !pinned;
      const { fingerprint } = description;
      return atStage(list, { scheme, fingerprint, harvested, expiresAt: expiryOf(key) }, at);
    });
}

/** The list's own, of those that it seals and signs with at present. */
export function expiringListKeys(list: List, keys: readonly ListKey[], at: Date): readonly ExpiringKey[] {
  const families = usedFamilies(list.settings);
  return keys
    .filter(({ scheme, active }) => active && families.includes(scheme))
    .flatMap(({ scheme, fingerprint, expiresAt }) =>
      atStage(list, { scheme, fingerprint, harvested: false, expiresAt }, at),
    );
}

function atStage(
  list: List,
  { expiresAt, ...key }: Omit<ExpiringKey, "stage" | "expiresAt"> & { readonly expiresAt: Date | null },
  at: Date,
): readonly ExpiringKey[] {
  if (expiresAt === null) return [];
  const stage = expiryStage(list.settings, expiresAt, at);
  return stage === null ? [] : [{ ...key, expiresAt, stage }];
}

/** Of the whole key or of the part that mail is sealed to, whichever is first. */
function expiryOf({ description, recipient }: BoundKey): Date | null {
  const times = [description.expiresAt, recipient?.usableUntil ?? null].filter((one) => one !== null);
  return times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** It does all that the other does, and for longer. */
function succeeds(next: BoundKey, key: BoundKey): boolean {
  if (next === key || next.scheme !== key.scheme || next.description.revoked) return false;
  if (key.recipient !== null && next.recipient === null) return false;
  if (key.description.cannotSign === null && next.description.cannotSign !== null) return false;
  const [mine, its] = [expiryOf(key), expiryOf(next)];
  return mine !== null && (its === null || its > mine);
}

/** What was told stands; a later stage is news, and so is another date: the key was renewed meanwhile. */
export function isNews(
  told: readonly KeyWarning[],
  who: KeyWarning["told"],
  { fingerprint, expiresAt, stage }: ExpiringKey,
): boolean {
  const before = told.find((one) => one.told === who && one.fingerprint === fingerprint);
  if (before === undefined || before.expiresAt.getTime() !== expiresAt.getTime()) return true;
  return stage < before.stage;
}

/** Members with the keys that are bound to them. */
export function keysOfEach(
  members: readonly StoredMember[],
  keys: readonly StoredMemberKey[],
): readonly { readonly member: StoredMember; readonly keys: readonly StoredMemberKey[] }[] {
  const owned = Map.groupBy(keys, ({ memberId }) => memberId);
  return members.map((member) => ({ member, keys: owned.get(member.id) ?? [] }));
}
