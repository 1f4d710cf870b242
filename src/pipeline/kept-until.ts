import type { InFlight } from "./in-flight.ts";

const DAY_MS = 86_400_000;

/** Until when a post is kept for members whose key does not work, counted from its arrival; null: not at all. */
export function keptUntil({ list, arrivedAt }: Pick<InFlight, "list" | "arrivedAt">): Date | null {
  const days = list.settings.keep_for_keyless;
  return days === 0 ? null : new Date(arrivedAt.getTime() + days * DAY_MS);
}
