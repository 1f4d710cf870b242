import type { ListSettings } from "#config";
import { usesKeys } from "#lists";
import { chosenScenario } from "../../permission/chosen-scenario.ts";

/** By these a member leaves who answered a mail; possession of a link out of one is the same proof. */
const ANSWER_IS_ENOUGH: readonly string[] = ["open", "open_notify", "auth", "auth_notify"];

/**
 * Whether copies say a link of their reader's own: where each member gets a copy of their own anyway, and where leaving takes
 * neither an owner's yes nor a signature. Not where others read along, who
 * are members of another list: they would leave the wrong one, or take a whole list off.
 */
export function offersLeaveLink(settings: ListSettings): boolean {
  const isForEach = usesKeys(settings) || settings.personalize !== "no";
  if (!isForEach || settings.include_rfc2369_headers === "no") return false;
  if (settings.regular_include_lists.trim() !== "" || settings.umbrella_list === "yes") return false;
  return ANSWER_IS_ENOUGH.includes(chosenScenario(settings, "unsubscribe"));
}
