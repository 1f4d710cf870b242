/** A process of the fuzzer: inputs of the numbers it is told, judged one after the other. Arguments: folder, seed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type FuzzInput, makeInput } from "./make-input.ts";
import { materialIn } from "./material.ts";
import { Judge, type Judgement } from "./judge-input.ts";

export interface Slice {
  readonly from: number;
  readonly to: number;
}

export type FromFuzzWorker =
  | { readonly say: "ready" }
  | ({ readonly say: "judged"; readonly number: number; readonly recipe: string } & Judgement)
  | { readonly say: "memory"; readonly number: number; readonly rss: number; readonly live: number };

const [folder = ".", seed = ""] = process.argv.slice(2);
const EVERY = 50;
const collect = garbageCollector();
const material = await materialIn(folder);
const judge = await Judge.of(material);
const say = (message: FromFuzzWorker): void => void process.send?.(message);
process.on("message", (slice: Slice) => void work(slice));
say({ say: "ready" });

async function work({ from, to }: Slice): Promise<void> {
  for (let number = from; number < to; number++) {
    if (number % EVERY === 0) measureMemory(number);
    const input = await makeInput(seed, number, material);
    // What hangs or crashes cannot be saved afterwards.
    writeFileSync(join(folder, `running-${process.pid}`), input.octets);
    const judgement = await judge.judge(input);
    if (judgement.faults.length > 0) save(number, input);
    say({ say: "judged", number, recipe: input.recipe, ...judgement });
  }
}

function save(number: number, { octets }: FuzzInput): void {
  writeFileSync(join(folder, `${seed}-${number}.input`), octets);
}

function measureMemory(number: number): void {
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  say({ say: "memory", number, rss, live: heapUsed + external });
}

function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
