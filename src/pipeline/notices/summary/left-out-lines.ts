/** Which posts nobody got in a digest, and why. */
import { say } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { LeftOutPost } from "#store";

const NAMED = 20;

export function leftOutLines(list: List, posts: readonly LeftOutPost[]): readonly string[] {
  return (["damaged", "sealed"] as const).flatMap((reason) => {
    const numbers = posts.filter(({ why }) => why === reason).map(({ number }) => number);
    if (numbers.length === 0) return [];
    const more = numbers.length - NAMED;
    const named = `${numbers.slice(0, NAMED).join(", ")}${more > 0 ? `, +${more}` : ""}`;
    return [say(voiceOf(list), `owner-summary-digest-${reason}`, { numbers: named }), ""];
  });
}
