/**
 * What is known of a mail before anything is done that it orders. Run again after a crash, the same row goes on with it: who
 * left by their first command is still who asks, and is answered sealed.
 */
import { fromUtf8, utf8 } from "#base";
import { type EffectName, inboxEffect, keepInboxEffect } from "#store";
import type { PipelineSite } from "../site.ts";

/** null: it is run for the first time. The type is what `remember` was given. */
export async function recall<T>({ db }: Pick<PipelineSite, "db">, effect: EffectName): Promise<T | null> {
  const kept = await db.read((tx) => inboxEffect(tx, effect));
  return kept === null ? null : (JSON.parse(fromUtf8(kept)) as T);
}

/** @param find gives what JSON can say */
export async function remember<T>(
  site: Pick<PipelineSite, "db">,
  effect: EffectName,
  find: () => Promise<T>,
): Promise<T> {
  const before = await recall<T>(site, effect);
  if (before !== null) return before;
  const found = await find();
  await site.db.transact((tx) => keepInboxEffect(tx, effect, utf8(JSON.stringify(found))));
  return found;
}
