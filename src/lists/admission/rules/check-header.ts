/** What the header says that owners look for, and what the site's spam filter wrote into it. */
import type { ListSettings } from "#config";
import type { Evidence } from "../admit.ts";
import type { Decision } from "../decision.ts";
import { ACCEPT, decide } from "./decide.ts";

export function checkSpam(settings: ListSettings, { posting: { markedAsSpam } }: Evidence): Decision {
  if (!markedAsSpam) return ACCEPT;
  return decide(settings.spam_action, "marked-as-spam", {}, "the site's filter marked it");
}

export function checkHeaderRules(_: ListSettings, { posting: { headerRule } }: Evidence): Decision {
  return headerRule === null ? ACCEPT : decide(headerRule, "header-rule", {}, "header_filter_rules");
}

export function checkSuspiciousHeader(_: ListSettings, { posting }: Evidence): Decision {
  if (!posting.suspiciousHeader) return ACCEPT;
  return decide("hold", "suspicious-header", {}, "bounce_matching_headers");
}
