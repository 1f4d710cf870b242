/** What `explain` answers: plain JSON of a stable shape, all fields always there (docs/reference/explain.md). */
import type { ReasonCode, Scheme, WhyCode } from "#base";
import type { Decision } from "#lists";
import type { Answerable } from "../notices/answerable.ts";
import type { ServedDoor } from "../served-door.ts";

export interface Explanation {
  /** Address of the list. */
  readonly list: string;
  readonly door: ServedDoor;
  /** Envelope recipient. */
  readonly recipient: string;
  /** Envelope sender; "" is the null sender. */
  readonly sender: string;
  /** The time that the message is judged at, ISO 8601. */
  readonly at: string;
  /** Octets. */
  readonly size: number;
  readonly approved: boolean;
  /** Outer header fields that people know a mail by; nothing from inside. */
  readonly header: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly ExplainedStep[];
  readonly decision: ExplainedDecision;
  /** What is done with it when no step and no rule decides otherwise. */
  readonly handler: string;
  /** Copies that would be made of an accepted message. */
  readonly copies: readonly ExplainedCopies[];
  /** Where it would wait, and for how many days; 0: until an owner decides. null: nothing is kept. */
  readonly kept: { readonly as: "held" | "refused"; readonly days: number } | null;
  /** How the list's archive would have an accepted post: given out sealed alone, or in clear too; null: it has it not. */
  readonly archived: "sealed" | "clear" | null;
  /** Members who would get it in a digest, and not by itself unless it is urgent; null: nobody. */
  readonly digest: ExplainedDigest | null;
  readonly answer: ExplainedAnswer;
  /** Owners and moderators who would be told at once. */
  readonly told: readonly string[];
}

export interface ExplainedDigest {
  readonly members: number;
  /** large: at once, for so much waits then. time: once a day. asked: when enough waits, or an owner sends it. */
  readonly goes: "large" | "time" | "asked";
  /** When it goes by time, at the latest, ISO 8601; null: it does not. */
  readonly at: string | null;
  /** False: by time, or by an owner, only, however much waits. */
  readonly bySize: boolean;
}

export interface ExplainedStep {
  readonly name: string;
  /** overruled: it stopped the message, and what `counts-once` found counts instead. */
  readonly result: "goes-on" | "decides" | "overruled" | "not-asked";
  /** Facts in words, a line each. */
  readonly saw: readonly string[];
}

export interface ExplainedDecision {
  readonly do: Decision["do"];
  /** null: accepted, or dropped without a word. */
  readonly code: ReasonCode | null;
  /** The reason as the sender reads it, in the language of the list. */
  readonly reason: string | null;
  /** What the sender is told to do. */
  readonly advice: string | null;
  /** For the owner: facts, never content. */
  readonly detail: string;
}

export interface ExplainedCopies {
  /** Who gets them. */
  readonly to: "members" | "owners" | "sender";
  readonly number: number;
  readonly form: "sealed" | "clear" | "notice";
  /** Of what is sealed or signed by the list; null: neither. */
  readonly scheme: Scheme | null;
  readonly cipher: string | null;
  /** Whether the list signs them. */
  readonly signed: boolean;
  /** The Subject that stands outside; null: a notice. */
  readonly subject: string | null;
  /** Why these people get no copy. */
  readonly why: WhyCode | null;
}

type Silence = Extract<Answerable, { readonly to: null }>["why"];

export interface ExplainedAnswer {
  /** Who would be answered; null: nobody. */
  readonly to: string | null;
  /** Sealed to a key of theirs. */
  readonly sealed: boolean;
  /** Why nobody is: `nothing-to-say` where the decision needs no answer. */
  readonly why: Silence | "nothing-to-say" | null;
}
