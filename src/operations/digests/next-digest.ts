/** When a post would go out in a digest, and to how many. */
import type { ListId } from "#base";
import type { ListSettings } from "#config";
import { countNextReaders, digestPostsSince, digestState, nextRunOf, type Reader } from "#store";
import { leastOctets } from "./begin-digest.ts";

export interface NextDigest {
  readonly members: number;
  /** large: at once, for so much waits then. time: once a day. asked: when enough waits, or an owner sends it. */
  readonly goes: "large" | "time" | "asked";
  /** When it goes by time, at the latest; null: it does not. */
  readonly at: Date | null;
  /** False: digests of the list go by time or by an owner only, however much waits. */
  readonly bySize: boolean;
}

export interface NextPost {
  readonly listId: ListId;
  readonly settings: ListSettings;
  /** Of the post. */
  readonly octets: number;
}

/** null: nobody gets it in one. */
export async function nextDigest(
  tx: Reader,
  { listId, settings, octets }: NextPost,
): Promise<NextDigest | null> {
  const members = settings.digestable === "yes" ? await countNextReaders(tx, listId) : 0;
  if (members === 0) return null;
  const { last, open } = await digestState(tx, listId);
  const posts = await digestPostsSince(tx, listId, last);
  const bySize = settings.digest_size_threshhold > 0;
  const all = posts.reduce((sum, { size }) => sum + size, octets);
  if (!open && all >= leastOctets(settings.digest_size_threshhold))
    return { members, goes: "large", at: null, bySize };
  const at = settings.digest_send_periodic === "yes" ? await nextRunOf(tx, "send_digests") : null;
  return { members, goes: at === null ? "asked" : "time", at, bySize };
}
