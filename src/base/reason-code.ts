/** Why a message was held, rejected or discarded. Stable: people and programs filter on it. */
export const REASON_CODES = [
  "not-sealed",
  "not-signed",
  "cannot-open",
  "nonmember",
  "member-moderated",
  "too-large",
  "clock-ahead",
  "too-old",
  "no-signed-time",
  "signed-for-others",
  "replayed",
  "opened-elsewhere",
  "no-integrity",
  "not-whole",
  "malformed",
  "loop",
  "clear-not-confirmed",
  "not-sendable",
  "header-too-long",
  "owners-without-key",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];
