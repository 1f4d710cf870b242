/** The months that kept posts lie in, as people name them: `2026-11`, or Sympa's `log.202611`. All in UTC. */

/** From a moment until before another. */
export interface ArchiveTime {
  readonly from: Date;
  readonly until: Date;
}

const MONTH = /^(?:log\.)?(\d{4})-?(0[1-9]|1[0-2])$/i;

/** null: no month is named so. */
export function readArchiveName(name: string): ArchiveTime | null {
  const [, year, month] = MONTH.exec(name.trim()) ?? [];
  if (year === undefined || month === undefined) return null;
  const [y, m] = [Number(year), Number(month)];
  return { from: new Date(Date.UTC(y, m - 1)), until: new Date(Date.UTC(y, m)) };
}

/** `2026-11` */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
