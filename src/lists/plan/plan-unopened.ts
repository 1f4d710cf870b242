/** Who gets a post how that came sealed and was not opened: the list knows nothing of what is in it. */
import type { ListSettings } from "#config";
import { profileOf } from "./delivery-plan.ts";
import { listDemand } from "../families.ts";
import type { PlanMember } from "../list.ts";
import { type MemberPlan, planDelivery } from "./plan-delivery.ts";

/** Sealed once more under force; else to everybody as it came: not sealed again, not signed, nothing added. */
export function planUnopened(settings: ListSettings, member: PlanMember): MemberPlan {
  if (sealsUnopened(settings)) return planDelivery(settings, member, false);
  const { language } = settings;
  const profile = profileOf({ scheme: "clear", cipher: "none", sign: false, language, marked: false });
  return { plan: { kind: "copy", profile }, sealedTo: null };
}

/** Under force nothing leaves that is not sealed by the list: what only looks sealed is not told from what is. */
export function sealsUnopened(settings: ListSettings): boolean {
  return listDemand(settings, "distrib_encrypt") === "force";
}
