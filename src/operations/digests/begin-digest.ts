/** Begins a list's next digest: what is in it is fixed then, and the copies are made afterwards. */
import { LIMITS } from "#base";
import { nextIssue } from "#lists";
import {
  beginDigest,
  beginDigestAgain,
  type DigestPost,
  digestPostsSince,
  digestState,
  type Reader,
  type StoredList,
  type Transactor,
} from "#store";
import { settingsOf } from "../lists/list-settings-of.ts";
import { isSomebodyLate } from "./late-readers.ts";

const KB = 1024;

export interface BeginDigest {
  readonly at: Date;
  /** large: only if the list's digest_size_threshhold is reached. */
  readonly why: "asked" | "large";
}

/** False: nothing waits, or not enough, or the last one is still going out. */
export async function beginNextDigest(
  tx: Transactor,
  list: StoredList,
  { at, why }: BeginDigest,
): Promise<boolean> {
  const state = await digestState(tx, list.id);
  if (state.open) return false;
  const posts = await digestPostsSince(tx, list.id, state.last);
  const settings = settingsOf(list);
  const least = why === "large" ? leastOctets(settings.digest_size_threshhold) : 0;
  const octets = posts.reduce((sum, { size }) => sum + size, 0);
  const last = postsOfOne(posts).at(-1);
  if (last === undefined || octets < least) return false;
  const numbers = nextIssue(state, settings.digest_volume_frequency, at);
  return beginDigest(tx, { listId: list.id, ...numbers, last: last.number, at });
}

/** Whether what was left out of digests could go to anybody whose key works by now, and none is going out. */
export async function isLateDigestDue(tx: Reader, list: StoredList, at: Date): Promise<boolean> {
  const { open } = await digestState(tx, list.id);
  return !open && isSomebodyLate(tx, list, at);
}

/** What was left out of digests goes to those whose key works by now. False: a digest is going out. */
export async function beginLateDigest(tx: Transactor, list: StoredList, at: Date): Promise<boolean> {
  const state = await digestState(tx, list.id);
  if (state.open) return false;
  // Who had the last one knows its number.
  const isNew = !state.sent || state.issue === 0;
  const numbers = nextIssue(state, settingsOf(list).digest_volume_frequency, at);
  return beginDigestAgain(tx, { listId: list.id, at }, isNew ? numbers : null);
}

/** Without a threshold one mail holds no more than the server puts into one. */
export function leastOctets(kilobytes: number): number {
  return kilobytes === 0 ? LIMITS.digestBytes : Math.min(kilobytes * KB, LIMITS.digestBytes);
}

/** Those from the first on that fit into one mail; one at least. */
export function postsOfOne(posts: readonly DigestPost[]): readonly DigestPost[] {
  let octets = 0;
  const end = posts.findIndex(({ size }, nth) => {
    octets += size;
    return nth > 0 && octets > LIMITS.digestBytes;
  });
  return end === -1 ? posts : posts.slice(0, end);
}
