import type { ErrorCode } from "#base";
import type { SiteConfig } from "#config";

/** What a run did. */
export interface TaskReport {
  /** Counts by what was counted: `{ erased: 12 }`. Never addresses or content (S14). */
  readonly figures: Readonly<Record<string, number>>;
  /** null: all went well. */
  readonly problem: ErrorCode | null;
}

export type TaskName = keyof SiteConfig["tasks"];

export interface Task {
  readonly name: TaskName;
  /** What is thrown fails this run and nothing else. @param stop aborted when the process ends */
  run(stop: AbortSignal): Promise<TaskReport>;
}
