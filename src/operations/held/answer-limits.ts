/** How often the server writes to one address about what it sent (S7): per address and day, per list and hour. */
export const ANSWERS = { perAddressDay: 10, perListHour: 100 } as const;
