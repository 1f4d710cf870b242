/**
 * Scheduled work that several processes share: a row per task says when it is due and who works on it, so that each run
 * is made once. What is missed while no process lives is due at the next start, once.
 */
import type { ErrorCode, TaskRunId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

export interface TaskRow {
  readonly name: string;
  /** A cron pattern in UTC, or "off". */
  readonly schedule: string;
  /** null: off. */
  readonly nextAt: Date | null;
  /** Somebody works on it. */
  readonly running: boolean;
}

export interface ScheduledTask {
  readonly name: string;
  readonly schedule: string;
  readonly nextAt: Date | null;
}

/** Said at every start. When a task is due next stays as it is, unless its schedule is another than before. */
export async function scheduleTask(tx: Transactor, { name, schedule, nextAt }: ScheduledTask): Promise<void> {
  const next_at = nextAt?.getTime() ?? null;
  await tx.query
    .insertInto("task")
    .values({ name, schedule, next_at, asked_at: null })
    .onConflict((c) =>
      c.column("name").doUpdateSet({ schedule, next_at }).where("task.schedule", "!=", schedule),
    )
    .execute();
}

/** null: never, or there is none of that name. */
export async function nextRunOf(tx: Reader, name: string): Promise<Date | null> {
  const row = await tx.query.selectFrom("task").select("next_at").where("name", "=", name).executeTakeFirst();
  return row === undefined || row.next_at === null ? null : new Date(row.next_at);
}

/** Has a task run out of turn, as soon as a process looks. False: there is none of that name. */
export async function askTask(tx: Transactor, name: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("task")
    .set({ asked_at: now.getTime() })
    .where("name", "=", name)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const AGAIN_MS = 60_000;

/** The same, but not while a run of it began less than a minute ago: posts may ask for it, as many as come. */
export async function askTaskAgain(tx: Transactor, name: string, now: Date): Promise<void> {
  const recent = await tx.query
    .selectFrom("task_run")
    .select("id")
    .where("task", "=", name)
    .where("started_at", ">", now.getTime() - AGAIN_MS)
    .limit(1)
    .executeTakeFirst();
  if (recent === undefined) await askTask(tx, name, now);
}

export interface TaskClaim {
  /** What the claiming process can run. */
  readonly names: readonly string[];
  /** Only what somebody asked for. */
  readonly onlyAsked: boolean;
  readonly node: string;
  readonly now: Date;
  readonly leaseMs: number;
}

export interface ClaimedTask {
  readonly name: string;
  readonly run: TaskRunId;
  /** Runs begun before that nobody ended. */
  readonly interrupted: number;
}

/** The task that is due for longest, and begins its run; null: none is due that nobody works on. */
export async function claimTask(tx: Transactor, claim: TaskClaim): Promise<ClaimedTask | null> {
  const { names, node, now, leaseMs } = claim;
  const at = now.getTime();
  const due = await tx.query
    .selectFrom("task")
    .select(["name", "claims"])
    .where("name", "in", names)
    .where("claimed_until", "<=", at)
    .where((b) => b.or([b("asked_at", "is not", null), ...(claim.onlyAsked ? [] : [b("next_at", "<=", at)])]))
    .orderBy("next_at")
    .orderBy("name")
    .limit(1)
    .$if(tx.kind === "postgres", (q) => q.forUpdate().skipLocked())
    .executeTakeFirst();
  if (due === undefined) return null;
  const { name, claims } = due;
  await tx.query
    .updateTable("task")
    .set({ claimed_by: node, claimed_until: at + leaseMs, claims: claims + 1 })
    .where("name", "=", name)
    .execute();
  return { name, run: await beginRun(tx, { name, node, at }), interrupted: claims };
}

async function beginRun(
  tx: Transactor,
  { name, node, at }: { readonly name: string; readonly node: string; readonly at: number },
): Promise<TaskRunId> {
  await tx.query
    .updateTable("task_run")
    .set({ outcome: "lost", ended_at: at })
    .where("task", "=", name)
    .where("ended_at", "is", null)
    .execute();
  const { id } = await tx.query
    .insertInto("task_run")
    .values({ task: name, node, started_at: at, ended_at: null })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps a task that takes long. False if another process has it by now. */
export async function renewTask(
  tx: Transactor,
  { name, run, until }: { readonly name: string; readonly run: TaskRunId; readonly until: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("task")
    .set({ claimed_until: until.getTime() })
    .where("name", "=", name)
    .where((b) => b.exists(openRun(tx, run)))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface EndedTask {
  readonly name: string;
  readonly run: TaskRunId;
  readonly outcome: "done" | "failed";
  readonly problem: ErrorCode | "";
  readonly figures: Readonly<Record<string, number>>;
  readonly now: Date;
  readonly nextAt: Date | null;
}

/** What came of a run, and when the next is due. Nothing if another process took the task over. */
export async function endTask(tx: Transactor, ended: EndedTask): Promise<void> {
  const { name, run, outcome, problem, figures, now, nextAt } = ended;
  const row = await tx.query
    .updateTable("task_run")
    .set({ ended_at: now.getTime(), outcome, problem, figures: JSON.stringify(figures) })
    .where("id", "=", run)
    .where("ended_at", "is", null)
    .returning("started_at")
    .executeTakeFirst();
  if (row === undefined) return;
  const task = tx.query.updateTable("task").where("name", "=", name);
  await task
    .set({ claimed_by: "", claimed_until: 0, claims: 0, next_at: nextAt?.getTime() ?? null })
    .execute();
  await task.set({ asked_at: null }).where("asked_at", "<=", row.started_at).execute();
}

/** All tasks by name. */
export async function allTasks(tx: Reader, now: Date): Promise<readonly TaskRow[]> {
  const rows = await tx.query.selectFrom("task").selectAll().orderBy("name").execute();
  return rows.map(({ name, schedule, next_at, claimed_until }) => ({
    name,
    schedule,
    nextAt: next_at === null ? null : new Date(next_at),
    running: claimed_until > now.getTime(),
  }));
}

function openRun(tx: Transactor, run: TaskRunId) {
  return tx.query.selectFrom("task_run").select("id").where("id", "=", run).where("ended_at", "is", null);
}
