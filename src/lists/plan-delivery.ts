/**
 * Who gets a post how: members × profile. A profile is one sealed body; every member of it
 * costs one small head. Members that may not get the post in clear get a notice instead.
 */
import type { Profile, Scheme } from "#base";
import type { ListSettings } from "#config";
import { clearAfterDecrypt } from "./clear-after-decrypt.ts";
import { type DeliveryPlan, profileOf, type WaitingReason } from "./delivery-plan.ts";
import { familiesFor, familyDemand, listDemand } from "./families.ts";
import type { MemberKeyState, PlanMember } from "./list.ts";

/** @param openedPost whether the post came sealed and was opened */
export function planDelivery(settings: ListSettings, member: PlanMember, openedPost: boolean): DeliveryPlan {
  const key = chooseKey(settings, member);
  if (key !== null) return { kind: "copy", profile: sealedProfile(settings, key) };
  const mayBeClear = listDemand(settings, "distrib_encrypt") !== "force";
  const confirmed = !openedPost || !clearAfterDecrypt(settings).needsConfirmation;
  if (mayBeClear && confirmed) return { kind: "copy", profile: clearProfile(settings, member, openedPost) };
  return { kind: "notice", reason: whyNotSealed(settings, member) };
}

/** Which key the member should look after; or their keys are of a family that the list does not seal in. */
function whyNotSealed(settings: ListSettings, { keys }: PlanMember): WaitingReason {
  const families = familiesFor(settings, "distrib_encrypt");
  const seals = ({ scheme }: MemberKeyState): boolean => families.includes(scheme);
  const unusable = keys.find((key) => !key.usable && (families.length === 0 || seals(key)));
  if (unusable !== undefined) return about(unusable, unusable.why ?? "no-key");
  const other = families.length === 0 ? undefined : keys.find((key) => !seals(key));
  return other === undefined
    ? { why: "no-key", fingerprint: null, expiredAt: null }
    : about(other, "family-off");
}

function about({ fingerprint, expiredAt }: MemberKeyState, why: WaitingReason["why"]): WaitingReason {
  return { why, fingerprint, expiredAt };
}

function chooseKey(settings: ListSettings, member: PlanMember): MemberKeyState | null {
  const families = familiesFor(settings, "distrib_encrypt");
  for (const scheme of families) {
    const key = member.keys.find((candidate) => candidate.scheme === scheme && candidate.usable);
    if (key !== undefined) return key;
  }
  return null;
}

function sealedProfile(settings: ListSettings, key: MemberKeyState): Profile {
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
  key: { readonly scheme: Scheme; readonly readsAead: boolean },
): "seipd1" | "cbc" | "gcm" {
  if (key.scheme === "openpgp") return "seipd1";
  if (settings.smime_cipher !== "auto") return settings.smime_cipher;
  return key.readsAead ? "gcm" : "cbc";
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
