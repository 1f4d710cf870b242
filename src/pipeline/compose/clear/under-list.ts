/** `from_is_list` for a copy whose header the list writes anew: its content is not touched. */
import type { List } from "#lists";
import type { FieldList, HeaderSection } from "#mime";
import type { OutgoingFacts } from "../../outgoing-facts.ts";
import { correspondents } from "./correspondents.ts";

interface Facts {
  readonly list: List;
  readonly outgoing: OutgoingFacts;
}

/**
 * The list's address in the place of the author's, which goes to Reply-To or Cc.
 *
 * @param fields in the author's own name; their From is the one that members are to see (S2)
 */
export function underList({ list, outgoing }: Facts, fields: FieldList): FieldList {
  if (outgoing.from === "author") return fields;
  const header = headerOf(fields.filter(([name]) => !isReplyTo(name)));
  const { from, replyTo, cc } = correspondents({ list, outgoing, header });
  if (from === undefined) return fields;
  const changes = [["From", from] as const, ...changed("Reply-To", replyTo), ...changed("Cc", cc)];
  const replaced = new Set(changes.map(([name]) => name.toLowerCase()));
  return [...changes, ...fields.filter(([name]) => !replaced.has(name.toLowerCase()))];
}

function changed(name: string, value: string | null | undefined): FieldList {
  return typeof value === "string" ? [[name, value]] : [];
}

/** The list's own, which is made again. */
function isReplyTo(name: string): boolean {
  return name.toLowerCase() === "reply-to";
}

function headerOf(list: FieldList): HeaderSection {
  const fields = list.map(([name, value]) => ({ name, value, raw: new Uint8Array(0) }));
  const all = (wanted: string) => fields.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return { fields, all, first: (name) => all(name)[0] };
}
