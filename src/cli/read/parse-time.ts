/** A time on the command line. */
import { usageError } from "../session.ts";

/** Fewer digits could be a day or a year; "@" says that they are seconds. */
const SECONDS = /^(?:@\d{1,11}|\d{9,11})(?:\.\d+)?$/;
const DIGITS = /^\d+$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** ISO 8601, in full; without an offset it is UTC, whatever the machine's own zone. */
const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;
const LAST_MOMENT = "23:59:59.999";

/** Seconds since 1970, a date (its last moment in UTC: all of that day has happened), or ISO 8601. */
export function parseTime(text: string): Date {
  const at = SECONDS.test(text) ? new Date(Number(text.replace("@", "")) * 1000) : new Date(isoOf(text));
  if (!Number.isNaN(at.getTime())) return at;
  const digits = DIGITS.test(text) ? ` For seconds since 1970 write @${text}.` : "";
  throw usageError(
    `"${text}" is not a time. Write 2026-11-22 (its end in UTC), 2026-11-22T08:30:00Z or seconds since 1970.${digits}`,
  );
}

/** The 31st of a month that has 30 days is no date, though JavaScript reads one. */
function isoOf(text: string): string {
  const [, date = text, time = LAST_MOMENT, offset = "Z"] = DATE_AND_TIME.exec(text) ?? [];
  const day = new Date(`${date}T00:00Z`);
  const isDay = DATE.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
  return isDay ? `${date}T${time}${offset.toUpperCase()}` : "no date";
}
