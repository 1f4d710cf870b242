/**
 * Plans who gets a post how (members × profile), a page of members per transaction: one transaction for a huge list
 * would hold up all other lists. Copies for the first pages are sealed before the last ones are planned.
 */
import { keyUsability } from "#base";
import { encodePlan, planDelivery, planUnopened } from "#lists";
import {
  type FanOutMember,
  fanOutPage,
  leftToOthers,
  movePlan,
  type PlanMember,
  planMembers,
  type PostRow,
  type Reader,
  restOfPlan,
  type SeveralLists,
  type Transactor,
} from "#store";
import { isLeftSealed } from "../facts/left-sealed.ts";
import type { InFlight } from "../in-flight.ts";
import { wasOpened } from "../facts/was-opened.ts";
import { siblingLists } from "./sibling-lists.ts";
import { wantsTopics } from "./wants-topics.ts";
import { whoHasIt } from "./who-has-it.ts";

const PAGE = 500;

/** Plans for the next members; false if everybody is planned for. */
export async function planPage(
  tx: Transactor,
  mail: InFlight,
  { id, listId, number }: PostRow,
): Promise<boolean> {
  const rest = await restOfPlan(tx, id);
  if (rest === null) return false;
  const lists = await siblingLists(tx, mail);
  const { after, until } = rest;
  const forDigest = rest.forDigest && !isUrgent(mail) ? number : undefined;
  const page = await fanOutPage(tx, { listId, also: lists.included, after, until, limit: PAGE, forDigest });
  const wanting = await whoWants(tx, mail, { lists, page });
  await planMembers(
    tx,
    id,
    wanting.map((member) => planRow(mail, member)),
  );
  const last = page.at(-1);
  await movePlan(tx, id, page.length < PAGE || last === undefined ? null : last.memberId);
  return page.length > 0;
}

/** An owner or moderator said so: who reads digests or chose other topics gets it at once, too. */
export function isUrgent({ posting }: InFlight): boolean {
  return posting.urgent === "right";
}

/** Of a page those who have not got it in another way. */
export async function whoWants(
  tx: Reader,
  mail: InFlight,
  { lists, page }: { readonly lists: SeveralLists; readonly page: readonly FanOutMember[] },
): Promise<readonly FanOutMember[]> {
  const has = await whoHasIt(tx, mail);
  const left = await leftToOthers(
    tx,
    lists,
    page.map(({ memberId }) => memberId),
  );
  return page.filter(
    (one) =>
      !has.has(one.memberId) &&
      !left.has(one.memberId) &&
      (isUrgent(mail) || wantsTopics(one, mail.outgoing)),
  );
}

/** What one member gets, by the keys that work when the message is judged. */
export function planRow(mail: InFlight, { memberId, keys }: FanOutMember): PlanMember {
  const states = keys.map(({ scheme, fingerprint, ...facts }) => {
    return { scheme, fingerprint, state: keyUsability(facts, mail.judgedAt) };
  });
  const { settings } = mail.list;
  const member = { id: memberId, keys: states };
  const { plan, sealedTo } = isLeftSealed(mail)
    ? planUnopened(settings, member)
    : planDelivery(settings, member, wasOpened(mail));
  return { memberId, profile: encodePlan(plan), fingerprint: sealedTo };
}
