/**
 * Another plan for members whom a post waits for: those who have a key by now get it sealed; those whose key was
 * lost after the first plan get a notice, or are kept in mind until one works.
 */
import { keyUsability, type MemberId } from "#base";
import { encodePlan, familiesFor, type List, planSealed, settingsForOpened } from "#lists";
import { leftMembers, type LeftMember, markKept, type PlanMember, replanMembers } from "#store";
import type { Sealing } from "./prepare-body.ts";
import type { PipelineSite } from "../site.ts";

const PAGE = 500;

/** Whether anybody is to be sealed for or told. */
export async function planAgain(
  site: PipelineSite,
  { mail, post }: Sealing,
  who: "all" | "lost",
): Promise<boolean> {
  let found = false;
  for (let after: MemberId | undefined; ;) {
    const ask = { postId: post.id, who, after, limit: PAGE };
    const page = await site.db.transact(async (tx) => {
      const left = await leftMembers(tx, ask);
      const plans = left.flatMap((member) => planRow(mail.list, member, site.clock.now()) ?? []);
      const planned = new Set(plans.map(({ memberId }) => memberId));
      const others = left.filter(({ memberId, lost }) => lost && !planned.has(memberId));
      await replanMembers(tx, post.id, plans);
      await markKept(
        tx,
        post.id,
        others.map(({ memberId }) => memberId),
      );
      found ||= plans.length > 0;
      return left;
    });
    after = page.at(-1)?.memberId;
    if (page.length < PAGE) return found;
  }
}

/** null: nothing is to be done for them at present. */
function planRow(list: List, member: LeftMember, now: Date): PlanMember | null {
  const { memberId, keys, lost, receives } = member;
  if (!receives) return null;
  const states = keys.map(({ scheme, fingerprint, ...facts }) => {
    return { scheme, fingerprint, state: keyUsability(facts, now) };
  });
  const { plan, sealedTo } = planSealed(list.settings, { id: memberId, keys: states });
  const isTold = lost && familiesFor(settingsForOpened(list.settings), "distrib_encrypt").length > 0;
  return sealedTo === null && !isTold ? null : { memberId, profile: encodePlan(plan), fingerprint: sealedTo };
}
