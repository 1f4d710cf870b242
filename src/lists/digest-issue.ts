/** How digests are numbered: by volume, and by issue within it. */
import { DAY_MS, dayNumber } from "#base";
import type { ListSettings } from "#config";

export interface DigestNumbers {
  readonly volume: number;
  /** 0: none of this volume yet. */
  readonly issue: number;
}

interface LastDigest extends DigestNumbers {
  /** null: there was none. */
  readonly begunAt: Date | null;
}

type Frequency = ListSettings["digest_volume_frequency"];

/** Of the digest that begins now. Times are in UTC. */
export function nextIssue(
  { volume, issue, begunAt }: LastDigest,
  frequency: Frequency,
  now: Date,
): DigestNumbers {
  const isNew = issue > 0 && begunAt !== null && periodOf(begunAt, frequency) !== periodOf(now, frequency);
  return isNew ? { volume: volume + 1, issue: 1 } : { volume, issue: issue + 1 };
}

/** Equal for two times between which no volume begins. */
function periodOf(at: Date, frequency: Frequency): string {
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  switch (frequency) {
    case "yearly":
      return String(year);
    case "quarterly":
      return `${year} ${Math.floor(month / 3)}`;
    case "monthly":
      return `${year} ${month}`;
    case "weekly":
      return mondayOf(at);
    case "daily":
      return String(dayNumber(at));
  }
}

function mondayOf(at: Date): string {
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return String(dayNumber(new Date(at.getTime() - sinceMonday * DAY_MS)));
}
