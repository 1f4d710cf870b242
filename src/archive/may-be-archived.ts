import type { HeaderSection } from "#mime";

/**
 * Whether the author lets a post be kept. As Mailman reads it: an X-No-Archive, whatever it says, or X-Archive: no; and
 * Archive: no (RFC 5536 §3.2.2). Signed or not, such a field only makes it stricter.
 */
export function mayBeArchived(header: HeaderSection): boolean {
  if (header.first("x-no-archive") !== undefined) return false;
  return ![...header.all("x-archive"), ...header.all("archive")].some(({ value }) => /^no\b/i.test(value));
}
