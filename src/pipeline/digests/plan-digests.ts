/** Who of some readers gets which digest how: members × posts × form × profile, as single posts are planned. */
import { type EmailAddress, keyUsability, type MemberId, type Profile, type Recipient } from "#base";
import { type List, planDelivery, planSealed, speakingTo, usesKeys, type WaitingReason } from "#lists";
import {
  type DigestForm,
  type DigestPost,
  type DigestReader,
  keysOfMembers,
  type Reader,
  type StoredMemberKey,
} from "#store";
import { type DigestRange, DigestRanges, markText } from "./digest-range.ts";

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

/** No key of theirs works, and some posts do not go in clear. */
export interface KeylessReader {
  readonly list: List;
  readonly reader: DigestReader;
  readonly reason: WaitingReason;
  readonly waiting: readonly DigestPost[];
}

export interface DigestPlan {
  readonly groups: readonly DigestGroup[];
  readonly keyless: readonly KeylessReader[];
  /** Nothing is there for them that they should have, or may have yet. */
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
  planning: Planning,
  readers: readonly DigestReader[],
): Promise<DigestPlan> {
  const { list, last, at } = planning;
  const ranges = new DigestRanges(tx, list);
  const keys = usesKeys(list.settings) ? await keysOf(tx, readers) : new Map<MemberId, StoredMemberKey[]>();
  const plan: Planned = { groups: new Map(), keyless: [], idle: [] };
  for (const reader of readers) {
    const asked = { reader, keys: keys.get(reader.memberId) ?? [], at };
    const speaking = speakingTo(list, reader);
    const range = await ranges.of(reader, last);
    const way = wayTo(speaking, range, asked);
    if (range.posts.length === 0) plan.idle.push({ reader, range });
    else if (!("reason" in way)) addTo(plan, { list: speaking, range }, way);
    else
      planKeyless(plan, asked, {
        list: speaking,
        whole: range,
        rest: await ranges.inClear(reader, last),
        reason: way.reason,
      });
  }
  return { ...plan, groups: [...plan.groups.values()] };
}

interface Planned {
  readonly groups: Map<string, DigestGroup>;
  readonly keyless: KeylessReader[];
  readonly idle: DigestPlan["idle"][number][];
}

interface Keyless {
  readonly list: List;
  readonly whole: DigestRange;
  /** What of it may go in clear. */
  readonly rest: DigestRange;
  readonly reason: WaitingReason;
}

/** What came in clear goes on; where it may not by now, it waits as well. */
function planKeyless(plan: Planned, asked: Asked, { list, whole, rest, reason }: Keyless): void {
  const { reader } = asked;
  const way = rest.posts.length === 0 ? null : wayTo(list, rest, asked);
  const allWaits = way !== null && "reason" in way;
  const waiting = allWaits ? whole.posts : rest.leftOut;
  if (waiting.length > 0) plan.keyless.push({ list, reader, reason, waiting });
  if (way === null) plan.idle.push({ reader, range: rest });
  else if (!("reason" in way)) addTo(plan, { list, range: rest }, way);
  else if (list.settings.keep_for_keyless === 0) plan.idle.push({ reader, range: whole });
}

interface Sendable {
  readonly profile: Profile | null;
  readonly planned: PlannedReader;
}

type Way = Sendable | { readonly reason: WaitingReason };

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
  { groups }: Planned,
  { list, range }: Pick<DigestGroup, "list" | "range">,
  { profile, planned }: Sendable,
): void {
  const { form } = planned.reader;
  const { from, to, leftOut } = range;
  const marks = `${markText(from)} ${markText(to)} ${leftOut.length}`;
  const name = [marks, form, list.settings.language, profile?.key ?? ""].join(" ");
  const known = groups.get(name) ?? { list, range, form, profile, readers: [] };
  groups.set(name, { ...known, readers: [...known.readers, planned] });
}
