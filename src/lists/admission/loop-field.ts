/**
 * A mark that only this server can make for a list, on all that a list with keys sends on: what is sealed tells nothing
 * else for sure before it is opened, and other servers take List-Id and X-BeenThere off.
 */
import { createHmac } from "node:crypto";
import { type Bytes, type EmailAddress, LIMITS } from "#base";
import type { FieldValues } from "./is-automatic.ts";
import type { Way } from "./been-there.ts";

const NAME = "X-Conclave-Loop";

/** The list's own, and those of lists before it. */
export function loopFields(
  { key, list }: LoopMark,
  { header, hides }: Way,
): readonly (readonly [name: string, value: string])[] {
  const before = hides ? [] : header.all(NAME).map(({ value }) => value.trim());
  const others = before.filter((value) => /^[\w-]{32}$/.test(value)).slice(0, LIMITS.listsOnTheWay);
  return [markOf({ key, list }), ...others].map((value) => [NAME, value] as const);
}

/** Whether this list sent it on itself. */
export function hasLoopField(header: FieldValues, mark: LoopMark): boolean {
  const own = markOf(mark);
  return header.all(NAME).some(({ value }) => value.trim() === own);
}

export interface LoopMark {
  readonly key: Bytes;
  readonly list: EmailAddress;
}

function markOf({ key, list }: LoopMark): string {
  const digest = createHmac("sha256", key).update(`loop\n${list.toLowerCase()}`).digest("base64url");
  return digest.slice(0, 32);
}
