/**
 * Plans who gets a post how (members × profile), a page of members per transaction: one transaction for a huge list
 * would hold up all other lists. Copies for the first pages are sealed before the last ones are planned.
 */
import { keyUsability } from "#base";
import { encodePlan, planDelivery, planUnopened } from "#lists";
import {
  type FanOutMember,
  fanOutPage,
  movePlan,
  type PlanMember,
  planMembers,
  type PostRow,
  restOfPlan,
  type Transactor,
} from "#store";
import { isLeftSealed } from "../left-sealed.ts";
import type { InFlight } from "../in-flight.ts";
import { wasOpened } from "../was-opened.ts";
import { wantsTopics } from "./wants-topics.ts";
import { whoHasIt } from "./who-has-it.ts";

const PAGE = 500;

/** Plans for the next members; false if everybody is planned for. */
export async function planPage(tx: Transactor, mail: InFlight, { id, listId }: PostRow): Promise<boolean> {
  const rest = await restOfPlan(tx, id);
  if (rest === null) return false;
  const page = await fanOutPage(tx, { listId, ...rest, limit: PAGE });
  const has = await whoHasIt(tx, mail);
  const wanting = page.filter((member) => !has.has(member.memberId) && wantsTopics(member, mail.outgoing));
  await planMembers(
    tx,
    id,
    wanting.map((member) => planRow(mail, member)),
  );
  const last = page.at(-1);
  await movePlan(tx, id, page.length < PAGE || last === undefined ? null : last.memberId);
  return page.length > 0;
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
