/** Members' keys that end soon, or have ended and are still what the list knows them by. */
import { DAY_MS, type EmailAddress, type Fingerprint, type Scheme } from "#base";
import type { ListSettings } from "#config";
import { keyEnd, usedFamilies, withoutSuccessor } from "#lists";
import type { PeopleWithKeys } from "./not-vouched-on-list.ts";

const SOON_MS = 30 * DAY_MS;

export interface RunningOut {
  readonly address: EmailAddress;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly expiresAt: Date;
}

/** Within 30 days, in the families that the list uses for anything, signing included; soonest first. */
export function keysRunningOut(
  { members, memberKeys }: PeopleWithKeys,
  settings: ListSettings,
  at: Date,
): readonly RunningOut[] {
  const families = usedFamilies(settings);
  const owned = Map.groupBy(memberKeys, ({ memberId }) => memberId);
  return members
    .flatMap(({ id, address }) =>
      withoutSuccessor(owned.get(id) ?? []).flatMap((key): readonly RunningOut[] => {
        const { scheme, fingerprint } = key;
        const expiresAt = keyEnd(key);
        const isSoon = expiresAt !== null && expiresAt.getTime() <= at.getTime() + SOON_MS;
        return isSoon && families.includes(scheme) ? [{ address, scheme, fingerprint, expiresAt }] : [];
      }),
    )
    .toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
}
