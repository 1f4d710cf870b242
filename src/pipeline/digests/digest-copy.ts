/** The outbox row of one reader of a digest: return path, and how they leave (RFC 8058). */
import { concatBytes } from "#base";
import { doorAddress, leaveFields, type List, usesKeys } from "#lists";
import { formatField } from "#mime";
import { type LinkReader, offersLeaveLink } from "#operations";
import type { Copy } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { markText } from "./digest-range.ts";
import type { DigestGroup, PlannedReader } from "./plan-digests.ts";

type CopySite = Pick<PipelineSite, "returnPath" | "leaveLink">;

/** In batches under one return path, except where copies differ by reader: then one by one (VERP). */
export function digestCopy(site: CopySite, { list, range }: DigestGroup, one: PlannedReader): Copy {
  const { reader, address, recipient } = one;
  const { memberId } = reader;
  const link = leaveLinkOf(site, list);
  const effect = `digest:${list.id}:${memberId}:${markText(range.from)}:${markText(range.to)}`;
  const common = { memberId, address, recipient, effect };
  if (link === null && !usesKeys(list.settings))
    return { ...common, returnPath: doorAddress(list.address, "bounces") };
  const own = link === null ? [] : leaveFields(list.address, link({ member: memberId, address }));
  const fields = concatBytes(...own.map(([name, value]) => formatField(name, value)));
  return { ...common, returnPath: site.returnPath(list, memberId), fields };
}

/** null: readers leave by mail. */
export function leaveLinkOf(
  { leaveLink }: CopySite,
  { settings }: List,
): ((reader: LinkReader) => string) | null {
  return leaveLink !== undefined && offersLeaveLink(settings) ? leaveLink : null;
}
