/**
 * What waits for owners and moderators, from outside: the header fields that anybody on the way could read. Nothing is
 * opened for it (S7); on an anonymous list nobody is named.
 */
import { letGo } from "#base";
import type { List } from "#lists";
import { decodeWords, type HeaderSection, parseMessage } from "#mime";
import { heldBeginning, type HeldRow, oldestHeld, type Reader } from "#store";
import { oneLine } from "../../compose/words/one-line.ts";
import type { WaitingPost } from "./waiting-lines.ts";

/** The oldest first. */
export async function oldestWaiting(tx: Reader, list: List, limit: number): Promise<readonly WaitingPost[]> {
  const posts: WaitingPost[] = [];
  for (const row of await oldestHeld(tx, list.id, limit)) posts.push(await fromOutside(tx, list, row));
  return posts;
}

async function fromOutside(tx: Reader, list: List, row: HeldRow): Promise<WaitingPost> {
  const { id: number, code, heldAt, size: octets } = row;
  const beginning = await heldBeginning(tx, row.id);
  const parsed = beginning === null ? null : parseMessage(beginning);
  const header = parsed?.ok === true ? parsed.value.header : null;
  const isAnonymous = list.settings.anonymous_list === "yes";
  const shown = { from: isAnonymous ? "" : lineOf(header, "from"), subject: lineOf(header, "subject") };
  if (beginning !== null) letGo(beginning);
  return { number, code, heldAt, octets, ...shown };
}

/** "" if there is none. */
function lineOf(header: HeaderSection | null, name: string): string {
  return oneLine(decodeWords(header?.first(name)?.value ?? ""));
}
