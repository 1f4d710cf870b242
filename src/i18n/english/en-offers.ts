/** What owners read of keys that came along and wait for them. */
export const enOffers = {
  "owner-summary-offers":
    "Keys of members that came along and that nobody compared yet: { $count }. Do this: `conclave key offers { $list }` shows them. Ask the members for the digits by another way than mail; then `conclave key accept` or `key refuse`, with the number.",
  "owner-summary-ended-offer":
    "Keys that waited for you and gave their places to newer ones, for too many came: { $count }. Of: { $who }. Ask these people by another way than mail which key is theirs, and compare those that wait soon: `conclave key offers { $list }`",
} as const;
