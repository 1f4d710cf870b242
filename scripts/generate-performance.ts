/** docs/reference/performance.md, from the run of the bench that is kept beside it; nothing is measured here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performancePage as pageOf } from "../test/bench/performance-page.ts";
import type { BenchReport } from "../test/bench/report.ts";
import { ROOT } from "./support/run-program.ts";

export function performancePage(): string {
  const file = join(ROOT, "docs/reference/performance.json");
  return pageOf(JSON.parse(readFileSync(file, "utf8")) as BenchReport);
}
