/** From what a server answered to what becomes of the row. */
import type { ClaimedRow } from "#store";
import type { Random } from "#base";
import type { RecipientResult } from "#wire";
import type { Outcome } from "./result-recorder.ts";
import { backOff, type RetryPolicy } from "./retry-policy.ts";

const MAX_REPLY = 500;
/** Among them NUL, which PostgreSQL has no text for. */
const CONTROL = /\p{Cc}/gu;

export interface JudgeOptions {
  readonly retry: RetryPolicy;
  readonly random: Random;
  readonly now: Date;
}

/** Sent, failed for good, or later; later becomes failed once the row is too old. */
export function outcomeOf(
  row: Pick<ClaimedRow, "id" | "attempts" | "createdAt">,
  result: Pick<RecipientResult, "code" | "enhanced" | "text" | "outcome" | "answered">,
  { retry, random, now }: JudgeOptions,
): Outcome {
  const code = result.enhanced === "" ? `${Math.floor(result.code / 100)}.0.0` : result.enhanced;
  const reply = `${result.code} ${result.text.replace(CONTROL, " ")}`.slice(0, MAX_REPLY);
  if (result.outcome === "delivered") return { id: row.id, became: "sent", code };
  const tooOld = now.getTime() - row.createdAt.getTime() >= retry.giveUpMs;
  if (result.outcome === "permanent" || tooOld) return { id: row.id, became: "failed", code, reply };
  const first = result.answered ? retry.firstMs : retry.brokenMs;
  const wait = backOff(row.attempts, first, retry.maxMs, random);
  return { id: row.id, became: "later", code, reply, nextAt: new Date(now.getTime() + wait) };
}
