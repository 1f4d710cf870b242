/** A kept post as people see it from outside: of one that goes sealed only neither Subject nor author. */
import { goesSealed, readArchived } from "#archive";
import { type Bytes, view } from "#base";
import type { ListSettings } from "#config";
import { decodeWords, mailboxesOf, parseMessage } from "#mime";
import { type ArchivedRow, archivedStart, type Reader } from "#store";

const EMPTY_LINE = "\r\n\r\n";

export interface ArchivedView {
  /** Of the post on its list. */
  readonly number: number;
  /** When it arrived. */
  readonly at: string;
  /** Octets. */
  readonly size: number;
  /** It goes to members only, sealed to their keys. */
  readonly sealed: boolean;
  /** null: it is told to nobody outside the post. */
  readonly subject: string | null;
  readonly from: string | null;
}

export async function archivedView(
  tx: Reader,
  row: ArchivedRow,
  settings: ListSettings,
): Promise<ArchivedView> {
  const { number, size } = row;
  const sealed = goesSealed(row, settings);
  const shown = sealed ? { subject: null, from: null } : headerOf(await archivedStart(tx, row));
  return { number, at: row.at.toISOString(), size, sealed, ...shown };
}

function headerOf(start: Bytes): Pick<ArchivedView, "subject" | "from"> {
  const { message } = readArchived(start);
  const end = view(message).indexOf(EMPTY_LINE);
  const parsed = parseMessage(end < 0 ? message : message.subarray(0, end + EMPTY_LINE.length));
  if (!parsed.ok) return { subject: null, from: null };
  const { header } = parsed.value;
  const [author] = mailboxesOf(header, "from");
  return {
    subject: decodeWords(header.first("subject")?.value ?? ""),
    from: author === undefined ? null : author.address,
  };
}
