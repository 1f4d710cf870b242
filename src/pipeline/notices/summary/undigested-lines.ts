/** Which posts nobody got in a digest, and why. */
import { say } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { LeftOutPost } from "#store";
import { andMore } from "./and-more.ts";

const NAMED = 20;

export function undigestedLines(list: List, posts: readonly LeftOutPost[]): readonly string[] {
  return (["damaged", "sealed"] as const).flatMap((reason) => {
    const numbers = posts.filter(({ why }) => why === reason).map(({ number }) => number);
    if (numbers.length === 0) return [];
    const named = andMore(numbers.slice(0, NAMED).map(String), numbers.length - NAMED);
    return [say(voiceOf(list), `owner-summary-digest-${reason}`, { numbers: named }), ""];
  });
}
