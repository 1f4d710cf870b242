import { Cron } from "croner";
import { AppError } from "#base";

/**
 * When a schedule comes due next after a time; null: never.
 *
 * @param schedule "off", or a cron pattern of five fields (minute, hour, day, month, weekday) in UTC
 * @throws AppError bad-config
 */
export function nextTime(schedule: string, after: Date): Date | null {
  if (schedule === "off") return null;
  try {
    return new Cron(schedule, { paused: true, timezone: "UTC", mode: "5-part" }).nextRun(after);
  } catch (cause) {
    const publicText = `conclave.toml: tasks: “${schedule}” is no schedule. Write minute, hour, day, month and weekday, as in "20 4 * * *", or "off".`;
    throw new AppError({ code: "bad-config", publicText, cause });
  }
}
