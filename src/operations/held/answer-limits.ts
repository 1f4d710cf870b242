/** How often the server writes to one address about what it sent (S7): per address and day, per list and hour. */
export const ANSWERS = { perAddressDay: 10, perListHour: 100 } as const;

/** Owners are told apart from that: strangers cannot use up their notices by being answered. */
export const OWNER_NOTICES = { perHour: 10, perDay: 50 } as const;
