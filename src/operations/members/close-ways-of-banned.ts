import type { EmailAddress, ListId } from "#base";
import { closeWaysIn, type Transactor, waysIn } from "#store";
import { isAmong } from "./address-patterns.ts";

/** What was given out before the ban lets nobody in after it: neither while it lasts nor when it is lifted. */
export async function closeWaysOfBanned(tx: Transactor, listId: ListId, banList: string): Promise<void> {
  for (const addressKey of await waysIn(tx, listId))
    if ((await isAmong(banList, addressKey as string as EmailAddress)) !== false)
      await closeWaysIn(tx, { listId, addressKey });
}
