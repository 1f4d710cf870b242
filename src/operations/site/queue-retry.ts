import { z } from "zod";
import { AppError, asId, ok, type OutboxId } from "#base";
import { outboxById, retryAside, retryErrands, retryNow, type Transactor } from "#store";
import { address, rowId } from "../input.ts";
import { operation } from "../operation.ts";
import { noDelivery } from "./queue-show.ts";
import { wantedList } from "../wanted.ts";

export interface Retried {
  /** Deliveries that are due now and were not before. */
  readonly deliveries: number;
  /** Messages that had been set aside and go through the pipeline again. */
  readonly messages: number;
  /** Mails that people ordered and nobody could write. */
  readonly orders: number;
}

export const queueRetry = operation({
  name: "queue.retry",
  summary: "Try again now what was put off or set aside",
  input: z.strictObject({
    id: rowId.optional(),
    /** Neither number nor list: everything. */
    list: address.optional(),
  }),
  async run({ db, clock, wake }, { id, list }) {
    const now = clock.now();
    const retried = await db.transact(async (tx): Promise<Retried> => {
      tx.onCommit(wake);
      if (id !== undefined) return { deliveries: await retryOne(tx, id, now), messages: 0, orders: 0 };
      const listId = list === undefined ? null : (await wantedList(tx, list)).id;
      const deliveries = await retryNow(tx, listId === null ? "all" : { listId }, now);
      const messages = await retryAside(tx, listId);
      return { deliveries, messages, orders: await retryErrands(tx, listId) };
    });
    return ok(retried);
  },
});

async function retryOne(tx: Transactor, id: number, now: Date): Promise<number> {
  const row = await outboxById(tx, asId<OutboxId>(id));
  if (row === null) throw noDelivery(id);
  if (row.state === "ready" || row.state === "claimed") return retryNow(tx, { id: row.id }, now);
  const publicText =
    row.state === "failed"
      ? `Delivery ${id} failed for good, and its copy is erased. See why: conclave queue show ${id}. When that is mended, ask the author to send the post again.`
      : `Delivery ${id} is ${row.state}: it has nothing left to send.`;
  throw new AppError({ code: "not-allowed", publicText });
}
