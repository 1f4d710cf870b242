/**
 * Who gets a post how: members × profile. A profile is one sealed body; every member of it
 * costs one small head. Members that may not get the post in clear get a notice instead.
 */
import type { MemberId, Profile, Scheme, WhyCode } from "#base";
import type { ListSettings } from "#config";
import { clearAfterDecrypt } from "./clear-after-decrypt.ts";
import { familiesFor, familyDemand, listDemand } from "./families.ts";
import type { MemberKeyState, PlanMember } from "./list.ts";

export type MemberPlan =
  | { readonly member: MemberId; readonly profile: Profile }
  | { readonly member: MemberId; readonly notice: WhyCode; readonly key: MemberKeyState | null };

/** @param openedPost whether the post came sealed and was opened */
export function planDelivery(settings: ListSettings, member: PlanMember, openedPost: boolean): MemberPlan {
  const key = chooseKey(settings, member);
  if (key !== null) return { member: member.id, profile: sealedProfile(settings, key) };
  const mayBeClear = listDemand(settings, "distrib_encrypt") !== "force";
  const confirmed = !openedPost || !clearAfterDecrypt(settings).needsConfirmation;
  if (mayBeClear && confirmed)
    return { member: member.id, profile: clearProfile(settings, member, openedPost) };
  return { member: member.id, ...whyNotSealed(settings, member) };
}

/** Which key the member should look after; or their keys are of a family that the list does not seal in. */
function whyNotSealed(
  settings: ListSettings,
  { keys }: PlanMember,
): { readonly notice: WhyCode; readonly key: MemberKeyState | null } {
  const families = familiesFor(settings, "distrib_encrypt");
  const seals = ({ scheme }: MemberKeyState): boolean => families.includes(scheme);
  const unusable = keys.find((key) => !key.usable && (families.length === 0 || seals(key)));
  if (unusable !== undefined) return { notice: unusable.why ?? "no-key", key: unusable };
  const other = families.length === 0 ? undefined : keys.find((key) => !seals(key));
  return other === undefined ? { notice: "no-key", key: null } : { notice: "family-off", key: other };
}

/** Reads a profile back from the key that the plan row holds. */
export function readProfile(key: string): Profile {
  const [scheme, cipher, sign, language, marked] = key.split("/");
  return {
    key,
    scheme: scheme as Profile["scheme"],
    cipher: cipher as Profile["cipher"],
    sign: sign === "signed",
    language: language ?? "en",
    marked: marked === "marked",
  };
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
  return profile({
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
  return profile({ scheme: scheme ?? "clear", cipher: "none", sign, language: settings.language, marked });
}

function profile(fields: Omit<Profile, "key">): Profile {
  const { scheme, cipher, sign, language, marked } = fields;
  const key = [scheme, cipher, sign ? "signed" : "unsigned", language, marked ? "marked" : "plain"].join("/");
  return { key, ...fields };
}
