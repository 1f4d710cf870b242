/**
 * What becomes of a kind of mail, by a list's settings alone: the evidence that opening and judging would find
 * in such a mail is handed to `admit`. The policy matrix holds it to real mail.
 */
import {
  asId,
  type EmailAddress,
  type Fingerprint,
  type MemberId,
  type ReasonCode,
  type Scheme,
} from "#base";
import type { ListSettings } from "#config";
import { admit } from "../admission/admit.ts";
import type { Decision } from "../admission/decision.ts";
import { UNREMARKABLE } from "../admission/rules/posting-facts.ts";
import { familyDemand, listDemand, usedFamilies } from "../families.ts";
import { ALL_KEYS, type OwnKeys } from "../plan/missing-list-keys.ts";

/** `both`: signed, then sealed to the list. `other-key`: sealed, but not to the list's key. */
export type MailForm = "plain" | "signed" | "sealed" | "both" | "other-key";

/** `keyless`: a member's address in From, and no key of theirs; an impostor looks the same. */
export type Sender = "member" | "keyless" | "outsider";

export interface Mail {
  readonly form: MailForm;
  /** Of sealing and signature; a plain mail has none to speak of. */
  readonly scheme: Scheme;
  readonly from: Sender;
}

export interface MailOutcome {
  readonly does: Decision["do"];
  readonly reason: ReasonCode | null;
  /** Nothing else stands against it: the list's scenario decides. */
  readonly byScenario?: true;
}

const NOW = new Date(0);
const SOMEBODY = asId<MemberId>(1);
const ADDRESS = "somebody@example.org" as EmailAddress;

/** @param ownKeys without a key to open with the list opens nothing */
export function mailOutcome(settings: ListSettings, mail: Mail, ownKeys = ALL_KEYS): MailOutcome {
  const opens = familyDemand(settings, mail.scheme, "post_encrypt") !== "no";
  if (opens && isClosed(mail, ownKeys)) return { does: "reject", reason: "cannot-open" };
  const authentic = signatureCounts(settings, mail, opens);
  const decision = admit(settings, {
    openedAs: opens && (mail.form === "sealed" || mail.form === "both") ? mail.scheme : null,
    author: authentic
      ? { authentic, address: ADDRESS, signer: "" as Fingerprint }
      : { authentic, address: ADDRESS, why: "no-signature" },
    signedAs: authentic ? mail.scheme : null,
    member: senderOf(settings, mail, authentic),
    signedFor: "here",
    trustworthyText: true,
    signedAt: authentic ? NOW : null,
    arrivedAt: NOW,
    approved: false,
    scenario: settings.send === "" ? null : { do: "accept" },
    answersSealed: false,
    revocationKnown: true,
    posting: UNREMARKABLE,
  });
  const reason = "code" in decision ? decision.code : null;
  const byScenario = settings.send !== "" && decision.do === "accept";
  return { does: decision.do, reason, ...(byScenario ? { byScenario } : {}) };
}

function isClosed({ form, scheme }: Mail, { opening }: OwnKeys): boolean {
  return form === "other-key" || ((form === "sealed" || form === "both") && !opening.includes(scheme));
}

/** A signature inside is seen only where the list opens; and only in families that it uses for anything. */
function signatureCounts(settings: ListSettings, { form, scheme, from }: Mail, opens: boolean): boolean {
  const seen = form === "signed" || (form === "both" && opens);
  return seen && from === "member" && usedFamilies(settings).includes(scheme);
}

/** Where signatures are asked for, From says nothing about who wrote. */
function senderOf(settings: ListSettings, { from }: Mail, authentic: boolean): MemberId | null {
  if (from === "outsider") return null;
  return authentic || listDemand(settings, "post_sign") === "no" ? SOMEBODY : null;
}
