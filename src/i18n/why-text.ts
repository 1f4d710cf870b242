/** Why something did not open, verify or count, in words. */
import type { WhyCode } from "#base";
import { say } from "./say.ts";
import type { Voice } from "./voice.ts";

/**
 * The end of a sentence, without a full stop.
 *
 * @example whyText("key-expired", "en") // "the key has expired"
 */
export function whyText(code: WhyCode, voice: Voice): string {
  return say(voice, `why-${code}`);
}
