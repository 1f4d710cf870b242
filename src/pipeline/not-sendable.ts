/** Posts that cannot be sent on as they came. */
import { AppError } from "#base";
import type { Decision } from "#lists";

export type NotSendable = "not-sendable" | "header-too-long";

/** Which it is, of an error while a message was composed; null for any other error. */
export function whyNotSendable(thrown: unknown): NotSendable | null {
  if (!(thrown instanceof AppError)) return null;
  if (thrown.code === "bad-data") return "not-sendable";
  return thrown.code === "bad-input" ? "header-too-long" : null;
}

export function holdNotSendable(code: NotSendable): Decision {
  const detail = code === "not-sendable" ? "bare line ends in a signed part" : "a header field is too long";
  return { do: "hold", code, args: {}, detail };
}
