import { z } from "zod";
import { goesSealed, mboxOf, readArchived } from "#archive";
import { ok, view } from "#base";
import { mailboxesOf, parseMessage } from "#mime";
import { archivedOctets, archivedPage, type ArchivedRow, type Reader } from "#store";
import { address } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { selectionOf } from "./wanted-posts.ts";

const ROWS = 100;
const OCTETS = 8 * 1024 * 1024;

export interface ExportedPosts {
  /** A piece of an mbox file, in base64. */
  readonly mbox: string;
  readonly written: number;
  /** Posts that go to members only, sealed: they are not in it. */
  readonly leftOut: number;
  /** The number behind which the next piece begins; null: this was the last one. */
  readonly next: number | null;
}

/** Of what came sealed nothing leaves the database in clear, whoever asks (S6). */
export const archiveExport = operation({
  name: "archive.export",
  summary: "Give out kept posts as pieces of an mbox file; what goes sealed only is left out",
  input: z.strictObject({ list: address, posts: z.string().optional(), after: z.int().min(0).optional() }),
  async run({ db }, wanted) {
    const piece = await db.read(async (tx): Promise<ExportedPosts> => {
      const list = await wantedList(tx, wanted.list);
      const named = selectionOf(wanted.posts);
      const after = Math.max(wanted.after ?? 0, named.after ?? 0);
      const page = await archivedPage(tx, { ...named, listId: list.id, after, limit: ROWS });
      const rows = upTo(OCTETS, page);
      const clear = rows.filter((row) => !goesSealed(row, settingsOf(list)));
      const parts = [];
      for (const row of clear) parts.push(await messageOf(tx, row));
      const isLast = page.length < ROWS && rows.length === page.length;
      return {
        mbox: Buffer.concat(parts).toString("base64"),
        written: clear.length,
        leftOut: rows.length - clear.length,
        next: isLast ? null : (rows.at(-1)?.number ?? null),
      };
    });
    return ok(piece);
  },
});

/** The first ones, and one at least. */
function upTo(octets: number, rows: readonly ArchivedRow[]): readonly ArchivedRow[] {
  let sum = 0;
  const end = rows.findIndex((row, nth) => (sum += row.size) > octets && nth > 0);
  return end < 0 ? rows : rows.slice(0, end);
}

async function messageOf(tx: Reader, row: ArchivedRow): Promise<Uint8Array> {
  const { message } = readArchived(await archivedOctets(tx, row));
  const parsed = parseMessage(message);
  const [author] = parsed.ok ? mailboxesOf(parsed.value.header, "from") : [];
  return view(mboxOf(message, { at: row.at, sender: author?.address ?? "" }));
}
