/**
 * Dates of `older` and `newer`: seconds since 1970, `execution_date`, `2026y11m22d6h30min` in local time, each with a
 * duration behind a + or -, such as `1m2w3d`. What cannot be read is now.
 */

const DATE = /^(\d{4})y(?:(\d+)m)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)min)?(?:(\d+)sec)?$/;
const DURATION = /(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)min)?(?:(\d+)sec)?$/i;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** A duration is short: nothing in front of it is searched for its beginning. */
const LONGEST = 200;

/** Seconds since 1970; null for a date that no calendar has. */
export function readDate(text: string, now: number): number | null {
  const sign = Math.max(text.lastIndexOf("+", text.length - 2), text.lastIndexOf("-", text.length - 2));
  if (sign < 1) return dateAlone(text, now);
  const date = dateAlone(text.slice(0, sign), now);
  if (date === null) return null;
  const duration = durationOf(text.slice(sign + 1), date);
  return text[sign] === "+" ? date + duration : date - duration;
}

function dateAlone(text: string, now: number): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const found = DATE.exec(text);
  if (found === null) return now;
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0));
  const date = new Date(
    century(year ?? 0, now),
    Math.max(0, (month ?? 0) - 1),
    Math.max(1, day ?? 0),
    hour,
    minute,
    second,
  );
  const isReal = date.getDate() === Math.max(1, day ?? 0) && (month ?? 0) <= 12;
  const isTime = (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
  return isReal && isTime ? Math.floor(date.getTime() / 1000) : null;
}

/** QUIRK: years from 1900 to 1999 are taken for two digits, and those are of the hundred years around now. */
function century(year: number, now: number): number {
  if (year < 1900 || year > 1999) return year;
  const thisYear = new Date(now * 1000).getFullYear() - 1900;
  const turn = (thisYear + 50) % 100;
  const next = thisYear - (thisYear % 100) + (turn < 50 ? 100 : 0);
  return year + (year - 1900 > turn ? next - 100 : next);
}

/** In seconds. Months have the lengths of those that follow `from`, February 28 days. */
function durationOf(text: string, from: number): number {
  const found = DURATION.exec(text.slice(-LONGEST)) ?? [];
  const [years, months, weeks, days, hours, minutes, seconds] = [1, 2, 3, 4, 5, 6, 7].map((at) =>
    Number(found[at] ?? 0),
  );
  const start = new Date(from * 1000).getMonth();
  const whole = (days ?? 0) + 7 * (weeks ?? 0) + 365 * (years ?? 0) + monthDays(start, months ?? 0);
  return (seconds ?? 0) + 60 * ((minutes ?? 0) + 60 * ((hours ?? 0) + 24 * whole));
}

/** QUIRK: the calendar ends with December of the next year; months behind it have no days. */
function monthDays(start: number, count: number): number {
  const two = [...MONTH_DAYS, ...MONTH_DAYS];
  return two.slice(start, start + Math.min(count, two.length)).reduce((sum, days) => sum + days, 0);
}
