/** What digests left out for members without a usable key comes when the key works, in one more. */
import { AppError, type ListId } from "#base";
import { beginLateDigest, isLateDigestDue } from "#operations";
import { listById, listsWithLateReaders } from "#store";
import type { PipelineSite } from "../site.ts";

type ReleasingSite = Pick<PipelineSite, "db" | "clock" | "logger" | "wakeErrands">;

/** One list's trouble is not another's. */
export async function releaseLateDigests(site: ReleasingSite): Promise<void> {
  for (const id of await site.db.read(listsWithLateReaders)) {
    try {
      if (await isDue(site, id)) await begin(site, id);
    } catch (thrown) {
      site.logger.error("digest.not-begun", { list: id, code: AppError.fromUnknown(thrown).code });
    }
  }
}

/** Asked of all readers: nothing else that writes is to wait for that. */
async function isDue({ db, clock }: ReleasingSite, id: ListId): Promise<boolean> {
  return db.read(async (tx) => {
    const list = await listById(tx, id);
    return list !== null && isLateDigestDue(tx, list, clock.now());
  });
}

async function begin(site: ReleasingSite, id: ListId): Promise<void> {
  await site.db.transact(async (tx) => {
    const list = await listById(tx, id);
    const begun = list !== null && (await beginLateDigest(tx, list, site.clock.now()));
    if (begun) tx.onCommit(() => site.wakeErrands());
  });
}
