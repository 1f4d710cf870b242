/** Secrets of the site that are made once, such as the key of the replay tags (S1) and of VERP tags. */
import type { Bytes } from "#base";
import type { Place } from "./at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";

/** 32 random octets by name; made the first time they are asked for. */
export async function siteSecret(tx: Transactor, name: string): Promise<Bytes> {
  const known = await knownSiteSecret(tx, name);
  if (known) return known;
  const sealed = tx.vault.sealAtRest(place(name), tx.vault.newKey());
  await tx.query
    .insertInto("site_secret")
    .values({ name, sealed })
    .onConflict((c) => c.doNothing())
    .execute();
  const made = await knownSiteSecret(tx, name);
  if (!made) throw new Error(`site secret ${name} was not stored`);
  return made;
}

/** null: nobody asked for it yet. */
export async function knownSiteSecret(tx: Reader, name: string): Promise<Bytes | null> {
  const row = await tx.query
    .selectFrom("site_secret")
    .select("sealed")
    .where("name", "=", name)
    .executeTakeFirst();
  return row ? tx.vault.openAtRest(place(name), row.sealed) : null;
}

function place(name: string): Place {
  return { table: "site_secret", column: "sealed", row: name, purpose: "site secret" };
}
