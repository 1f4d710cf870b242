import { addDays } from "#base";
import type { InFlight } from "../in-flight.ts";

/** Until when a post is kept for members whose key does not work, counted from its arrival; null: not at all. */
export function keptUntil({ list, arrivedAt }: Pick<InFlight, "list" | "arrivedAt">): Date | null {
  const days = list.settings.keep_for_keyless;
  return days === 0 ? null : addDays(arrivedAt, days);
}
