/** Who of a list's members can read its posts, by the same plan that posts are sent by. */
import { type Fingerprint, keyUsability, type MemberId, utcDay, type WhyCode } from "#base";
import type { ListSettings } from "#config";
import { whyText } from "#i18n";
import { listDemand, planDelivery, type WaitingReason } from "#lists";
import {
  fanOutPage,
  type FanOutMember,
  type Reader,
  type StoredList,
  type WaitingFor,
  waitingOnList,
} from "#store";
import { iso } from "../views.ts";

const PAGE = 500;

/** A member who gets a notice instead of posts. */
export interface UnreachedMember {
  readonly address: string;
  /** Why nothing can be sealed for them, as a stable code and in words. */
  readonly why: WhyCode;
  readonly whyText: string;
  /** The key that it is about; null: they have none. */
  readonly fingerprint: Fingerprint | null;
  /** null: not yet. */
  readonly toldAt: string | null;
  /** How many posts are kept for them, and until when the oldest. */
  readonly kept: number;
  readonly keptUntil: string | null;
}

export interface ListReaders {
  readonly members: number;
  readonly unreached: readonly UnreachedMember[];
  /** Addresses of those who get posts in clear though the list seals. */
  readonly inClear: readonly string[];
}

export interface AskedReaders {
  readonly list: StoredList;
  readonly settings: ListSettings;
  readonly at: Date;
}

export async function readersOf(tx: Reader, asked: AskedReaders): Promise<ListReaders> {
  const { list, settings } = asked;
  const waiting = await waitingOnList(tx, list.id);
  const unreached: UnreachedMember[] = [];
  const inClear: string[] = [];
  const seals = listDemand(settings, "distrib_encrypt") !== "no";
  let members = 0;
  for (let after: MemberId | undefined; ;) {
    const page = await fanOutPage(tx, { listId: list.id, after, limit: PAGE, at: asked.at });
    members += page.length;
    for (const member of page) {
      const plan = planFor(asked, member);
      if (plan.kind === "notice")
        unreached.push(unreachedView(member, plan.reason, waiting.get(member.memberId)));
      else if (plan.profile.marked && seals) inClear.push(member.address);
    }
    after = page.at(-1)?.memberId;
    if (page.length < PAGE) return { members, unreached, inClear };
  }
}

/** What they get of a post that came sealed, where such are opened. */
function planFor(
  { settings, at }: AskedReaders,
  { memberId, keys }: FanOutMember,
): ReturnType<typeof planDelivery>["plan"] {
  const states = keys.map(({ scheme, fingerprint, ...facts }) => {
    return { scheme, fingerprint, state: keyUsability(facts, at) };
  });
  const opens = listDemand(settings, "post_encrypt") !== "no";
  const { plan } = planDelivery(settings, { id: memberId, keys: states }, opens);
  return plan;
}

function unreachedView(
  { address }: FanOutMember,
  { why, fingerprint, expiredAt }: WaitingReason,
  waiting: WaitingFor | undefined,
): UnreachedMember {
  return {
    address,
    why,
    whyText: inWords({ why, fingerprint, expiredAt }),
    fingerprint,
    toldAt: iso(waiting?.toldAt ?? null),
    kept: waiting?.kept ?? 0,
    keptUntil: iso(waiting?.until ?? null),
  };
}

function inWords({ why, fingerprint, expiredAt }: WaitingReason): string {
  if (fingerprint === null) return "no key";
  return expiredAt === null ? whyText(why, "en") : `the key expired on ${utcDay(expiredAt)}`;
}
