/** Which keys of a list are to be told of: those that expire soon or have expired, and that nobody was told of yet. */
import type { Fingerprint, Scheme } from "#base";
import { type BoundKey, expiryStage, keyEnd, type List, usedFamilies, withoutSuccessor } from "#lists";
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

type GivenKey = BoundKey & Pick<StoredMemberKey, "source" | "pinned">;

/** Those that have no successor yet, of the schemes that the list uses. */
export function expiringKeys(list: List, keys: readonly GivenKey[], at: Date): readonly ExpiringKey[] {
  const families = usedFamilies(list.settings);
  return withoutSuccessor(keys)
    .filter(({ scheme }) => families.includes(scheme))
    .flatMap((key) => {
      const { scheme, description, source, pinned } = key;
      const harvested = source === "harvest" && !pinned;
      const { fingerprint } = description;
      return atStage(list, { scheme, fingerprint, harvested, expiresAt: keyEnd(key) }, at);
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
