/** Operations on a real database, as a door would call them. */
import type { z } from "zod";
import { AppError, type Bytes, type Clock, OPERATOR, silentLogger, systemRandom, view } from "#base";
import { type Operation, PLAIN_SCENARIO_SITE } from "#operations";
import type { Database } from "#store";
import { START } from "./stored.ts";

export interface Calls {
  /** The value; throws the AppError of a refusal. */
  <Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
  ): Promise<Output>;
  /** The refusal; throws if there is none. */
  refused<Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
  ): Promise<AppError>;
  /** How often an operation said that there is new work. */
  wakes(): number;
  /** Every progress that was said. */
  readonly progress: [number, number][];
}

/** @param clock the time that operations see; a moment stands still */
export function callsOn(db: Database, clock: Clock | Date = START): Calls {
  let wakes = 0;
  const progress: [number, number][] = [];
  const context = {
    db,
    clock: clock instanceof Date ? { now: () => clock } : clock,
    random: systemRandom,
    logger: silentLogger,
    scenarios: PLAIN_SCENARIO_SITE,
    actor: OPERATOR,
    wake: () => void wakes++,
    progress: (done: number, total: number) => void progress.push([done, total]),
  };
  const call = async <Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
  ) => {
    // What crosses the control socket is JSON, so nothing else may be in it.
    const outcome = await operation.invoke(context, JSON.parse(JSON.stringify(input)));
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  };
  const refused = async <Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
  ) => {
    const thrown = await call(operation, input).then(
      () => null,
      (error: unknown) => error,
    );
    if (thrown instanceof AppError) return thrown;
    throw new Error(`${operation.name} was not refused`, { cause: thrown });
  };
  return Object.assign(call, { refused, wakes: () => wakes, progress });
}

/** A file as operations take it. */
export function asFile(bytes: Bytes): string {
  return view(bytes).toString("base64");
}
