/**
 * What the header says that owners look for, and what the site's spam filter wrote into it: its sender is not told of that,
 * for the address of spam is mostly somebody else's.
 */
import type { ListSettings } from "#config";
import type { Evidence } from "../admit.ts";
import type { Decision } from "../decision.ts";
import { ACCEPT, decide } from "./decide.ts";

export function checkSpam(settings: ListSettings, { posting: { markedAsSpam } }: Evidence): Decision {
  if (!markedAsSpam) return ACCEPT;
  const decision = decide(settings.spam_action, "marked-as-spam", {}, "the site's filter marked it");
  return "code" in decision ? { ...decision, quiet: true } : decision;
}

export function checkHeaderRules(_: ListSettings, { posting: { headerRule } }: Evidence): Decision {
  return headerRule === null ? ACCEPT : decide(headerRule, "header-rule", {}, "header_filter_rules");
}

export function checkSuspiciousHeader(_: ListSettings, { posting }: Evidence): Decision {
  if (!posting.suspiciousHeader) return ACCEPT;
  return decide("hold", "suspicious-header", {}, "bounce_matching_headers");
}
