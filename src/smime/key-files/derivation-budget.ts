/** What a key file may cost: rounds of one key derivation, and of all of a file together (S10). */
import { LIMITS } from "#base";
import { refuse } from "../asn1/refusal.ts";

export interface DerivationBudget {
  roundsUsed: number;
}

/** Refuses as "too-large" what is beyond the limits, and rounds that are none as "malformed". */
export function spendRounds(budget: DerivationBudget, rounds: number): void {
  if (rounds < 1) refuse("malformed");
  budget.roundsUsed += rounds;
  if (rounds > LIMITS.pbkdf2Rounds || budget.roundsUsed > LIMITS.keyFileRounds) refuse("too-large");
}
