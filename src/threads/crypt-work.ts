/**
 * Opening, sealing and heads for whoever has a message: in a thread if there is much to do, else here. The
 * crypto rooms are loaded with the first message that needs them.
 */
import { availableParallelism } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Bytes, type HeadBody, ok, type Recipient, type Result, type Scheme } from "#base";
import type * as protect from "#protect";
import type { OpenResult, ProtectRequest, SealedPost, SealFailure, SealInput } from "#protect";
import type { HeadsTask, PackedHeads } from "./task.ts";
import { ThreadPool } from "./thread-pool.ts";

/** Messages and contents from this size on go to a thread. */
const THREAD_BYTES = 256 * 1024;
/** From this size on the thread ends with its task, so that what it used is given back at once. */
const HEAVY_BYTES = 2 * 1024 * 1024;
const IDLE_MS = 30_000;
/** Far more than any message needs: what takes longer hangs. */
const LIMIT_MS = 120_000;
/** Fewer heads are made here before a thread has heard of them. */
const THREAD_HEADS = 20;
/** Heads made here without looking at anything else. */
const SLICE = 50;

export interface CryptWork {
  /** As `openPost` of protect. */
  open(request: ProtectRequest): Promise<OpenResult>;
  /** As `sealPost` of protect; in a thread the randomness is the system's. */
  seal(input: SealInput): Promise<Result<SealedPost, SealFailure>>;
  /** The heads of many members in their order. */
  heads(body: HeadBody, scheme: Scheme, recipients: readonly Recipient[]): Promise<readonly Bytes[]>;
  /** Ends the threads and what is in their hands. */
  close(): Promise<void>;
}

export interface CryptWorkOptions {
  /** Threads at the same time; default: a core is left for the event loop. */
  readonly threads?: number;
  /** Milliseconds after which a task is given up. */
  readonly limitMs?: number;
  readonly idleMs?: number;
}

export function createCryptWork(options: CryptWorkOptions = {}): CryptWork {
  const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
  const pool = new ThreadPool({ threads, idleMs: options.idleMs ?? IDLE_MS });
  const limitMs = options.limitMs ?? LIMIT_MS;
  const runOptions = (octets: number) => ({ limitMs, endAfter: octets >= HEAVY_BYTES });
  return {
    open: async ({ signers, ...request }) => {
      const { length } = request.message;
      if (length < THREAD_BYTES) return (await import("#protect")).openPost({ ...request, signers });
      return pool.run({ kind: "open", request }, { ...runOptions(length), signers });
    },
    seal: async ({ random, ...input }) => {
      const { length } = input.post.content;
      const { headOf, sealPost } = await import("#protect");
      if (length < THREAD_BYTES) return sealPost({ ...input, random });
      const sealed = await pool.run({ kind: "seal", input }, runOptions(length));
      if (!sealed.ok) return sealed;
      const { body } = sealed.value;
      return ok({ ...sealed.value, headFor: "clear" in body ? noHead : headsFor(body, headOf) });
    },
    heads: async (body, scheme, recipients) => {
      const heads = { scheme, body: { ...body, shared: { length: body.shared.length } }, recipients };
      const away =
        recipients.length < THREAD_HEADS ? null : pool.runNow({ kind: "heads", heads }, runOptions(0));
      return away === null ? headsHere(heads) : unpack(await away);
    },
    close: () => pool.close(),
  };
}

const NOTHING = new Uint8Array();
const noHead = (): Bytes => NOTHING;

/** Remembers how many octets follow, not the octets. */
function headsFor(body: HeadBody, headOf: typeof protect.headOf): (recipient: Recipient) => Bytes {
  const small = { ...body, shared: { length: body.shared.length } };
  return (recipient) => headOf(recipient.scheme, recipient, small);
}

async function headsHere({ scheme, body, recipients }: HeadsTask): Promise<readonly Bytes[]> {
  const { headOf } = await import("#protect");
  const heads: Bytes[] = [];
  for (let start = 0; start < recipients.length; start += SLICE) {
    if (start > 0) await nextTurn();
    const slice = recipients.slice(start, start + SLICE);
    heads.push(...slice.map((recipient) => headOf(scheme, recipient, body)));
  }
  return heads;
}

function unpack({ octets, lengths }: PackedHeads): readonly Bytes[] {
  let at = 0;
  return lengths.map((length) => octets.subarray(at, (at += length)));
}
