/** What acceptance refuses, and what the pipeline makes of it if it is accepted all the same. */
import assert from "node:assert/strict";
import { AppError, asId, type HeldId } from "#base";
import { heldAccept, heldList } from "#operations";
import { acceptHeld } from "#store";
import type { TestServer } from "../server.ts";

/** The one held message is not accepted by anybody; then it goes back into the pipeline as approved. */
export async function acceptAnyway(server: TestServer): Promise<void> {
  const [held] = await server.call(heldList, {});
  assert.ok(held);
  const refusal = (error: unknown) => error instanceof AppError && error.code === "not-allowed";
  await assert.rejects(server.call(heldAccept, { ids: [held.id] }), refusal);
  await server.db.transact((tx) => acceptHeld(tx, asId<HeldId>(held.id)));
  await server.drain();
}
