/**
 * Loaded before the unit tests: properties try the same inputs in every run, so that a commit passes or fails
 * for what it changed. `CONCLAVE_TEST_SEED=7` tries others, `=random` each time new ones; `npm run fuzz` looks
 * for what nobody thought of.
 */
import fc from "fast-check";

const USUAL_SEED = 1;

const wanted = process.env.CONCLAVE_TEST_SEED ?? String(USUAL_SEED);
if (wanted !== "random") fc.configureGlobal({ seed: seedOf(wanted) });

function seedOf(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed)) return seed;
  throw new Error(`CONCLAVE_TEST_SEED is "${text}"; give a whole number or "random".`);
}
