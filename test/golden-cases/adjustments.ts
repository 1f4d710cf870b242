/** What each difference makes of Mailman's facts, by its name in docs/reference/mailman-differences.md. */
import { ANSWER_ADJUSTMENTS } from "./adjust-answers.ts";
import { POST_ADJUSTMENTS } from "./adjust-posts.ts";
import type { Adjust } from "./fact-changes.ts";

export const ADJUSTMENTS: Readonly<Record<string, Adjust>> = { ...POST_ADJUSTMENTS, ...ANSWER_ADJUSTMENTS };
