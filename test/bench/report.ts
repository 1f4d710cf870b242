/** The result of a run, as it is printed, kept and made into a page. */
import { BUSY, type Machine } from "./machine.ts";
import { exceedsLimit, isBetterHigh, isBeyondLimit, type Row } from "./row.ts";

export interface BenchReport {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly machine: Machine;
  readonly database: "sqlite" | "postgres";
  readonly quick: boolean;
  /** The server ran from the sources, not from the build. */
  readonly sources: boolean;
  /** With the build, if there was one. */
  readonly seconds: number;
  readonly benches: readonly {
    readonly name: string;
    readonly about: string;
    readonly rows: readonly Row[];
  }[];
}

export const HEADINGS = ["what", "figure", "min–max", "unit", "target", "limit", "share", "verdict"] as const;

export function cellsOf(row: Row): readonly string[] {
  const { name, unit, figure, target, limit, share } = row;
  const sign = isBetterHigh(unit) ? "≥" : "≤";
  return [
    name,
    rounded(figure.median),
    `${rounded(figure.min)}–${rounded(figure.max)}`,
    unit,
    target === undefined ? "" : `${sign} ${rounded(target)}`,
    limit === undefined ? "" : rounded(limit.figure),
    share === null ? "" : `${Math.round(share * 100)} %`,
    verdictOf(row),
  ];
}

function verdictOf(row: Row): string {
  return row.verdict === "missed" && isBeyondLimit(row) ? "missed (beyond the limit)" : row.verdict;
}

/** A limit of a bench, and the rows that it is beside; no rows if it is beside all that have one. */
export interface LimitText {
  readonly of: string;
  readonly rows: readonly string[];
}

export function limitsOf({ rows }: BenchReport["benches"][number]): readonly LimitText[] {
  const found = Map.groupBy(
    rows.filter(({ limit }) => limit !== undefined),
    ({ limit }) => limit?.of ?? "",
  );
  const isOne = found.size === 1;
  return [...found].map(([of, beside]) => ({ of, rows: isOne ? [] : beside.map(({ name }) => name) }));
}

/** What a reader has to know of the verdicts and limits of these rows. */
export function remarksOn(rows: readonly Row[]): readonly string[] {
  const beyond =
    "Beyond the limit: a target that this machine did not reach in this run even with the bare operations.";
  const exceeds =
    "Figures better than their limit: a limit is the median of rounds of its own, before or after those of the figure. " +
    "If others are at work, it may meet a worse moment; and work that the server does on two cores at once is added up in it.";
  return [
    ...(rows.some((row) => row.verdict === "missed" && isBeyondLimit(row)) ? [beyond] : []),
    ...(rows.some(exceedsLimit) ? [exceeds] : []),
  ];
}

/** Three digits that mean something. */
export function rounded(figure: number): string {
  if (!Number.isFinite(figure)) return "?";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(figure) || 1)));
  return figure.toLocaleString("en", { maximumFractionDigits: digits });
}

export function machineLine({ machine, database, sources }: BenchReport): string {
  const { cpu, cores, memoryMB, system, node, openssl } = machine;
  const built = sources ? "from the sources" : "from the build";
  const memory = `${Math.round(memoryMB / 100) / 10} GB`;
  return `${cpu}, ${cores} cores, ${memory}, ${system}; Node ${node}, OpenSSL ${openssl}, ${database}, ${built}`;
}

/** null if nobody else was at work. */
export function loadWarning({ machine }: BenchReport): string | null {
  if (machine.loadBefore <= BUSY) return null;
  return `The machine was busy before the bench began (load ${machine.loadBefore}): real figures are better.`;
}
