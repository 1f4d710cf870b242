/** The reason of a scenario, by the key that its rule names (Sympa's keys), in words. */
import type { TextKey } from "./catalogues.ts";
import { say } from "./say.ts";
import type { Voice } from "./voice.ts";

/** What the key of a reason ends in that there are words for. */
export const REASON_ENDS = [
  "closed",
  "owner",
  "editor",
  "subscriber",
  "listmaster",
  "identified",
  "multipart",
  "bcc",
] as const;
const WHO = new RegExp(`_(${REASON_ENDS.join("|")})$`);
const SIGNED = /_(smime|pgp|signed)$/;

const FAMILIES = { smime: "family-smime", pgp: "family-openpgp", signed: "family-both" } as const;

/** Given where no rule was found, or none could be asked. */
const BROKEN: readonly string[] = [
  "not-compiled",
  "error-performing-condition",
  "unknown-action",
  "unknown-auth-method",
];

/**
 * The end of a sentence, without a full stop. A key of an owner's own gets a sentence that fits all.
 *
 * @example scenarioReason("send_subscriber", "en") // "only members of the list may do that"
 */
export function scenarioReason(key: string, voice: Voice): string {
  const signed = SIGNED.exec(key)?.[1];
  const base = baseKey(signed === undefined ? key : key.slice(0, -signed.length - 1));
  if (signed === undefined) return say(voice, base ?? "scenario-other");
  const family = say(voice, FAMILIES[signed as keyof typeof FAMILIES]);
  if (base === null) return say(voice, "scenario-only-signature", { family });
  return say(voice, "scenario-signature", { text: say(voice, base), family });
}

/** Whether it is said in words of its own. */
export function isKnownReason(key: string): boolean {
  return SIGNED.test(key) || baseKey(key) !== null;
}

/** Whether a signature is what lacks. */
export function asksToSign(key: string): boolean {
  return SIGNED.test(key);
}

type PlainKey = Extract<
  TextKey,
  `scenario-${(typeof REASON_ENDS)[number]}` | `scenario-${"no-rule" | "broken" | "other"}`
>;

function baseKey(key: string): PlainKey | null {
  if (key === "no-rule-match") return "scenario-no-rule";
  if (BROKEN.includes(key)) return "scenario-broken";
  const who = WHO.exec(key)?.[1];
  return who === undefined ? null : (`scenario-${who}` as PlainKey);
}
