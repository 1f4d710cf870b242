/** A time on the command line. */
import { usageError } from "./session.ts";

const SECONDS = /^\d{1,11}(?:\.\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** ISO 8601, in full; without an offset it is UTC, whatever the machine's own zone. */
const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/** Seconds since 1970, a date (its first moment in UTC), or ISO 8601. */
export function parseTime(text: string): Date {
  const at = SECONDS.test(text) ? new Date(Number(text) * 1000) : new Date(isoOf(text));
  if (!Number.isNaN(at.getTime())) return at;
  throw usageError(`${text} is not a time. Write 2026-11-22, 2026-11-22T08:30:00Z or seconds since 1970.`);
}

/** The 31st of a month that has 30 days is no date, though JavaScript reads one. */
function isoOf(text: string): string {
  const [, date = text, time = "00:00", offset = "Z"] = DATE_AND_TIME.exec(text) ?? [];
  const day = new Date(`${date}T00:00Z`);
  const isDay = DATE.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
  return isDay ? `${date}T${time}${offset.toUpperCase()}` : "no date";
}
