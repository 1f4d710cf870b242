/**
 * What `npm test` prints: a line per test file, and every failure in full. The counts and the reasons of
 * skipped tests go to the file named by CONCLAVE_TEST_COUNTS, for the closing lines.
 */
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import type { TestEvent } from "node:test/reporters";
import { inspect } from "node:util";
import { ROOT } from "./run-program.ts";

/** One line of that file. */
export interface ProcessTally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Reasons and how often each was given. */
  readonly skips: Readonly<Record<string, number>>;
}

interface FileTally {
  tests: number;
  failed: number;
  milliseconds: number;
}

type Finished = Extract<TestEvent, { type: "test:pass" | "test:fail" }>;
type Failed = Extract<TestEvent, { type: "test:fail" }>;
type Counts = Extract<TestEvent, { type: "test:summary" }>["data"]["counts"];

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileTally>();
  const skips = new Map<string, number>();
  for await (const event of events) {
    if (event.type === "test:pass" || event.type === "test:fail") {
      tally(files, event);
      countSkip(skips, event.data.skip);
    }
    if (event.type === "test:fail") yield failure(event.data);
    if (event.type === "test:stderr" || event.type === "test:stdout") yield event.data.message;
    if (event.type === "test:summary") {
      yield* fileLines(files);
      writeTally(event.data.counts, Object.fromEntries(skips));
    }
  }
}

function tally(files: Map<string, FileTally>, event: Finished): void {
  const { file, nesting, details, name } = event.data;
  if (file === undefined || file.endsWith(name)) return;
  const path = relative(ROOT, file);
  const entry = files.get(path) ?? { tests: 0, failed: 0, milliseconds: 0 };
  if (nesting === 0) entry.milliseconds += details.duration_ms;
  if (details.type !== "suite") entry.tests += 1;
  if (details.type !== "suite" && event.type === "test:fail") entry.failed += 1;
  files.set(path, entry);
}

function countSkip(skips: Map<string, number>, skip: string | boolean | undefined): void {
  if (skip === undefined || skip === false) return;
  const reason = typeof skip === "string" && skip !== "" ? skip : "no reason given";
  skips.set(reason, (skips.get(reason) ?? 0) + 1);
}

function* fileLines(files: Map<string, FileTally>): Generator<string> {
  for (const [path, { tests, failed, milliseconds }] of [...files].toSorted(byPath)) {
    const result = failed === 0 ? "ok    " : "FAILED";
    if (tests > 0) yield `${result} ${path} (${tests} tests, ${(milliseconds / 1000).toFixed(1)} s)\n`;
  }
}

function byPath(a: readonly [string, FileTally], b: readonly [string, FileTally]): number {
  return a[0].localeCompare(b[0]);
}

/** A failure in full; a group that only failed because of its parts says nothing. */
function failure({ name, file, line, details }: Failed["data"]): string {
  const { error } = details;
  if ("failureType" in error && error.failureType === "subtestsFailed") return "";
  const place = file === undefined ? "" : ` (${relative(ROOT, file)}:${line ?? 0})`;
  const text = inspect(error.cause ?? error, { depth: 6 }).replace(/^/gm, "    ");
  return `\nFAILED ${name}${place}\n${text}\n\n`;
}

function writeTally(counts: Counts, skips: ProcessTally["skips"]): void {
  const path = process.env["CONCLAVE_TEST_COUNTS"];
  const { passed, cancelled, skipped, todo } = counts;
  // Node counts them; its types do not say so.
  const failed = Number(Reflect.get(counts, "failed") ?? 0);
  const line: ProcessTally = { passed, failed: failed + cancelled, skipped: skipped + todo, skips };
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
}
