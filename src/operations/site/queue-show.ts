import { z } from "zod";
import { AppError, asId, ok, type OutboxId } from "#base";
import { outboxById } from "#store";
import { listAddresses } from "../held/held-list.ts";
import { rowId } from "../input.ts";
import { operation } from "../operation.ts";
import { deliveryLine, type WaitingDelivery } from "./queue-list.ts";
import { iso } from "../views.ts";

export interface DeliveryView extends WaitingDelivery {
  readonly returnPath: string;
  /** Whether nobody but the member can read it. */
  readonly sealed: boolean;
  readonly queuedAt: string;
  readonly doneAt: string | null;
}

export const queueShow = operation({
  name: "queue.show",
  summary: "Show one delivery",
  input: z.strictObject({ id: rowId }),
  async run({ db }, { id }) {
    const view = await db.read(async (tx): Promise<DeliveryView> => {
      const row = await outboxById(tx, asId<OutboxId>(id));
      if (row === null) throw noDelivery(id);
      const names = await listAddresses(tx);
      return {
        ...deliveryLine(row, (listId) => (listId === null ? null : (names.get(listId) ?? null))),
        returnPath: row.returnPath,
        sealed: row.sealedTo !== null,
        queuedAt: row.createdAt.toISOString(),
        doneAt: iso(row.doneAt),
      };
    });
    return ok(view);
  },
});

export function noDelivery(id: number): AppError {
  const publicText = `There is no delivery number ${id}. See what waits: conclave queue list`;
  return new AppError({ code: "not-found", publicText });
}
