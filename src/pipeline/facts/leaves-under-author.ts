/** Whether a copy of a post goes out under its author's own From, where a domain's DMARC policy is about it. */
import { asId, type MemberId } from "#base";
import { planDelivery, planUnopened } from "#lists";
import { goesAsItCame } from "./goes-as-it-came.ts";
import type { InFlight } from "../in-flight.ts";
import { isLeftSealed } from "./left-sealed.ts";
import { wasOpened } from "./was-opened.ts";

const NO_KEY = { id: asId<MemberId>(0), keys: [] };

/** Asked for somebody who has no key: nobody's copy is less protected than theirs. */
export function leavesUnderAuthor(mail: InFlight): boolean {
  const { settings } = mail.list;
  const { plan } = isLeftSealed(mail)
    ? planUnopened(settings, NO_KEY)
    : planDelivery(settings, NO_KEY, wasOpened(mail));
  if (plan.kind === "notice") return false;
  if (goesAsItCame(mail, plan.profile)) return true;
  return settings.anonymous_list === "no" && plan.profile.cipher === "none" && !plan.profile.sign;
}
