/** What digests left out for members without a usable key comes when the key works, in one more. */
import { AppError } from "#base";
import { beginLateDigest } from "#operations";
import { listById, listsWithLateReaders } from "#store";
import type { PipelineSite } from "../site.ts";

/** One list's trouble is not another's. */
export async function releaseLateDigests(site: PipelineSite): Promise<void> {
  for (const id of await site.db.read(listsWithLateReaders)) {
    try {
      await site.db.transact(async (tx) => {
        const list = await listById(tx, id);
        const begun = list !== null && (await beginLateDigest(tx, list, site.clock.now()));
        if (begun) tx.onCommit(() => site.wakeErrands());
      });
    } catch (thrown) {
      site.logger.error("digest.not-begun", { list: id, code: AppError.fromUnknown(thrown).code });
    }
  }
}
