/** The result of a run, as it is printed, kept and made into a page. */
import { BUSY, type Machine } from "./machine.ts";
import { isBetterHigh, type Row } from "./row.ts";

export interface BenchReport {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly machine: Machine;
  readonly database: "sqlite" | "postgres";
  readonly quick: boolean;
  /** The server ran from the sources, not from the build. */
  readonly sources: boolean;
  readonly seconds: number;
  readonly benches: readonly {
    readonly name: string;
    readonly about: string;
    readonly rows: readonly Row[];
  }[];
}

export const HEADINGS = ["what", "figure", "min–max", "unit", "target", "limit", "share", "verdict"] as const;

export function cellsOf({ name, unit, figure, target, limit, share, verdict }: Row): readonly string[] {
  const sign = isBetterHigh(unit) ? "≥" : "≤";
  return [
    name,
    rounded(figure.median),
    `${rounded(figure.min)}–${rounded(figure.max)}`,
    unit,
    target === undefined ? "" : `${sign} ${rounded(target)}`,
    limit === undefined ? "" : rounded(limit.figure),
    share === null ? "" : `${Math.round(share * 100)} %`,
    verdict,
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
