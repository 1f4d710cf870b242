/** Scheduled work as people read it. */
import { AppError } from "#base";
import type { TaskAsked, TaskImported, TaskRunView, TaskView } from "#operations";
import { time } from "./human.ts";
import { table } from "./table.ts";

export function taskLines(tasks: readonly TaskView[]): string {
  if (tasks.length === 0) return "No tasks yet: the server writes them down when it starts.";
  const rows = tasks.map(({ name, schedule, nextAt, running, last }) => [
    name,
    schedule,
    running ? "runs" : time(nextAt),
    time(last?.startedAt ?? null),
    last === null ? "-" : outcome(last),
  ]);
  return table(["task", "schedule", "next", "last", "what came of it"], rows);
}

export function taskRunLines(runs: readonly TaskRunView[]): string {
  if (runs.length === 0) return "Nothing was run yet.";
  const rows = runs.map((run) => [run.id, run.task, time(run.startedAt), took(run), outcome(run)]);
  return table(["run", "task", "began", "took", "what came of it"], rows);
}

export function askedTask({ task, run }: TaskAsked): string {
  if (run === null) return `${task} is run as soon as a server runs.`;
  return `${task}: ${outcome(run)}`;
}

/** null: it did not fail. */
export function failedTask({ task, run }: TaskAsked): AppError | null {
  if (run === null || (run.outcome !== "failed" && run.outcome !== "lost")) return null;
  const publicText = `${task} failed. The server's log says more: look for task.failed.`;
  return new AppError({ code: run.problem === "" ? "unavailable" : run.problem, publicText });
}

function outcome({ outcome: how, problem, figures }: TaskRunView): string {
  const counts = Object.entries(figures).map(([name, number]) => `${number} ${name}`);
  const words = {
    running: "runs",
    lost: "did not come to its end",
    failed: `failed (${problem})`,
    done: "done",
  };
  return [words[how], ...(counts.length === 0 ? [] : [counts.join(", ")])].join(": ");
}

function took({ startedAt, endedAt }: TaskRunView): string {
  if (endedAt === null) return "-";
  return `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`;
}

export function importedModel({ task, title, everyMs, aheadMs, name, addresses }: TaskImported): string {
  const lines = [
    `${task}${title === "" ? "" : `: ${title}`}`,
    everyMs === null ? "  is run once" : `  is run ${duration(everyMs)} after each run`,
  ];
  if (task === "crl_update") {
    const known = addresses.length === 0 ? `; the addresses of ${name} come with --addresses FILE` : "";
    return [
      ...lines,
      `  asks ${addresses.length} more addresses, and those that certificates name${known}`,
    ].join("\n");
  }
  const ahead = aheadMs === null ? [] : [`  warns ${duration(aheadMs)} ahead, besides a list's own days`];
  return [...lines, ...ahead, `  with the template ${name}, where there is one`].join("\n");
}

function duration(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  return hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
}
