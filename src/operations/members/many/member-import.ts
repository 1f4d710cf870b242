import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { usesKeys } from "#lists";
import { memberByAddress } from "#store";
import { order } from "../../held/errand-order.ts";
import { settingsOf } from "../../lists/list-settings-of.ts";
import { checkImport, importLine, type ReadyLine } from "./check-import.ts";
import { address } from "../../input.ts";
import { isBanned } from "../come-and-go.ts";
import { addMember } from "../new-member.ts";
import { type Context, operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";

/** Rows in one transaction. */
const CHUNK = 200;
const MOST_LINES = 100_000;

export interface SkippedLine {
  readonly line: number;
  readonly address: EmailAddress;
}

export interface ImportReport {
  readonly added: number;
  /** False: the list does nothing with keys. */
  readonly listUsesKeys: boolean;
  readonly withKey: number;
  /** Lines whose address is on the list already; those members stay as they are. */
  readonly skipped: readonly SkippedLine[];
  /** Lines whose address is banned from the list, and not on it: they are not added. */
  readonly banned: readonly SkippedLine[];
  /** Added all the same, though the address left the list with a key and came back without it (S9). */
  readonly withoutOldKey: readonly SkippedLine[];
}

/**
 * Every line is checked, its key too, before the first is stored. An import that was cut off is simply
 * run again: who is there is skipped.
 */
export const memberImport = operation({
  name: "member.import",
  summary: "Add many members at once",
  input: z.strictObject({
    list: address,
    lines: z.array(importLine).max(MOST_LINES),
    /** Absent: as send_welcome_msg says. */
    welcome: z.boolean().optional(),
    /** Adds them though the setting ban_list has their address. */
    evenBanned: z.boolean().default(false),
  }),
  async run(context, { list, lines, welcome, evenBanned }) {
    const listUsesKeys = usesKeys(settingsOf(await context.db.read((tx) => wantedList(tx, list))));
    const ready = await checkImport(context, list, lines);
    const stored = await storeLines(context, list, { ready, welcome, evenBanned });
    const { skipped, banned, withoutOldKey } = stored;
    const gone = new Set([...skipped, ...banned].map(({ line }) => line));
    const added = ready.filter(({ line }) => !gone.has(line));
    const withKey = added.filter(({ key }) => key !== null).length;
    return ok<ImportReport>({
      added: added.length,
      listUsesKeys,
      withKey,
      skipped,
      banned,
      withoutOldKey,
    });
  },
});

interface Addition {
  readonly ready: readonly ReadyLine[];
  /** Absent: as send_welcome_msg says. */
  readonly welcome?: boolean | undefined;
  readonly evenBanned: boolean;
}

/** Some in one transaction. Who is banned is left out, unless they are on the list; who is on the list already stays as they are. */
export async function storeLines(
  context: Context,
  list: EmailAddress,
  { ready, ...how }: Addition,
): Promise<Stored> {
  const skipped: SkippedLine[] = [];
  const banned: SkippedLine[] = [];
  const withoutOldKey: SkippedLine[] = [];
  for (let start = 0; start < ready.length; start += CHUNK) {
    const chunk = ready.slice(start, start + CHUNK);
    const stored = await storeChunk(context, list, { ready: chunk, ...how });
    skipped.push(...stored.skipped);
    banned.push(...stored.banned);
    withoutOldKey.push(...stored.withoutOldKey);
    context.progress(ready.length + start + chunk.length, ready.length * 2);
  }
  return { skipped, banned, withoutOldKey };
}

type Stored = Pick<ImportReport, "skipped" | "banned" | "withoutOldKey">;

async function storeChunk(
  { db, clock, wake }: Context,
  address: EmailAddress,
  { ready, welcome, evenBanned }: Addition,
): Promise<Stored> {
  return db.transact(async (tx) => {
    const list = await wantedList(tx, address);
    const skipped: SkippedLine[] = [];
    const banned: SkippedLine[] = [];
    const withoutOldKey: SkippedLine[] = [];
    const writes = welcome ?? settingsOf(list).send_welcome_msg === "yes";
    const at = clock.now();
    for (const { line, member, key } of ready) {
      const named = { line, address: member.address };
      const known = await memberByAddress(tx, list.id, member.address);
      if (known !== null) {
        skipped.push(named);
        continue;
      }
      if (!evenBanned && (await isBanned(list, member.address))) {
        banned.push(named);
        continue;
      }
      const { id, isSuspect } = await addMember(tx, list, { member, key, at });
      if (isSuspect) withoutOldKey.push(named);
      if (writes) await order(tx, { listId: list.id, at }, { do: "welcome", member: id });
    }
    if (writes) tx.onCommit(wake);
    return { skipped, banned, withoutOldKey };
  });
}
