/** Why a post waits: Mailman's words, and the codes that mean the same here. */

const REASONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^Message may contain administrivia/, ["looks-like-command"]],
  [/^Post by non-member/, ["nonmember"]],
  [/^Sender is explicitly forbidden/, ["nonmember", "nonmember-held"]],
  [/^Posting to a restricted list by sender/, ["nonmember", "nonmember-held"]],
  [/^Post to moderated list/, ["member-moderated", "too-many-posts"]],
  [/^Too many recipients/, ["too-many-recipients"]],
  [/^Message has implicit destination/, ["implicit-destination"]],
  [/^Message has a suspicious header/, ["suspicious-header"]],
  [/^Message body is too big/, ["too-large"]],
  [/^The message headers matched a filter rule/, ["header-rule"]],
  [/^Emergency hold/, ["emergency"]],
];

/** The first of our codes that means it; what nobody knows, as it was said. */
export function reasonCodes(mailman: string): readonly string[] {
  return REASONS.find(([words]) => words.test(mailman))?.[1] ?? [mailman];
}

/** Our code, in the name that Mailman's reasons have here. */
export function sameReason(code: string): string {
  return REASONS.find(([, codes]) => codes.includes(code))?.[1][0] ?? code;
}
