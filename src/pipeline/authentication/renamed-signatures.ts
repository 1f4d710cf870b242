/** `remove_dkim_headers = rename`: signatures of other domains stay to be read, under a name that nobody verifies. */
import { type Bytes, concatBytes, latin1 } from "#base";
import { isOriginSignature, type List } from "#lists";
import type { HeaderSection } from "#mime";

const MAILMANS = latin1("X-Mailman-Original-");

/** Whole fields as they came, each under its new name. @param stays whether one stays what it is */
export function renamedSignatures(
  { list, header }: { readonly list: Pick<List, "settings">; readonly header: HeaderSection },
  stays: (name: string) => boolean,
): readonly Bytes[] {
  const { remove_dkim_headers: remove, anonymous_list: hides } = list.settings;
  if (remove !== "rename" || hides === "yes") return [];
  return header.fields
    .filter(({ name }) => isOriginSignature(name) && !stays(name))
    .map(({ raw }) => concatBytes(MAILMANS, raw));
}
