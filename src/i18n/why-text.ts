/** Why something did not open, verify or count, in words. */
import type { WhyCode } from "#base";
import type { Language } from "./catalogues.ts";
import { say } from "./say.ts";

/**
 * The end of a sentence, without a full stop.
 *
 * @example whyText("key-expired", "en") // "the key has expired"
 */
export function whyText(code: WhyCode, language: Language): string {
  return say(language, `why-${code}`);
}
