/** A submission door: it takes any login, keeps what a mail program sends, and says when something came. */
import { setTimeout as sleep } from "node:timers/promises";
import type { TestContext } from "node:test";
import { type SinkMessage, startSink } from "./smtp-sink.ts";

export interface Submission {
  readonly port: number;
  /** The next message that was sent and is not yet taken from here; throws after a while. */
  next(): Promise<SinkMessage>;
}

const PATIENCE_MS = 30_000;

export async function startSubmission(test: TestContext): Promise<Submission> {
  const sink = await startSink({ extensions: ["8BITMIME", "AUTH PLAIN"], answer: acceptLogin });
  test.after(() => sink.down());
  let given = 0;
  return {
    port: sink.port,
    async next() {
      for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(20)) {
        const message = sink.messages[given];
        if (message === undefined) continue;
        given += 1;
        return message;
      }
      throw new Error(`nothing was sent; the program said: ${sink.lines.join(" | ")}`);
    },
  };
}

function acceptLogin(line: string): string | undefined {
  return /^AUTH /i.test(line) ? "235 2.7.0 welcome" : undefined;
}
