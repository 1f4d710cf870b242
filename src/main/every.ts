/** Work that comes again and again: at once, then each time the interval is over. */

export interface Repeated {
  /** Nothing new begins; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/**
 * A run that takes longer than the interval is never met by the next one.
 *
 * @param failed told of what a run threw; the next one comes all the same
 */
export function every(ms: number, task: () => Promise<void>, failed: (thrown: unknown) => void): Repeated {
  let running: Promise<void> | null = null;
  const run = (): void => {
    running ??= task()
      .catch(failed)
      .finally(() => {
        running = null;
      });
  };
  run();
  const timer = setInterval(run, ms);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
