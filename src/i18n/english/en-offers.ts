/** What owners read of keys that came along and wait for them. */
export const enOffers = {
  "owner-summary-offers":
    "Keys of members that came along and that nobody compared yet: { $count }. Do this: `conclave key offers { $list }` shows them. Ask the members for the digits by another way than mail; then `conclave key accept` or `key refuse`, with the number.",
} as const;
