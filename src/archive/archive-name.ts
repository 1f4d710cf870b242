/** Kept posts as people name them: numbers `12` or `5-9`, months `2026-11` or Sympa's `log.202611` (in UTC). */

/** From a moment until before another. */
export interface ArchiveTime {
  readonly from: Date;
  readonly until: Date;
}

export type ArchiveName =
  | ({ readonly by: "month" } & ArchiveTime)
  /** The first and the last of them. */
  | { readonly by: "number"; readonly first: number; readonly last: number };

const MONTH = /^(?:(\d{4})-(0[1-9]|1[0-2])|log\.(\d{4})-?(0[1-9]|1[0-2]))$/i;
const NUMBERS = /^#?([1-9]\d{0,9})(?:-([1-9]\d{0,9}))?$/;

/** null: nothing is named so. What can be read as a month is one. */
export function readArchiveName(name: string): ArchiveName | null {
  const text = name.trim();
  const [, year, month, logYear = year, logMonth = month] = MONTH.exec(text) ?? [];
  if (logYear !== undefined && logMonth !== undefined) return monthNamed(Number(logYear), Number(logMonth));
  const [, first, last = first] = NUMBERS.exec(text) ?? [];
  if (first === undefined || Number(last) < Number(first)) return null;
  return { by: "number", first: Number(first), last: Number(last) };
}

function monthNamed(year: number, month: number): ArchiveName {
  return { by: "month", from: new Date(Date.UTC(year, month - 1)), until: new Date(Date.UTC(year, month)) };
}
