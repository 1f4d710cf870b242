/** Signatures of other domains in the header of a post: whether copies keep them. */
import { isOriginSignature, type List } from "#lists";
import type { OutgoingFacts } from "../outgoing-facts.ts";
import { arcOf } from "./authentication-fields.ts";

/**
 * `remove_dkim_headers`. On an anonymous list none is kept: they name the domain of the author. Sets of ARC stay where
 * another one is put behind them.
 */
export function keepsSignature(
  name: string,
  { list, outgoing }: { readonly list: Pick<List, "settings">; readonly outgoing: OutgoingFacts },
): boolean {
  const { remove_dkim_headers: remove, anonymous_list: hides } = list.settings;
  if (!isOriginSignature(name) || hides === "yes" || outgoing.from === "wrap") return false;
  if (/^arc-/i.test(name) && arcOf({ list, outgoing }) !== null) return true;
  return remove === "no" || (remove === "munged" && outgoing.from === "author");
}

/** The same in a post that is enclosed, where they still hold; whose name is in From outside is the list's. */
export function keepsSignatureEnclosed(name: string, { settings }: Pick<List, "settings">): boolean {
  return isOriginSignature(name) && settings.anonymous_list === "no" && settings.remove_dkim_headers === "no";
}
