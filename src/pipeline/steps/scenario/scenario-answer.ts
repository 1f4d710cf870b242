/** What a scenario's action does with a post. */
import type { WhyCode } from "#base";
import type { Decision } from "#lists";
import type { Answered } from "#operations";
import { asksToSign } from "#i18n";
import type { InFlight } from "../../in-flight.ts";
import { whyUncounted } from "../../facts/why-uncounted.ts";

type JudgedMail = Pick<InFlight, "confirmed" | "author" | "opened">;

/** What `admit` weighs against the other rules. */
export function scenarioAnswer(decided: Answered, mail: JudgedMail): Decision {
  const { confirmed } = mail;
  const why = whyUncounted(mail);
  const { do: action, quiet } = decided.parts ?? { do: "reject", quiet: false };
  const detail = ruleOf(decided);
  const silence = quiet ? { quiet } : {};
  switch (action) {
    case "do_it":
      return { do: "accept" };
    case "request_auth":
      // Its sender sent the key back: what is asked for was given.
      return confirmed
        ? { do: "accept" }
        : { do: "hold", code: "needs-confirmation", args: {}, detail, ...silence };
    case "editor":
    case "editorkey":
      return { do: "hold", code: "scenario-moderated", args: {}, detail, ...silence };
    case "reject":
      return refusal(decided, { detail, quiet, why });
    default:
      return refusal({ reason: "unknown-action" }, { detail, quiet: false, why: null });
  }
}

/** Nobody is answered about what is refused quietly; it lies with what was refused, for owners to look at. */
function refusal(
  { reason, tt2 }: Pick<Answered, "reason" | "tt2">,
  { detail, quiet, why }: { readonly detail: string; readonly quiet: boolean; readonly why: WhyCode | null },
): Decision {
  const given = reason ?? tt2 ?? "";
  const args = { reason: given, ...(why !== null && asksToSign(given) ? { why } : {}) };
  return { do: quiet ? "discard" : "reject", code: "scenario-refused", args, detail };
}

/** Where the rule stands, and nothing of what it saw. */
function ruleOf({ rule, reason, action }: Answered): string {
  const because = reason === undefined ? "" : ` (${reason})`;
  return rule === null
    ? `no rule: ${reason ?? action}`
    : `${rule.place.file} line ${rule.place.line}${because}`;
}
