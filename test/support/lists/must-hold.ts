/** For outcomes that a test has no doubt about. */
import type { Result } from "#base";

/** The value; throws with the error where there is none. */
export function mustHold<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(`no value: ${JSON.stringify(result.error)}`);
}
