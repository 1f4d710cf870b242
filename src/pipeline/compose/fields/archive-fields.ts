import { mayBeArchived } from "#archive";
import { archivedAt, type List } from "#lists";
import type { FieldList, HeaderSection } from "#mime";

export interface ArchivedPost {
  /** As members get it, with angle brackets. */
  readonly messageId: string;
  /** As it came. */
  readonly header: HeaderSection;
}

/** `archived_at`; nothing where the author wants it archived nowhere. */
export function archiveFields(
  { settings }: Pick<List, "settings">,
  { messageId, header }: ArchivedPost,
): FieldList {
  const url = mayBeArchived(header) ? archivedAt(settings, messageId) : null;
  return url === null ? [] : [["Archived-At", url]];
}
