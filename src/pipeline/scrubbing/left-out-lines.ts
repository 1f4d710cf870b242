/** The note about parts that a text goes without: a line for each, and how to get the whole post. */
import { goesSealed } from "#archive";
import { localPartOf } from "#base";
import type { ListSettings } from "#config";
import { say } from "#i18n";
import { doorAddress, type List, scenarioName, voiceOf } from "#lists";
import type { LeftOut } from "./post-as-text.ts";

/** By the mail command GET, by asking the owners, by either; null: it is not kept. */
export type WayToWhole = "get" | "get-or-ask" | "ask" | null;

const FOR_MEMBERS = ["", "default", "private", "public"];
const NOT_FOR_MEMBERS = ["owner", "listmaster", "closed"];

/**
 * By the list's `archive_mail_access`: a scenario of its own may let some members and not others. Who reads in clear may
 * have no key, and a post that is kept sealed is given to nobody else.
 *
 * @param kept null: it is not
 */
export function wayToWhole(
  { settings }: Pick<List, "settings">,
  kept: { readonly sealed: boolean } | null,
  inClear: boolean,
): WayToWhole {
  if (kept === null) return null;
  if (inClear && goesSealed(kept, settings)) return "ask";
  if (reachesOthers(settings)) return "get-or-ask";
  const name = scenarioName(settings.archive_mail_access);
  if (FOR_MEMBERS.includes(name)) return "get";
  return NOT_FOR_MEMBERS.includes(name) ? "ask" : "get-or-ask";
}

/** Its posts go to members of other lists as well. */
function reachesOthers({ umbrella_list, regular_include_lists }: ListSettings): boolean {
  return umbrella_list === "yes" || regular_include_lists.trim() !== "";
}

export interface WholePost {
  /** Of the post on its list. */
  readonly number: number;
  readonly way: WayToWhole;
}

/** None where nothing is left out. */
export function leftOutLines(
  list: List,
  leftOut: readonly LeftOut[],
  { number, way }: WholePost,
): readonly string[] {
  if (leftOut.length === 0) return [];
  const voice = voiceOf(list);
  const lines = leftOut.map(({ name, type, octets }) =>
    say(voice, "left-out", { name, type, size: String(Math.ceil(octets / 1024)) }),
  );
  if (way === null) return lines;
  const { address } = list;
  const named = { list: localPartOf(address), number: String(number) };
  const request = doorAddress(address, "request");
  const owner = doorAddress(address, "owner");
  switch (way) {
    case "get":
      return [...lines, say(voice, "left-out-get", { ...named, request })];
    case "get-or-ask":
      return [...lines, say(voice, "left-out-get-or-ask", { ...named, request, owner })];
    default:
      return [...lines, say(voice, "left-out-ask", { owner })];
  }
}
