import type { StoredDkimKey } from "#store";
import type { Context } from "../operation.ts";
import { lookUpRecords, type SeenRecord } from "./look-up-records.ts";

export interface SeenKey {
  readonly key: StoredDkimKey;
  readonly seen: SeenRecord;
  /** Of an RSA key. */
  readonly bits: number | null;
}

/** What the DNS says of each key, and how long it is. */
export async function seenKeys(
  context: Pick<Context, "txtRecords">,
  keys: readonly StoredDkimKey[],
): Promise<readonly SeenKey[]> {
  if (keys.length === 0) return [];
  const { rsaBits } = await import("#domains");
  const seen = await lookUpRecords(context, keys);
  return keys.map((key, nth) => ({ key, seen: seen[nth] ?? "unanswered", bits: rsaBits(key.publicKey) }));
}
