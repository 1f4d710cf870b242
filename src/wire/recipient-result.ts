/** What became of one recipient of one message. */
import type { Reply } from "./reply.ts";

export interface RecipientResult {
  readonly rcptTo: string;
  readonly code: number;
  readonly enhanced: string;
  readonly text: string;
  readonly outcome: "delivered" | "temporary" | "permanent";
  /** False: the server did not say this; the connection broke or we did not send. */
  readonly answered: boolean;
}

/** RFC 5321 §4.2.1: the first digit decides. */
export function resultOf(
  rcptTo: string,
  { code, enhanced, text }: Reply,
  answered: boolean,
): RecipientResult {
  const outcome = code >= 500 ? "permanent" : code >= 400 ? "temporary" : "delivered";
  return { rcptTo, code, enhanced, text, outcome, answered };
}
