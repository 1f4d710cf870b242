/**
 * `npm run check`: everything about the sources that a machine can judge. One line per check, then what
 * each failed one found. `npm run check -- types rooms` runs only those.
 */
import { checkRfcReferences } from "./check-rfc-refs.ts";
import { checkRooms } from "./check-rooms.ts";
import { checkSize } from "./check-size.ts";
import { checkWords } from "./check-words.ts";
import { runProgram } from "./support/run-program.ts";

interface Outcome {
  readonly ok: boolean;
  /** What was found, for people. */
  readonly report: string;
}

interface Check {
  readonly name: string;
  readonly run: () => Promise<Outcome> | Outcome;
  /** What to do when it fails. */
  readonly next: string;
}

const CHECKS: readonly Check[] = [
  {
    name: "types",
    run: () => program("tsc", "--project", "."),
    next: "Correct the types.",
  },
  {
    name: "lint",
    run: () => program("oxlint", "--type-aware", "--format", "unix"),
    next: "Correct the code; .oxlintrc.json has the rules.",
  },
  {
    name: "format",
    run: () => program("prettier", "--check", "--log-level", "warn", "."),
    next: "Run: npm run format",
  },
  {
    name: "rooms",
    run: () => findings(checkRooms()),
    next: "Move the code to the room it belongs to, or change the tables in ARCHITECTURE.md and say why.",
  },
  { name: "size", run: sizes, next: "Split the file: one idea per file (STYLE.md)." },
  {
    name: "words",
    run: () => findings(checkWords()),
    next: "Finish it, or take it out (STYLE.md). What is missing on purpose stands in a document.",
  },
  {
    name: "unused",
    run: () => program("knip", "--no-progress", "--no-config-hints", "--reporter", "compact"),
    next: "Delete what nobody uses: code, exports or packages.",
  },
  {
    name: "rfc",
    run: () => findings(checkRfcReferences()),
    next: "Add the RFC to docs/standards.md with its status and title, or correct the number.",
  },
  {
    name: "generated",
    run: () => program("node", "scripts/generate.ts", "--check"),
    next: "Run: npm run generate",
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => CHECKS.every((check) => check.name !== name));
if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(", ")}. There are: ${CHECKS.map(({ name }) => name).join(", ")}`,
  );
  process.exit(64);
}
const chosen = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const results = await Promise.all(chosen.map(runCheck));
for (const { next, report } of results.filter(({ ok }) => !ok))
  console.log(`\n${report.trimEnd()}\n→ ${next}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

async function runCheck(check: Check): Promise<Check & Outcome> {
  const start = performance.now();
  const outcome = await check.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const note = outcome.ok && outcome.report !== "" ? `\n${outcome.report.trimEnd()}` : "";
  console.log(`${check.name.padEnd(10)} ${outcome.ok ? "ok    " : "FAILED"} ${seconds} s${note}`);
  return { ...check, ...outcome };
}

async function program(command: string, ...args: readonly string[]): Promise<Outcome> {
  const { code, output } = await runProgram(command, args);
  return { ok: code === 0, report: code === 0 ? "" : output };
}

function findings(problems: readonly string[]): Outcome {
  return { ok: problems.length === 0, report: problems.join("\n") };
}

function sizes(): Outcome {
  const { refused, listed } = checkSize();
  if (refused.length > 0) return findings(refused);
  return { ok: true, report: listed.map((line) => `           long: ${line}`).join("\n") };
}
