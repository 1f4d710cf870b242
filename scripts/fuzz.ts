/** `npm run fuzz`: changed messages, keys and certificates at every door where octets come in. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type FuzzResult, memoryGrowth, runFuzz } from "../test/fuzz/run-fuzz.ts";
import { readOptions, refuseOptions } from "./support/command-options.ts";

const USAGE = `Usage: npm run fuzz -- [--seed TEXT] [--count N] [--from N] [--save FOLDER] [--processes N]

Changed messages, keys and certificates at every door where octets come in.

  --seed TEXT      the same text gives the same changes (1)
  --count N        how many inputs (100000)
  --from N         go on at input N (0)
  --save FOLDER    where what was found is kept; the same folder gives the same keys (a new one)
  --processes N    how many at once (one per core)

Exit 1 if something threw, hung, took more than a second, was forged, or memory grew.`;

const { values } = readOptions(USAGE, () =>
  parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "100000" },
      from: { type: "string", default: "0" },
      save: { type: "string" },
      processes: { type: "string", default: String(availableParallelism()) },
    },
  }),
);
const { seed } = values;
const [count, from, processes] = [number("count", 1), number("from", 0), number("processes", 1)];
const folder = values.save ?? mkdtempSync(join(tmpdir(), "conclave-fuzz-"));
makeFolder();
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

function number(name: "count" | "from" | "processes", least: number): number {
  const value = Number(values[name]);
  if (/^\d+$/.test(values[name]) && value >= least) return value;
  return refuseOptions(
    `--${name} is a whole number from ${least} on. Example: npm run fuzz -- --${name} 4`,
    USAGE,
  );
}

function makeFolder(): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    refuseOptions(`--save ${folder} is no folder and none can be made there.`, USAGE);
  }
}

function progress({ judged, authentic, findings, next }: FuzzResult): string {
  const rate = Math.round(judged / ((performance.now() - start) / 1000));
  const state = `${judged} of ${count}, ${rate} a second, ${authentic} authentic, ${findings.length} found`;
  const rest = from + count - next;
  return rest === 0 ? state : `${state}; to go on: ${command(next, rest)}`;
}

/** A whole line for the shell. */
function command(next: number, rest: number): string {
  const quote = (word: string): string =>
    /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
  return `npm run fuzz -- --seed ${quote(seed)} --from ${next} --count ${rest} --save ${quote(folder)}`;
}

function summary({ judged, findings, slowest, memory }: FuzzResult): readonly string[] {
  const mb = (octets: number): string => `${Math.round(octets / 1024 / 1024)} MB`;
  const most = Math.max(0, ...memory.map(({ rss }) => rss));
  return [
    `${judged} ${judged === 1 ? "input" : "inputs"}, ${findings.length} found, kept in ${folder}`,
    "The slowest:",
    ...slowest.map(
      ({ ms, door, number, recipe }) => `  ${ms.toFixed(1)} ms at ${door}: ${number} (${recipe})`,
    ),
    `Resident memory: at most ${mb(most)}`,
    ...growth.map(
      ({ worker, before, after, grows }) =>
        `Live memory of process ${worker}: ${mb(before)}, later ${mb(after)}${grows ? ": it grows" : ""}`,
    ),
  ];
}
