/**
 * How many answers to commands go out (S7). Who proved to be who they are has no limit but that of mail; anybody else can have
 * them sent to somebody, by writing their address into a mail.
 */
import { createHash } from "node:crypto";
import { addressKey, type EmailAddress, type ListId } from "#base";
import type { CommandResult } from "#commands";
import { say, type Voice } from "#i18n";
import { commandAnswersLeft, takeCommandAnswer, takeModerationAnswer, type Transactor } from "#store";
import type { Notice } from "../notices/notices.ts";
import type { PipelineSite } from "../site.ts";

const PROVEN = { perHour: 60, perDay: 300 };

export interface CountedAnswer {
  /** The address that answers. */
  readonly door: EmailAddress;
  /** null: the site answers. */
  readonly listId: ListId | null;
  readonly to: EmailAddress;
  /** Digest of its words: nobody gets the same ones twice in an hour. null: who asked proved to be who they are. */
  readonly says: string | null;
}

function isProven(results: readonly Pick<CommandResult, "proven">[]): boolean {
  return results.length > 0 && results.every(({ proven }) => proven === true);
}

/** @param notice of its words only those count that come of the commands */
export function countedAnswer(
  answer: Omit<CountedAnswer, "says"> & { readonly results: readonly CommandResult[] },
  notice: Notice,
): CountedAnswer {
  const { door, listId, to, results } = answer;
  const digest = createHash("sha256").update(notice.lines.join("\n")).digest("hex").slice(0, 32);
  return { door, listId, to, says: isProven(results) ? null : digest };
}

/** The last answer that an address gets today says that it is the last. */
export async function sayingIfLast(
  site: Pick<PipelineSite, "db" | "clock">,
  voice: Voice,
  { notice, counted }: { readonly notice: Notice; readonly counted: CountedAnswer },
): Promise<Notice> {
  if (counted.says === null) return notice;
  const asked = { to: addressKey(counted.to), now: site.clock.now() };
  if ((await site.db.read((tx) => commandAnswersLeft(tx, asked))) !== 1) return notice;
  return { ...notice, lines: [...notice.lines, "", say(voice, "command-last-today")] };
}

/** False: it does not go, for they had it already, or enough of the kind. */
export async function takeAnswerTo(
  tx: Transactor,
  { door, listId, to: address, says }: CountedAnswer,
  now: Date,
): Promise<boolean> {
  const to = addressKey(address);
  return says === null
    ? takeModerationAnswer(tx, { to, listId, now, ...PROVEN })
    : takeCommandAnswer(tx, { door, says, to, now });
}
