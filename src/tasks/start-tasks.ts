/**
 * Looks now and then for tasks that are due, claims and runs them. Tasks run beside one another, so that one which
 * takes long or fails holds up no other; a claim is kept while its run lives, and is free again when the process died.
 */
import { AppError, type Clock, type ErrorCode, type Logger } from "#base";
import type { SiteConfig } from "#config";
import {
  type ClaimedTask,
  claimTask,
  type Database,
  endTask,
  renewTask,
  scheduleTask,
  type TaskModel,
  taskModel,
} from "#store";
import { nextTime } from "./next-time.ts";
import type { Task, TaskName, TaskReport } from "./task.ts";

export interface Tasks {
  /** Somebody may have asked for a run. */
  wake(): void;
  /** Resolves when what was asked for has been run. */
  drain(): Promise<void>;
  /** Ends what runs. */
  stop(): Promise<void>;
}

export interface TasksOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The name of this process among those that share the database. */
  readonly node: string;
  readonly tasks: readonly Task[];
  readonly schedules: SiteConfig["tasks"];
}

const LOOK_MS = 15_000;
const LEASE_MS = 2 * 60_000;
const RENEW_MS = 30_000;
/** Runs in a row that a process died over; then the task waits for its next time. */
const MAX_INTERRUPTED = 3;

/** @throws AppError bad-config: a schedule that is none */
export async function startTasks(options: TasksOptions): Promise<Tasks> {
  const { db, clock, tasks, schedules } = options;
  const now = clock.now();
  const rows = tasks.map(({ name }) => {
    return { name, schedule: schedules[name], nextAt: nextTime(schedules[name], now) };
  });
  await db.transact(async (tx) => {
    for (const row of rows) await scheduleTask(tx, row);
  });
  const runner = new TaskRunner(options);
  void runner.look(false);
  return runner;
}

class TaskRunner implements Tasks {
  readonly #options: TasksOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #looking: Promise<void> = Promise.resolve();

  constructor(options: TasksOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(false), LOOK_MS);
    this.#timer.unref();
  }

  wake(): void {
    void this.look(true);
  }

  async drain(): Promise<void> {
    await this.look(true);
    await Promise.all(this.#running);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#looking;
    await Promise.all(this.#running);
  }

  /** One look after the other. */
  look(onlyAsked: boolean): Promise<void> {
    this.#looking = this.#looking.then(() => this.#claimAll(onlyAsked));
    return this.#looking;
  }

  async #claimAll(onlyAsked: boolean): Promise<void> {
    const { db, clock, node, tasks, logger } = this.#options;
    const names = tasks.map(({ name }) => name);
    try {
      while (!this.#stop.signal.aborted) {
        const claim = { names, onlyAsked, node, now: clock.now(), leaseMs: LEASE_MS };
        const claimed = await db.transact((tx) => claimTask(tx, claim));
        if (claimed === null) return;
        this.#begin(claimed);
      }
    } catch (thrown) {
      logger.error("tasks.not-claimed", { code: AppError.fromUnknown(thrown).code });
    }
  }

  #begin(claimed: ClaimedTask): void {
    const { tasks } = this.#options;
    const task = tasks.find(({ name }) => name === claimed.name);
    if (task === undefined) return;
    const run = this.#run(task, claimed).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #run(task: Task, claimed: ClaimedTask): Promise<void> {
    const { logger } = this.#options;
    const renewing = setInterval(() => void this.#renew(claimed), RENEW_MS);
    try {
      const report = await this.#reportOf(task, claimed);
      await this.#end(task.name, claimed, report);
      const { problem, figures } = report;
      if (problem === null) logger.info("task.done", { task: task.name, ...figures });
      else logger.error("task.failed", { task: task.name, code: problem, ...figures });
    } catch (thrown) {
      logger.error("task.not-ended", { task: task.name, code: AppError.fromUnknown(thrown).code });
    } finally {
      clearInterval(renewing);
    }
  }

  async #reportOf(task: Task, { interrupted }: ClaimedTask): Promise<TaskReport> {
    if (interrupted >= MAX_INTERRUPTED) return failedBy("internal");
    try {
      return await task.run(this.#stop.signal);
    } catch (thrown) {
      const error = AppError.fromUnknown(thrown);
      this.#options.logger.error("task.broken", { task: task.name, code: error.code, ...placeOf(error) });
      return failedBy(error.code);
    }
  }

  async #end(name: TaskName, { run }: ClaimedTask, { figures, problem }: TaskReport): Promise<void> {
    const { db, clock, schedules } = this.#options;
    const now = clock.now();
    const outcome = problem === null ? "done" : "failed";
    await db.transact(async (tx) => {
      const nextAt = timeAfter(await taskModel(tx, name), schedules[name], now);
      await endTask(tx, { name, run, outcome, problem: problem ?? "", figures, now, nextAt });
    });
  }

  async #renew({ name, run }: ClaimedTask): Promise<void> {
    const { db, clock, logger } = this.#options;
    const until = new Date(clock.now().getTime() + LEASE_MS);
    try {
      await db.transact((tx) => renewTask(tx, { name, run, until }));
    } catch (thrown) {
      logger.warn("tasks.claim-not-renewed", { task: name, code: AppError.fromUnknown(thrown).code });
    }
  }
}

/** A model counts from the end of a run; what the configuration switched off stays so. */
function timeAfter(model: TaskModel | null, schedule: string, now: Date): Date | null {
  if (model === null || schedule === "off") return nextTime(schedule, now);
  return model.everyMs === null ? null : new Date(now.getTime() + model.everyMs);
}

/** Where in the code; messages of errors may quote what was worked on. */
function placeOf(error: AppError): { readonly kind: string; readonly where: string } {
  const cause = error.cause instanceof Error ? error.cause : error;
  const where = cause.stack?.split("\n").slice(1, 4).join(" ").replaceAll(/\s+/g, " ") ?? "";
  return { kind: cause.name, where };
}

function failedBy(problem: ErrorCode): TaskReport {
  return { figures: {}, problem };
}
