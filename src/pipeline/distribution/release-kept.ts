/**
 * Posts that were kept for members without a usable key come when the key works: the oldest goes back to its inbox
 * row, which opens it again and seals it for them. It is asked when keys or settings change, and now and then, for a
 * key's validity begins by itself.
 */
import { AppError, keyUsability, type ListId, type MemberId } from "#base";
import { type List, planSealed } from "#lists";
import { listById, listsThatKeep, oldestFor, reopenKept, waitingReaders } from "#store";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

const PAGE = 500;

/** At most one post of each list. Whether there was any. One list's trouble is not another's. */
export async function releaseKept(site: PipelineSite): Promise<boolean> {
  let released = false;
  for (const id of await site.db.read(listsThatKeep)) {
    try {
      if (await releaseOldest(site, id)) released = true;
    } catch (thrown) {
      site.logger.error("kept.not-released", { list: id, code: AppError.fromUnknown(thrown).code });
    }
  }
  return released;
}

async function releaseOldest(site: PipelineSite, listId: ListId): Promise<boolean> {
  const stored = await site.db.read((tx) => listById(tx, listId));
  if (stored === null) return false;
  const ready = await readyMembers(site, toList(stored, site.texts));
  if (ready.sealable.length + ready.lost.length === 0) return false;
  return site.db.transact(async (tx) => {
    const postId = await oldestFor(tx, listId, ready);
    if (postId === null || !(await reopenKept(tx, postId))) return false;
    site.logger.info("kept.released", { list: listId, post: postId });
    return true;
  });
}

interface Ready {
  readonly sealable: MemberId[];
  readonly lost: MemberId[];
}

async function readyMembers(site: PipelineSite, { id: listId, settings }: List): Promise<Ready> {
  const ready: Ready = { sealable: [], lost: [] };
  for (let after: MemberId | undefined; ;) {
    const ask = { listId, after, limit: PAGE };
    const { waiting, last } = await site.db.read((tx) => waitingReaders(tx, ask));
    const now = site.clock.now();
    for (const { memberId, keys, lost } of waiting) {
      const states = keys.map(({ scheme, fingerprint, ...facts }) => {
        return { scheme, fingerprint, state: keyUsability(facts, now) };
      });
      if (planSealed(settings, { id: memberId, keys: states }).sealedTo !== null)
        ready.sealable.push(memberId);
      if (lost) ready.lost.push(memberId);
    }
    if (last === null) return ready;
    after = last;
  }
}
