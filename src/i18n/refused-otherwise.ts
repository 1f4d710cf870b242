import type { ReasonCode } from "#base";

/** Reasons whose texts speak of waiting: where a post is refused, `reason-…-refused` and `do-…-refused` are said. */
export const REFUSED_OTHERWISE = [
  "nonmember",
  "member-moderated",
  "too-many-posts",
  "header-rule",
  "marked-as-spam",
] as const satisfies readonly ReasonCode[];
