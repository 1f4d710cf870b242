/** Who of some readers gets which digest how: members × posts × form × profile, as single posts are planned. */
import { type EmailAddress, keyUsability, type MemberId, type Profile, type Recipient } from "#base";
import { type List, planDelivery, planSealed, speakingTo, usesKeys, type WaitingReason } from "#lists";
import { type DigestForm, type DigestReader, keysOfMembers, type Reader, type StoredMemberKey } from "#store";
import { type DigestRange, DigestRanges } from "./digest-range.ts";

/** Readers whose copies are the same. */
export interface DigestGroup {
  /** Speaks their language. */
  readonly list: List;
  readonly range: DigestRange;
  readonly form: DigestForm;
  /** null: the list has nothing to do with keys. */
  readonly profile: Profile | null;
  readonly readers: readonly PlannedReader[];
}

export interface PlannedReader {
  readonly reader: DigestReader;
  readonly address: EmailAddress;
  /** null: in clear. */
  readonly recipient: Recipient | null;
}

/** Their key does not work, and it does not go in clear. */
export interface KeylessReader {
  readonly list: List;
  readonly reader: DigestReader;
  readonly range: DigestRange;
  readonly reason: WaitingReason;
}

export interface DigestPlan {
  readonly groups: readonly DigestGroup[];
  readonly keyless: readonly KeylessReader[];
  /** Nothing that they should have is there any more. */
  readonly idle: readonly { readonly reader: DigestReader; readonly range: DigestRange }[];
}

interface Planning {
  readonly list: List;
  /** Number of the last post of the digest. */
  readonly last: number;
  readonly at: Date;
}

export async function planDigests(
  tx: Reader,
  { list, last, at }: Planning,
  readers: readonly DigestReader[],
): Promise<DigestPlan> {
  const ranges = new DigestRanges(tx, list);
  const keys = usesKeys(list.settings) ? await keysOf(tx, readers) : new Map<MemberId, StoredMemberKey[]>();
  const groups = new Map<string, DigestGroup>();
  const keyless: KeylessReader[] = [];
  const idle: DigestPlan["idle"][number][] = [];
  for (const reader of readers) {
    const range = await ranges.of(reader, last);
    const speaking = speakingTo(list, reader);
    const way = wayTo(speaking, range, { reader, keys: keys.get(reader.memberId) ?? [], at });
    if (range.posts.length === 0) idle.push({ reader, range });
    else if ("reason" in way) keyless.push({ list: speaking, reader, range, reason: way.reason });
    else addTo(groups, { list: speaking, range, form: reader.form, profile: way.profile }, way.planned);
  }
  return { groups: [...groups.values()], keyless, idle };
}

type Way =
  { readonly profile: Profile | null; readonly planned: PlannedReader } | { readonly reason: WaitingReason };

interface Asked {
  readonly reader: DigestReader;
  readonly keys: readonly StoredMemberKey[];
  readonly at: Date;
}

/** One post that goes to nobody but sealed, and the whole digest does (S6), whatever the settings say by then. */
function wayTo(list: List, { posts }: DigestRange, { reader, keys, at }: Asked): Way {
  const { memberId, address } = reader;
  const isSealed = posts.some(({ sealed }) => sealed);
  if (!usesKeys(list.settings) && !isSealed)
    return { profile: null, planned: { reader, address, recipient: null } };
  const states = keys.map((key) => {
    const { scheme, fingerprint } = key;
    return { scheme, fingerprint, state: keyUsability(key, at) };
  });
  const member = { id: memberId, keys: states };
  const { plan, sealedTo } = isSealed
    ? planSealed(list.settings, member)
    : planDelivery(
        list.settings,
        member,
        posts.some(({ opened }) => opened),
      );
  if (plan.kind === "notice") return { reason: plan.reason };
  const chosen = states.find(({ fingerprint }) => fingerprint === sealedTo);
  return { profile: plan.profile, planned: { reader, address, recipient: chosen?.state.usable ?? null } };
}

async function keysOf(tx: Reader, readers: readonly DigestReader[]) {
  const keys = await keysOfMembers(
    tx,
    readers.map(({ memberId }) => memberId),
  );
  return Map.groupBy(keys, ({ memberId }) => memberId);
}

function addTo(
  groups: Map<string, DigestGroup>,
  group: Omit<DigestGroup, "readers">,
  planned: PlannedReader,
): void {
  const { list, range, form, profile } = group;
  const name = [range.since, range.to, form, list.settings.language, profile?.key ?? ""].join(" ");
  const known = groups.get(name) ?? { ...group, readers: [] };
  groups.set(name, { ...known, readers: [...known.readers, planned] });
}
