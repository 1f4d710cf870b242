import { AppError, type ErrorCode } from "#base";
import { allLists, type StoredList } from "#store";
import type { PipelineSite } from "../site.ts";

/** What came of work on every list. */
export interface OfEachList {
  /** `lists`, and sums of what was counted on them. */
  readonly figures: Readonly<Record<string, number>>;
  /** Of the last list that it failed on; null: of none. */
  readonly problem: ErrorCode | null;
}

/** One list's trouble is not another's: it is logged under `event`, and the others go on. */
export async function forEachList(
  site: Pick<PipelineSite, "db" | "logger">,
  event: string,
  work: (list: StoredList) => Promise<Readonly<Record<string, number>>>,
): Promise<OfEachList> {
  const lists = await site.db.read(allLists);
  const figures: Record<string, number> = { lists: lists.length };
  let problem: ErrorCode | null = null;
  for (const list of lists) {
    try {
      for (const [name, count] of Object.entries(await work(list)))
        figures[name] = (figures[name] ?? 0) + count;
    } catch (thrown) {
      problem = AppError.fromUnknown(thrown).code;
      site.logger.error(event, { list: list.id, code: problem });
    }
  }
  return { figures, problem };
}
