/**
 * A large body is stored before anything refers to it, in steps. It counts with the first outbox row that names it,
 * and that is inserted when all of it is there. What a crash leaves has no such row: it goes when its post is finished.
 */
import type { BodyId } from "#base";
import { beginBody, type NewBody } from "./body.ts";
import type { Database } from "../engine/database.ts";
import { writeInSteps } from "../engine/in-steps.ts";

export async function storeBodyAhead(db: Database, body: NewBody): Promise<BodyId> {
  const begun = await db.transact((tx) => beginBody(tx, body));
  await writeInSteps(db, begun);
  return begun.id;
}
