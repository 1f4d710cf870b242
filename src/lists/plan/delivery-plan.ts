/**
 * What a member gets of a post: a copy of some profile, or a notice that says why not. The plan's rows keep
 * it as text; members with equal texts are worked on together.
 */
import { AppError, type Fingerprint, isWhyCode, type Profile, type WhyCode } from "#base";

/** Why a post could not be sealed for a member, and the key that it is about. */
export interface WaitingReason {
  readonly why: WhyCode;
  /** null: the member has no key at all. */
  readonly fingerprint: Fingerprint | null;
  readonly expiredAt: Date | null;
}

export type DeliveryPlan =
  | { readonly kind: "copy"; readonly profile: Profile }
  | { readonly kind: "notice"; readonly reason: WaitingReason };

/** The text of a plan row: `scheme/cipher/signed/language/marked` or `notice/why/fingerprint/expired at`. */
export function encodePlan(plan: DeliveryPlan): string {
  if (plan.kind === "copy") return plan.profile.key;
  const { why, fingerprint, expiredAt } = plan.reason;
  return ["notice", why, fingerprint ?? "", expiredAt?.getTime() ?? ""].join("/");
}

/** @throws AppError internal for a text that `encodePlan` never writes */
export function decodePlan(text: string): DeliveryPlan {
  const fields = text.split("/");
  const plan = fields[0] === "notice" ? decodeNotice(fields) : decodeCopy(fields);
  if (plan !== null && encodePlan(plan) === text) return plan;
  throw new AppError({
    code: "internal",
    publicText: "A row of the delivery plan cannot be read.",
    detail: text,
  });
}

/** A profile with the key that its fields make. */
export function profileOf(fields: Omit<Profile, "key">): Profile {
  const { scheme, cipher, sign, language, marked } = fields;
  const key = [scheme, cipher, sign ? "signed" : "unsigned", language, marked ? "marked" : "plain"].join("/");
  return { key, ...fields };
}

function decodeNotice([
  ,
  why = "",
  fingerprint = "",
  expiredAt = "",
]: readonly string[]): DeliveryPlan | null {
  if (!isWhyCode(why)) return null;
  return {
    kind: "notice",
    reason: {
      why,
      fingerprint: fingerprint === "" ? null : (fingerprint as Fingerprint),
      expiredAt: expiredAt === "" ? null : new Date(Number(expiredAt)),
    },
  };
}

const PLAN_SCHEMES: readonly Profile["scheme"][] = ["openpgp", "smime", "clear"];
const CIPHERS: readonly Profile["cipher"][] = ["seipd1", "seipd2-gcm", "seipd2-ocb", "cbc", "gcm", "none"];

function decodeCopy(fields: readonly string[]): DeliveryPlan | null {
  const [first, second, signing, language, marking] = fields;
  const scheme = PLAN_SCHEMES.find((one) => one === first);
  const cipher = CIPHERS.find((one) => one === second);
  if (scheme === undefined || cipher === undefined || language === undefined) return null;
  const [sign, marked] = [signing === "signed", marking === "marked"];
  return { kind: "copy", profile: profileOf({ scheme, cipher, sign, language, marked }) };
}
