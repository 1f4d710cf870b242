/**
 * How parsers deep inside this room give up: they throw a Refusal, and the room's public functions turn
 * it into a value. No Refusal leaves the room.
 */
import { err, ok, type Result, type WhyCode } from "#base";

class Refusal extends Error {
  override readonly name = "Refusal";
  readonly why: WhyCode;

  constructor(why: WhyCode) {
    super(why);
    this.why = why;
  }
}

/** Stops reading: the octets are not what the standard says, or not what this room accepts. */
export function refuse(why: WhyCode): never {
  throw new Refusal(why);
}

/** Runs a reader; its Refusal becomes the error of a Result, anything else is a bug and goes on. */
export function attempt<T>(read: () => T): Result<T, WhyCode> {
  try {
    return ok(read());
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(thrown.why);
    throw thrown;
  }
}

/** The same for a reader that waits. */
export async function attemptAsync<T>(read: () => Promise<T>): Promise<Result<T, WhyCode>> {
  try {
    return ok(await read());
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(thrown.why);
    throw thrown;
  }
}

/** Runs a library's reader on octets from outside: whatever it throws means that they are malformed. */
export function orRefuse<T>(read: () => T, why: WhyCode = "malformed"): T {
  try {
    return read();
  } catch {
    return refuse(why);
  }
}
