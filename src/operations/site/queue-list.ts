import { z } from "zod";
import { type ListId, ok } from "#base";
import {
  asideErrands,
  asideRows,
  inboxCounts,
  outboxPage,
  type OutboxRow,
  queueCounts,
  type Reader,
} from "#store";
import { listAddresses } from "../held/held-list.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

/** Rows shown of each kind; the counts are complete. */
const SHOWN = 50;

export interface QueueLine {
  /** null: mail of no list. */
  readonly list: string | null;
  /** in: came in, not decided yet. out: to be delivered. */
  readonly way: "in" | "out";
  readonly state: string;
  readonly count: number;
  readonly oldest: string;
}

export interface WaitingDelivery {
  readonly id: number;
  readonly list: string | null;
  readonly to: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextAt: string | null;
  /** The last reply of the relay. */
  readonly reply: string;
}

export interface AsideMessage {
  readonly id: number;
  readonly list: string | null;
  readonly code: string;
  readonly receivedAt: string;
}

export interface AsideOrder {
  readonly id: number;
  readonly list: string | null;
  readonly code: string;
  readonly orderedAt: string;
}

export interface QueueView {
  readonly counts: readonly QueueLine[];
  /** The oldest deliveries that failed for good or were put off. */
  readonly troubled: readonly WaitingDelivery[];
  /** Messages that broke a step three times; `queue retry` gives them another try. */
  readonly aside: readonly AsideMessage[];
  /** Mails that people ordered and that could not be written five times; `queue retry` has them tried again. */
  readonly orders: readonly AsideOrder[];
}

export const queueList = operation({
  name: "queue.list",
  summary: "Show what waits to be decided or delivered",
  input: z.strictObject({ list: address.optional() }),
  async run({ db }, wanted) {
    const view = await db.read(async (tx): Promise<QueueView> => {
      const only = wanted.list === undefined ? null : (await wantedList(tx, wanted.list)).id;
      const names = await listAddresses(tx);
      const nameOf = (id: ListId | null) => (id === null ? null : (names.get(id) ?? null));
      const isWanted = ({ listId }: { readonly listId: ListId | null }) => only === null || listId === only;
      const aside = (await asideRows(tx, SHOWN)).filter(isWanted);
      return {
        counts: (await allCounts(tx)).filter(isWanted).map((line) => countLine(line, nameOf)),
        troubled: (await troubledRows(tx, only)).map((row) => deliveryLine(row, nameOf)),
        aside: aside.map(({ id, listId, code, receivedAt }) => ({
          id,
          code,
          list: nameOf(listId),
          receivedAt: receivedAt.toISOString(),
        })),
        orders: (await asideErrands(tx, { listId: only, limit: SHOWN })).map(
          ({ id, listId, code, orderedAt }) => ({
            id,
            code,
            list: nameOf(listId),
            orderedAt: orderedAt.toISOString(),
          }),
        ),
      };
    });
    return ok(view);
  },
});

type NameOf = (id: ListId | null) => string | null;

interface Count {
  readonly listId: ListId | null;
  readonly way: "in" | "out";
  readonly state: string;
  readonly count: number;
  readonly oldest: Date;
}

async function allCounts(tx: Reader): Promise<readonly Count[]> {
  const arrived = (await inboxCounts(tx)).map((count) => ({ ...count, way: "in" as const }));
  const leaving = (await queueCounts(tx)).map((count) => ({ ...count, way: "out" as const }));
  return [...arrived, ...leaving];
}

function countLine({ listId, way, state, count, oldest }: Count, nameOf: NameOf): QueueLine {
  return { list: nameOf(listId), way, state, count, oldest: oldest.toISOString() };
}

async function troubledRows(tx: Reader, listId: ListId | null): Promise<readonly OutboxRow[]> {
  const scope = listId === null ? {} : { listId };
  const failed = await outboxPage(tx, { ...scope, state: "failed", limit: SHOWN });
  const waiting = await outboxPage(tx, { ...scope, state: "ready", limit: SHOWN });
  return [...failed, ...waiting.filter(({ attempts }) => attempts > 0)];
}

export function deliveryLine(row: OutboxRow, nameOf: NameOf): WaitingDelivery {
  return {
    id: row.id,
    list: nameOf(row.listId),
    to: row.rcptTo,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.state === "ready" ? row.nextAt.toISOString() : null,
    reply: [row.code, row.reply].filter((part) => part !== "").join(" "),
  };
}
