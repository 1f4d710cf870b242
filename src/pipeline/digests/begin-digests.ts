/** When digests begin: with a post that makes one large enough, or when their time has come. */
import type { ListId } from "#base";
import { beginNextDigest } from "#operations";
import { listById, type Transactor } from "#store";
import { forEachList, type OfEachList } from "../inbox/for-each-list.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

/** False: not yet. */
export async function beginLargeDigest(tx: Transactor, id: ListId, at: Date): Promise<boolean> {
  const list = await listById(tx, id);
  return list !== null && beginNextDigest(tx, list, { at, why: "large" });
}

/** To be called once a day: what waits on lists with digest_send_periodic goes. */
export async function beginDigests(site: PipelineSite): Promise<OfEachList> {
  const begun = await forEachList(site, "digest.not-begun", async (stored) => {
    if (toList(stored).settings.digest_send_periodic === "no") return {};
    const asked = { at: site.clock.now(), why: "asked" } as const;
    return { digests: (await site.db.transact((tx) => beginNextDigest(tx, stored, asked))) ? 1 : 0 };
  });
  site.wakeErrands();
  return begun;
}
