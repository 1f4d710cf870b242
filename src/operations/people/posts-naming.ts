/**
 * Kept posts of somebody who was no member when they wrote, or is none any more: only the posts themselves say whose they
 * are. Each is opened at its start, a page at a time, and nothing of it is given out.
 */
import { readArchived } from "#archive";
import { type EmailAddress, parseEmailAddress, type PostId, sameAddress, view } from "#base";
import { mailboxesOf, parseMessage } from "#mime";
import { archivedOfNobody, archivedStart, type Database } from "#store";

const PAGE = 100;
/** As they came, and as lists write them that put their own address into From (RFC 9057). */
const AUTHOR_FIELDS = ["from", "author"] as const;
const EMPTY_LINE = "\r\n\r\n";

export async function postsNaming(db: Database, address: EmailAddress): Promise<readonly PostId[]> {
  const found: PostId[] = [];
  for (let after: PostId | null = null; ;) {
    const ask = { after, limit: PAGE };
    const page = await db.read(async (tx) => {
      const rows = await archivedOfNobody(tx, ask);
      const starts = [];
      for (const row of rows) starts.push({ post: row.postId, start: await archivedStart(tx, row) });
      return starts;
    });
    found.push(...page.filter(({ start }) => isBy(start, address)).map(({ post }) => post));
    after = page.at(-1)?.post ?? after;
    if (page.length < PAGE) return found;
  }
}

function isBy(start: Uint8Array, address: EmailAddress): boolean {
  const { facts, message } = readArchived(start);
  if (facts.author !== null && sameAddress(facts.author, address)) return true;
  const end = view(message).indexOf(EMPTY_LINE);
  const parsed = parseMessage(end < 0 ? message : message.subarray(0, end + EMPTY_LINE.length));
  if (!parsed.ok) return false;
  const authors = AUTHOR_FIELDS.flatMap((name) => mailboxesOf(parsed.value.header, name));
  return authors.some((one) => {
    const author = parseEmailAddress(one.address);
    return author.ok && sameAddress(author.value, address);
  });
}
