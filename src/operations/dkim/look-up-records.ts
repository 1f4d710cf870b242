import type { RecordState } from "#domains";
import type { StoredDkimKey } from "#store";
import type { Context } from "../operation.ts";

/** `unanswered`: no DNS server said anything. */
export type SeenRecord = RecordState | "unanswered";

/** What the DNS says of each key, in their order. */
export async function lookUpRecords(
  { txtRecords }: Pick<Context, "txtRecords">,
  keys: readonly StoredDkimKey[],
): Promise<readonly SeenRecord[]> {
  if (keys.length === 0) return [];
  const { compareRecord, recordName } = await import("#domains");
  return Promise.all(
    keys.map(async (key) => {
      const records = await txtRecords?.(recordName(key));
      return records === undefined || records === null ? "unanswered" : compareRecord(key, records);
    }),
  );
}
