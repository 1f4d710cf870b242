/** The codes that rows of mail keep: closed sets, checked when they are read. */
import { AppError, ERROR_CODES, type ErrorCode, REASON_CODES } from "#base";

export const HELD_CODES = [...REASON_CODES, "bounce"] as const;
export type HeldCode = (typeof HELD_CODES)[number];

/** Why a row was set aside: what broke it, or that nothing could be done with it. */
export type AsideCode = ErrorCode | "no-destination" | "interrupted";
export const ASIDE_CODES: readonly AsideCode[] = [
  ...(Object.keys(ERROR_CODES) as ErrorCode[]),
  "no-destination",
  "interrupted",
];

/** "" until there is something to say. */
export type InboxCode = "" | "duplicate" | HeldCode | AsideCode;
export const INBOX_CODES: readonly InboxCode[] = ["", "duplicate", ...HELD_CODES, ...ASIDE_CODES];

/** held: nobody decided about a message in its time. offer: a key that waited gave its place to another. */
export const UNTOLD = ["held", "offer"] as const;
export type UntoldWhat = (typeof UNTOLD)[number];

/** @throws AppError internal for a text that this version never writes */
export function readOneOf<Text extends string>(known: readonly Text[], text: string, column: string): Text {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw new AppError({
    code: "internal",
    publicText: "A row of the database holds a word that this version does not know.",
    detail: `${column}: ${text}`,
  });
}
