/**
 * `npm run fuzz`: changed messages, keys and certificates at every door where octets come in. Options: --seed TEXT,
 * --count N (100,000), --from N (go on there), --save FOLDER (what was found; the same folder gives the same keys),
 * --processes N. Exit 1 if something threw, hung, took more than a second, was forged, or memory grew.
 */
import { mkdtempSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type FuzzResult, memoryGrowth, runFuzz } from "../test/fuzz/run-fuzz.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "100000" },
    from: { type: "string", default: "0" },
    save: { type: "string" },
    processes: { type: "string", default: String(availableParallelism()) },
  },
});
const folder = values.save ?? mkdtempSync(join(tmpdir(), "conclave-fuzz-"));
const { seed } = values;
const [count, from, processes] = [number("count"), number("from"), number("processes")];
const start = performance.now();
let told = 0;

const result = await runFuzz({
  seed,
  from,
  count,
  processes,
  folder,
  onFinding: ({ number, recipe, fault }) => console.log(`${number} (${recipe}): ${fault}`),
  onProgress: (soFar) => {
    if (performance.now() - told < 10_000 && soFar.judged < count) return;
    told = performance.now();
    console.log(progress(soFar));
  },
});
const growth = memoryGrowth(result);
console.log(["", ...summary(result)].join("\n"));
process.exitCode = result.findings.length + growth.filter(({ grows }) => grows).length === 0 ? 0 : 1;

function number(name: "count" | "from" | "processes"): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`--${name} is a number. Example: npm run fuzz -- --${name} 1000`);
  process.exit(1);
}

function progress({ judged, authentic, findings, next }: FuzzResult): string {
  const rate = Math.round(judged / ((performance.now() - start) / 1000));
  const state = `--seed ${seed} --from ${next} --save ${folder}`;
  return `${judged} of ${count}, ${rate} a second, ${authentic} authentic, ${findings.length} found; go on: ${state}`;
}

function summary({ judged, findings, slowest, memory }: FuzzResult): readonly string[] {
  const mb = (octets: number): string => `${Math.round(octets / 1024 / 1024)} MB`;
  const most = Math.max(0, ...memory.map(({ rss }) => rss));
  return [
    `${judged} inputs, ${findings.length} found, kept in ${folder}`,
    "The slowest:",
    ...slowest.map(
      ({ ms, door, number, recipe }) => `  ${ms.toFixed(0)} ms at ${door}: ${number} (${recipe})`,
    ),
    `Resident memory: at most ${mb(most)}`,
    ...growth.map(
      ({ worker, before, after, grows }) =>
        `Live memory of process ${worker}: ${mb(before)}, later ${mb(after)}${grows ? ": it grows" : ""}`,
    ),
  ];
}
