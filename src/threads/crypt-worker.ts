/**
 * The thread's side: one task after another, until it is ended. It has no environment, no database and no
 * network; keys of lists come with a task and are erased when it is done.
 */
import { isMarkedAsUntransferable, parentPort } from "node:worker_threads";
import { AppError, type Bytes, concatBytes, type ListSecret, ok, type SignerKey, systemRandom } from "#base";
import { headOf, openPost, sealPost } from "#protect";
import type { Failure, FromThread, PackedHeads, Task, TaskResults, ToThread } from "./task.ts";

/** Buffers from this size on are handed over; a copy of smaller ones costs nothing. */
const HAND_OVER_BYTES = 64 * 1024;

const port = parentPort;
if (port === null) throw new Error("this file is run in a thread");
const waiting = new Map<number, (keys: readonly SignerKey[]) => void>();
let questions = 0;

port.on("message", (message: ToThread) => {
  if (message.say === "task") return void work(message.task);
  const answer = waiting.get(message.question);
  waiting.delete(message.question);
  answer?.(message.keys ?? []);
});
say({ say: "ready" });

async function work(task: Task): Promise<void> {
  try {
    const result = await resultOf(task);
    say({ say: "done", result }, large(result));
  } catch (thrown) {
    say({ say: "failed", failure: failureOf(thrown) });
  } finally {
    erase(task);
  }
}

async function resultOf(task: Task): Promise<TaskResults[keyof TaskResults]> {
  switch (task.kind) {
    case "open":
      return openPost({ ...task.request, signers: (hints) => ask((question) => ({ question, hints })) });
    case "seal": {
      const sealed = await sealPost({ ...task.input, random: systemRandom });
      if (!sealed.ok) return sealed;
      const { outer, before, after, encoding, body } = sealed.value;
      return ok({ outer, before, after, encoding, body });
    }
    case "heads": {
      const { scheme, body, recipients } = task.heads;
      return pack(recipients.map((recipient) => headOf(scheme, recipient, body)));
    }
  }
}

type Question = Omit<Extract<FromThread, { say: "signers?" }>, "say">;

/** Bound keys are in the database, which only the main thread has. */
function ask(question: (number: number) => Question): Promise<readonly SignerKey[]> {
  return new Promise((resolve) => {
    waiting.set(++questions, resolve);
    say({ say: "signers?", ...question(questions) });
  });
}

function pack(heads: readonly Bytes[]): PackedHeads {
  return { octets: concatBytes(...heads), lengths: heads.map((head) => head.length) };
}

function say(message: FromThread, handOver: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, handOver);
}

/** The buffers of a result that are worth handing over instead of copying. */
function large(result: object): ArrayBuffer[] {
  const buffers = views(result).map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer): buffer is ArrayBuffer => mayHandOver(buffer));
}

/** Pieces of Node's pool are not handed over: other buffers live there. */
function mayHandOver(buffer: ArrayBufferLike): boolean {
  return (
    buffer instanceof ArrayBuffer && buffer.byteLength >= HAND_OVER_BYTES && !isMarkedAsUntransferable(buffer)
  );
}

function views(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(views) : [];
}

function erase(task: Task): void {
  const secrets: readonly (ListSecret | null)[] =
    task.kind === "open"
      ? task.request.secrets
      : task.kind === "seal"
        ? [task.input.secrets.openpgp, task.input.secrets.smime]
        : [];
  for (const secret of secrets) secret?.secret.fill(0);
  if (task.kind === "heads") task.heads.body.sessionKey.fill(0);
}

function failureOf(thrown: unknown): Failure {
  if (thrown instanceof AppError) {
    const { code, publicText, detail } = thrown;
    return { code, publicText, detail };
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return { code: null, publicText: "", detail: stack };
}
