/**
 * Who may write: members as `default_member_action` and their moderation say, others as the lists of addresses and
 * `generic_nonmember_action` say. A scenario takes the place of all of it.
 */
import type { ListSettings } from "#config";
import { usesKeys } from "../../families.ts";
import type { Evidence } from "../admit.ts";
import { type Decision, strictest } from "../decision.ts";
import { ACCEPT, decide } from "./decide.ts";

export function checkSender(settings: ListSettings, evidence: Evidence): Decision {
  if (evidence.scenario !== null) return ACCEPT;
  return evidence.member === null ? askOthers(settings, evidence) : askMembers(settings, evidence);
}

function askMembers(settings: ListSettings, { moderated, posting }: Evidence): Decision {
  const action = settings.member_moderation_action;
  const { member_verbosity_threshold: most, member_verbosity_interval: seconds } = settings;
  const words = settings.member_moderation_notice;
  if (moderated === true)
    return withWords(decide(action, "member-moderated", {}, "a moderated member"), words);
  if (most > 0 && posting.recentPosts >= most) {
    const detail = `${posting.recentPosts} posts in ${seconds} seconds`;
    return withWords(decide(action, "too-many-posts", { count: posting.recentPosts }, detail), words);
  }
  return decide(settings.default_member_action, "member-moderated", {}, "member");
}

function askOthers(settings: ListSettings, { posting: { named } }: Evidence): Decision {
  const answers = named.map((verb) => ofNonmember(settings, verb));
  const general = ofNonmember(settings, settings.generic_nonmember_action);
  if (!usesKeys(settings)) return answers[0] ?? general;
  // Anybody can put any address into From (S2): it makes the answer stricter, and never milder.
  return strictest([general, ...answers]);
}

function ofNonmember(settings: ListSettings, verb: Decision["do"]): Decision {
  if (verb === "accept" || verb === "silent") return ACCEPT;
  const decision = decide(verb, "nonmember", {}, "not a member");
  return withWords(decision, settings.nonmember_rejection_notice);
}

/** Only who is rejected reads what the owners wrote for that. */
function withWords(decision: Decision, words: string): Decision {
  return decision.do === "reject" && words !== "" ? { ...decision, words } : decision;
}
