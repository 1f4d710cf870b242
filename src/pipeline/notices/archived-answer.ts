/**
 * Kept posts for somebody who asked for them: attached as messages, each told with what was found when it came. What goes
 * sealed goes to a member who is on the list now, sealed and signed like all else the list writes to them, or not at all.
 */
import { goesSealed, readArchived } from "#archive";
import type { Recipient } from "#base";
import { say } from "#i18n";
import { type List, usesKeys, voiceOf } from "#lists";
import type { ErrandOrder } from "#operations";
import { archivedByNumber, archivedOctets, type ArchivedRow, memberById, type Reader } from "#store";
import { enclosedMessage } from "../compose/enclosed-message.ts";
import { formatDate } from "../compose/opened/outside.ts";
import { readingKey } from "../moderation/held-decider.ts";
import type { PipelineSite } from "../site.ts";
import { sayAdvice } from "./giving-a-key.ts";
import type { Notice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";

type Asked = Extract<ErrandOrder, { readonly do: "send-archived" }>;
type Answer = Omit<NoticeRequest, "effect">;

/** null: they are on the list no more. */
export async function archivedAnswer(site: PipelineSite, list: List, asked: Asked): Promise<Answer | null> {
  const at = site.clock.now();
  return site.db.read(async (tx) => {
    if (!(await mayHave(tx, list, asked))) return null;
    const rows = await stillKept(tx, list, asked.posts);
    const { member } = asked;
    const sealTo = member === null ? null : await readingKey(tx, list, { member, at });
    const sealed = rows.some((row) => goesSealed(row, list.settings));
    if (sealed && sealTo === null) return answer(asked, noKey(list));
    const told = rows.length === 0 ? gone(list) : await postsTold(tx, list, rows);
    return answer(asked, told, sealed ? sealTo : null);
  });
}

/** Nobody but members on a list with keys; and who was one when they asked must be one still, by the same address. */
async function mayHave(tx: Reader, list: List, { member, to }: Asked): Promise<boolean> {
  if (member === null) return !usesKeys(list.settings);
  const person = await memberById(tx, member);
  return person?.listId === list.id && person.address === to;
}

async function stillKept(
  tx: Reader,
  { id }: List,
  numbers: readonly number[],
): Promise<readonly ArchivedRow[]> {
  const rows = [];
  for (const number of numbers) rows.push(await archivedByNumber(tx, id, number));
  return rows.filter((row) => row !== null);
}

type Told = Pick<Answer, "notice" | "attachments">;

async function postsTold(tx: Reader, list: List, rows: readonly ArchivedRow[]): Promise<Told> {
  const voice = voiceOf(list);
  const numbers = rows.map(({ number }) => number).join(", ");
  const lines = [say(voice, "archive-1", { list: list.displayName, numbers })];
  const attachments = [];
  for (const row of rows) {
    const { facts, message } = readArchived(await archivedOctets(tx, row));
    const block = facts.block === null ? [] : facts.block.trimEnd().split(/\r?\n/);
    const head = say(voice, "archive-post", { number: String(row.number), date: formatDate(row.at) });
    lines.push("", head, ...block.map((line) => `  ${line}`.trimEnd()));
    attachments.push(enclosedMessage(message, `post-${row.number}.eml`));
  }
  return { notice: { subject: subjectOf(list), lines }, attachments };
}

function gone(list: List): Told {
  const voice = voiceOf(list);
  return {
    notice: { subject: subjectOf(list), lines: [say(voice, "archive-gone", { list: list.displayName })] },
    attachments: [],
  };
}

function noKey(list: List): Told {
  const notice: Notice = {
    subject: subjectOf(list),
    lines: [sayAdvice(list, "archive-no-key", { list: list.displayName })],
  };
  return { notice, attachments: [] };
}

function subjectOf(list: List): string {
  return say(voiceOf(list), "archive-subject", { list: list.displayName });
}

function answer({ to }: Asked, told: Told, sealTo: Recipient | null = null): Answer {
  const common = { ...told, to, kind: "auto-replied", inReplyTo: null } as const;
  return sealTo === null ? common : { ...common, sealTo };
}
