import type { ListSettings } from "#config";

/** How often a list writes to one address about what it sent (S7): per address and day, per list and hour. */
export function answerLimits(settings: ListSettings): {
  readonly perAddressDay: number;
  readonly perListHour: number;
} {
  return { perAddressDay: settings.answers_per_address, perListHour: settings.answers_per_hour };
}

/** Owners are told apart from that: strangers cannot use up their notices by being answered. */
export const OWNER_NOTICES = { perHour: 10, perDay: 50 } as const;
