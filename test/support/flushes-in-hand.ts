/** Disks that are slow, or fail: `fdatasync` of this process ends when and how a test says. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { TestContext } from "node:test";

export interface FlushesInHand {
  /** Fulfilled when a flush was asked for. */
  readonly asked: Promise<void>;
  /** Those that wait end now: as failed if an error is given. */
  end(error?: Error): void;
  /** The disk works again. */
  restore(): void;
}

/** Until the test is over. */
export function flushesInHand(t: TestContext): FlushesInHand {
  let waiting: ((error: Error | null) => void)[] = [];
  const asked = Promise.withResolvers<void>();
  const hold = (_file: number, done: (error: Error | null) => void): void => {
    waiting.push(done);
    asked.resolve();
  };
  const real = t.mock.method(fs, "fdatasync", hold);
  const end = (error: Error | null = null): void => {
    const held = waiting;
    waiting = [];
    for (const done of held) done(error);
  };
  const restore = (): void => {
    real.mock.restore();
    syncBuiltinESMExports();
    end();
  };
  syncBuiltinESMExports();
  t.after(restore);
  return { asked: asked.promise, end: (error) => end(error), restore };
}
