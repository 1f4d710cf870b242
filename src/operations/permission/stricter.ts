/** Which of two answers of a scenario about a post is the stricter one. */
import type { Answered } from "./list-scenario.ts";

const STRICTNESS = { do_it: 0, request_auth: 1, editor: 2, editorkey: 2, reject: 3 } as const;

/** Of equal ones the first. */
export function stricter(first: Answered, second: Answered): Answered {
  return strictness(second) > strictness(first) ? second : first;
}

function strictness({ parts }: Pick<Answered, "parts">): number {
  const known: Readonly<Record<string, number>> = STRICTNESS;
  const rank = known[parts?.do ?? "reject"] ?? STRICTNESS.reject;
  return rank === STRICTNESS.reject && parts?.quiet === true ? rank + 1 : rank;
}
