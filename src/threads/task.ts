/** What goes to a thread and comes back, as structured clones. Functions stay behind: see `signers`. */
import type { Bytes, ErrorCode, HeadBody, Recipient, Result, Scheme, SignerHint, SignerKey } from "#base";
import type { OpenResult, ProtectRequest, SealedPost, SealFailure, SealInput } from "#protect";

export type Task =
  | { readonly kind: "open"; readonly request: Omit<ProtectRequest, "signers"> }
  | { readonly kind: "seal"; readonly input: Omit<SealInput, "random"> }
  | { readonly kind: "heads"; readonly heads: HeadsTask };

export interface HeadsTask {
  readonly scheme: Scheme;
  readonly body: HeadBody;
  readonly recipients: readonly Recipient[];
}

export interface TaskResults {
  readonly open: OpenResult;
  readonly seal: Result<Omit<SealedPost, "headFor">, SealFailure>;
  readonly heads: PackedHeads;
}

/** Many small heads as one piece: a clone of each would cost more than making it. */
export interface PackedHeads {
  readonly octets: Bytes;
  readonly lengths: readonly number[];
}

export type ToThread =
  | { readonly say: "task"; readonly task: Task }
  | { readonly say: "signers"; readonly question: number; readonly keys: readonly SignerKey[] | null };

export type FromThread =
  /** The rooms are loaded. */
  | { readonly say: "ready" }
  | { readonly say: "done"; readonly result: TaskResults[keyof TaskResults] }
  | { readonly say: "failed"; readonly failure: Failure }
  | { readonly say: "signers?"; readonly question: number; readonly hints: readonly SignerHint[] };

/** An error without its class, which a clone loses. `code` null: a bug, with the stack as detail. */
export interface Failure {
  readonly code: ErrorCode | null;
  readonly publicText: string;
  readonly detail: string;
}
