/** Whose certificates count no more when a list trusts others than before: what a change of settings says first. */
import type { AuthorityFiles, EmailAddress } from "#base";
import type { ListSettings } from "#config";
import { trustsAuthorities } from "#lists";
import { namedAuthorities } from "./named-authorities.ts";
import { notVouchedOnList, type PeopleWithKeys } from "./not-vouched-on-list.ts";

export interface StoppingCertificates {
  /** unbound: only what is bound counts from then on. unvouched: no authority vouches for them by itself. */
  readonly why: "unbound" | "unvouched";
  readonly addresses: readonly EmailAddress[];
}

interface Change {
  readonly before: ListSettings;
  readonly after: ListSettings;
}

const TRUST = ["smime_trust", "smime_ca", "cafile", "capath"] as const;

export function changesTrust({ before, after }: Change): boolean {
  const asks = trustsAuthorities(before) || trustsAuthorities(after);
  return asks && TRUST.some((name) => before[name] !== after[name]);
}

/** null: nobody's. */
export async function stoppingCertificates(
  people: PeopleWithKeys,
  change: Change,
  { files, at }: { readonly files: AuthorityFiles | undefined; readonly at: Date },
): Promise<StoppingCertificates | null> {
  const { before, after } = change;
  if (!trustsAuthorities(after)) return withNames("unbound", unboundMembers(people));
  const lost = async (settings: ListSettings) => {
    const { files: authorities } = await namedAuthorities(settings, files);
    return notVouchedOnList(people, { authorities, at });
  };
  const were = trustsAuthorities(before) ? await lost(before) : [];
  const known = new Set(were.map(({ fingerprint }) => fingerprint));
  const stop = (await lost(after)).filter(({ fingerprint }) => !known.has(fingerprint));
  return withNames(
    "unvouched",
    stop.map(({ address }) => address),
  );
}

/** A certificate of an authority counted for them, and none is bound that they sign with. */
function unboundMembers({ members, memberKeys }: PeopleWithKeys): readonly EmailAddress[] {
  const signing = new Set(
    memberKeys
      .filter(({ scheme, description }) => scheme === "smime" && description.cannotSign === null)
      .map(({ memberId }) => memberId),
  );
  return members.filter(({ id }) => !signing.has(id)).map(({ address }) => address);
}

function withNames(
  why: StoppingCertificates["why"],
  addresses: readonly EmailAddress[],
): StoppingCertificates | null {
  return addresses.length === 0 ? null : { why, addresses: [...new Set(addresses)] };
}
