/**
 * Who gets a post how: members × profile. A profile is one sealed body; every member of it
 * costs one small head. Members that may not get the post in clear get a notice instead.
 */
import type { Fingerprint, Profile, Recipient, RecipientFacts } from "#base";
import type { ListSettings } from "#config";
import { clearAfterDecrypt } from "../admission/clear-after-decrypt.ts";
import { type DeliveryPlan, profileOf, type WaitingReason } from "./delivery-plan.ts";
import { familiesFor, familyDemand, listDemand, settingsForOpened } from "../families.ts";
import type { MemberKeyState, PlanMember } from "../list.ts";

/** What one member gets, and the key that their head is sealed to; null: no head. */
export interface MemberPlan {
  readonly plan: DeliveryPlan;
  readonly sealedTo: Fingerprint | null;
}

/** @param openedPost whether the post came sealed and was opened */
export function planDelivery(settings: ListSettings, member: PlanMember, openedPost: boolean): MemberPlan {
  const rules = openedPost ? settingsForOpened(settings) : settings;
  return sealedPlan(rules, member) ?? { plan: unsealedPlan(rules, member, openedPost), sealedTo: null };
}

/**
 * For members who were told that a post waits for their key, or whose copy was sealed: it comes sealed or not at
 * all, whatever the settings say by then (S6).
 */
export function planSealed(settings: ListSettings, member: PlanMember): MemberPlan {
  const rules = settingsForOpened(settings);
  const told: MemberPlan = { plan: { kind: "notice", reason: whyNotSealed(rules, member) }, sealedTo: null };
  return sealedPlan(rules, member) ?? told;
}

function sealedPlan(settings: ListSettings, member: PlanMember): MemberPlan | null {
  const recipient = chooseKey(settings, member);
  if (recipient === null) return null;
  const profile = sealedProfile(settings, recipient);
  return { plan: { kind: "copy", profile }, sealedTo: recipient.fingerprint };
}

function unsealedPlan(settings: ListSettings, member: PlanMember, openedPost: boolean): DeliveryPlan {
  const mayBeClear = listDemand(settings, "distrib_encrypt") !== "force";
  const confirmed = !openedPost || !clearAfterDecrypt(settings).needsConfirmation;
  if (mayBeClear && confirmed) return { kind: "copy", profile: clearProfile(settings, member, openedPost) };
  return { kind: "notice", reason: whyNotSealed(settings, member) };
}

/** Which key the member should look after; or their keys are of a family that the list does not seal in. */
function whyNotSealed(settings: ListSettings, { keys }: PlanMember): WaitingReason {
  const families = familiesFor(settings, "distrib_encrypt");
  const candidates = keys.filter(({ scheme }) => families.length === 0 || families.includes(scheme));
  const reasons = candidates.flatMap(({ fingerprint, state }) =>
    state.usable === null ? [{ why: state.why, fingerprint, expiredAt: state.expiredAt }] : [],
  );
  // A key that was never for encryption tells less than one that could be used some time ago.
  const reason = reasons.find(({ why }) => why !== "key-cannot-encrypt") ?? reasons[0];
  return reason ?? whyNoneOfFamily(keys.find((key) => !candidates.includes(key)));
}

function whyNoneOfFamily(other: MemberKeyState | undefined): WaitingReason {
  if (other === undefined) return { why: "no-key", fingerprint: null, expiredAt: null };
  return { why: "family-off", fingerprint: other.fingerprint, expiredAt: null };
}

/** The first that can be used; where both families may be, the order of the keys is the member's own choice. */
function chooseKey(settings: ListSettings, { keys }: PlanMember): RecipientFacts | null {
  const families = familiesFor(settings, "distrib_encrypt");
  const usable = keys.map(({ state }) => state.usable).filter((one) => one !== null);
  return usable.find(({ scheme }) => families.includes(scheme)) ?? null;
}

function sealedProfile(settings: ListSettings, key: RecipientFacts): Profile {
  const sign = familyDemand(settings, key.scheme, "distrib_sign") !== "no";
  return profileOf({
    scheme: key.scheme,
    cipher: cipherFor(settings, key),
    sign,
    language: settings.language,
    marked: false,
  });
}

/** What a key's owner can read, within what the list allows. */
export function cipherFor(
  settings: ListSettings,
  { scheme, aead }: Pick<Recipient, "scheme" | "aead">,
): "seipd1" | "seipd2-gcm" | "seipd2-ocb" | "cbc" | "gcm" {
  if (scheme === "openpgp") return aead === null ? "seipd1" : `seipd2-${aead}`;
  if (settings.smime_cipher !== "auto") return settings.smime_cipher;
  return aead === "gcm" ? "gcm" : "cbc";
}

/** In clear, signed if the list signs: in the family of the member's key, else in the first that signs. */
function clearProfile(settings: ListSettings, member: PlanMember, openedPost: boolean): Profile {
  const signing = familiesFor(settings, "distrib_sign");
  const own = signing.find((scheme) => member.keys.some((key) => key.scheme === scheme));
  const scheme = own ?? signing[0];
  const marked = openedPost || listDemand(settings, "distrib_encrypt") !== "no";
  const sign = scheme !== undefined;
  return profileOf({ scheme: scheme ?? "clear", cipher: "none", sign, language: settings.language, marked });
}
