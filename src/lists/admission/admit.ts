/**
 * The sender rules and the eight settings' demands on a post, as one pure function: all rules are asked,
 * the strictest answer wins (threat model, "Which rule wins").
 */
import { type Author, DAY_MS, HOUR_MS, LIMITS, type MemberId, type Scheme } from "#base";
import type { ListSettings } from "#config";
import { type Decision, strictest, withApproval } from "./decision.ts";
import { clearAfterDecrypt } from "./clear-after-decrypt.ts";
import { checkAdministrivia, checkDestination, checkRecipients, checkSize } from "./rules/check-form.ts";
import { checkHeaderRules, checkSpam, checkSuspiciousHeader } from "./rules/check-header.ts";
import { checkSender } from "./rules/check-sender.ts";
import { checkEmergency, checkPassword, checkUrgent } from "./rules/check-standing.ts";
import { ACCEPT, decide } from "./rules/decide.ts";
import type { PostingFacts } from "./rules/posting-facts.ts";
import { familiesFor, familyDemand, listDemand, settingsForOpened } from "../families.ts";

export interface Evidence {
  /** The family that the post came sealed in and was opened with. */
  readonly openedAs: Scheme | null;
  readonly author: Author;
  /** The family of the author's signature. */
  readonly signedAs: Scheme | null;
  /** The member who signed, or else whose address stands in From. */
  readonly member: MemberId | null;
  /** An owner looks at that member's posts first. Absent: not so. */
  readonly moderated?: boolean;
  /** Whom the To and Cc that the author signed name; "unsaid": nobody, or they are not signed. */
  readonly signedFor: "here" | "others" | "unsaid";
  /** False: sealed with CBC and no signature that counts (S13). */
  readonly trustworthyText: boolean;
  readonly signedAt: Date | null;
  readonly arrivedAt: Date;
  readonly approved: boolean;
  /** In clear, and an answer to a post that came sealed. */
  readonly answersSealed: boolean;
  /** What the scenario of `send` says; null: the list has none, and the plain sender rules are asked. */
  readonly scenario: Decision | null;
  /** False: `revocation = hard`, and no answer that is in time says that the signer's certificate is good. */
  readonly revocationKnown: boolean;
  readonly posting: PostingFacts;
}

export function admit(settings: ListSettings, evidence: Evidence): Decision {
  const decision = strictest(askRules(settings, evidence).map(({ answer }) => answer));
  const isSpam = checkSpam(settings, evidence).do !== "accept";
  return isSpam && "code" in decision ? { ...decision, quiet: true } : decision;
}

/** In the order in which reasons are given: what keys ask for, who may write, then what posts may look like. */
const RULES = {
  sealing: checkSealing,
  signature: checkSignature,
  age: checkAge,
  addressees: checkAddressees,
  revocation: checkRevocation,
  integrity: checkIntegrity,
  "clear copies": checkClearCopies,
  "clear answers": checkClearAnswer,
  password: checkPassword,
  spam: checkSpam,
  "header rules": checkHeaderRules,
  sender: checkSender,
  scenario: checkScenario,
  administrivia: checkAdministrivia,
  recipients: checkRecipients,
  destination: checkDestination,
  "suspicious header": checkSuspiciousHeader,
  size: checkSize,
  urgent: checkUrgent,
  emergency: checkEmergency,
} as const;

export interface RuleAnswer {
  readonly rule: keyof typeof RULES;
  /** After approval, if the post was approved. */
  readonly answer: Decision;
  /** Before. */
  readonly unapproved: Decision;
}

/** What each rule answers; the strictest is `admit`'s. */
export function askRules(settings: ListSettings, evidence: Evidence): readonly RuleAnswer[] {
  return Object.entries(RULES).map(([name, ask]) => {
    const rule = name as keyof typeof RULES;
    const unapproved = ask(settings, evidence);
    const known = evidence.posting.password === "right" && PASSWORD_OPENS.includes(rule);
    const answer = known ? ACCEPT : evidence.approved ? withApproval(unapproved) : unapproved;
    return { rule, answer, unapproved };
  });
}

/** The rules that who knows the list's password need not meet, as in Mailman: filters look at everything. */
const PASSWORD_OPENS: readonly (keyof typeof RULES)[] = [
  "sender",
  "scenario",
  "administrivia",
  "recipients",
  "destination",
  "suspicious header",
  "size",
  "emergency",
];

function checkSealing(settings: ListSettings, evidence: Evidence): Decision {
  if (listDemand(settings, "post_encrypt") !== "force") return ACCEPT;
  const accepted = familiesFor(settings, "post_encrypt");
  if (evidence.openedAs !== null && accepted.includes(evidence.openedAs)) return ACCEPT;
  return decide("reject", "not-sealed", {}, "came in clear");
}

function checkSignature(settings: ListSettings, evidence: Evidence): Decision {
  const demand = listDemand(settings, "post_sign");
  if (demand === "no" || isSigned(settings, evidence)) return ACCEPT;
  const why = evidence.author.authentic ? "unsupported" : evidence.author.why;
  return decide(demand === "force" ? "discard" : "hold", "not-signed", { why }, why);
}

function isSigned(settings: ListSettings, evidence: Evidence): boolean {
  if (!evidence.author.authentic || evidence.signedAs === null) return false;
  return familyDemand(settings, evidence.signedAs, "post_sign") !== "no";
}

/** Age of what was signed, judged at arrival (S4). */
function checkAge(_: ListSettings, evidence: Evidence): Decision {
  if (!evidence.author.authentic) return ACCEPT;
  if (evidence.signedAt === null) return decide("hold", "no-signed-time", {}, "no signing time");
  const age = evidence.arrivedAt.getTime() - evidence.signedAt.getTime();
  if (age > LIMITS.signatureAgeMs)
    return decide("hold", "too-old", { days: Math.floor(age / DAY_MS) }, "signed too long ago");
  if (-age > LIMITS.signatureAheadMs)
    return decide("hold", "clock-ahead", { hours: Math.round(-age / HOUR_MS) }, "signed in the future");
  return ACCEPT;
}

/** What was signed for somebody else may have been sent on by them, as if its author had written to the list (S3). */
function checkAddressees(_: ListSettings, { signedFor }: Evidence): Decision {
  if (signedFor !== "others") return ACCEPT;
  return decide("hold", "signed-for-others", {}, "the signed To and Cc do not name the list");
}

function checkRevocation(_: ListSettings, { revocationKnown }: Evidence): Decision {
  return revocationKnown
    ? ACCEPT
    : decide("hold", "revocation-unknown", {}, "no answer about the certificate");
}

function checkIntegrity(_: ListSettings, evidence: Evidence): Decision {
  return evidence.trustworthyText
    ? ACCEPT
    : decide("hold", "no-integrity", {}, "CBC without signature, no text part");
}

/** S6: an opened post never leaves in clear before the owner confirmed that. */
function checkClearCopies(settings: ListSettings, evidence: Evidence): Decision {
  if (evidence.openedAs === null || listDemand(settingsForOpened(settings), "distrib_encrypt") !== "no")
    return ACCEPT;
  if (!clearAfterDecrypt(settings).needsConfirmation) return ACCEPT;
  return decide("hold", "clear-not-confirmed", {}, "clear_after_decrypt is not confirmed");
}

/** It mostly quotes what was sealed. */
function checkClearAnswer(settings: ListSettings, { answersSealed }: Evidence): Decision {
  if (!answersSealed || settings.clear_reply_to_sealed !== "hold") return ACCEPT;
  return decide("hold", "clear-reply", {}, "a clear answer to a sealed post");
}

/** The list's own rules of who may write take the place of the plain ones. */
function checkScenario(_: ListSettings, { scenario }: Evidence): Decision {
  return scenario ?? ACCEPT;
}
