/**
 * What stock Mailman 2.1 did with one message, as it was recorded: one JSON file a case. Every case begins in the same
 * world (`world.ts`), changed by the case's own options.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One transaction. */
export interface RecordedDelivery {
  readonly mail_from: string;
  readonly rcpt_to: readonly string[];
  readonly message: string;
}

export interface GoldenCase {
  readonly name: string;
  readonly what: string;
  /** Options of the list that differ from Mailman's defaults, as Mailman stores them. */
  readonly list_options: Readonly<Record<string, unknown>>;
  readonly member_options: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** verp: every delivery names whom it goes to. nomail: Bart switched his delivery off. */
  readonly pre: string | null;
  /** Kind of address it came to: tolist, torequest, tojoin, toleave, tobounces, pipeline (the owners). */
  readonly address: string;
  readonly input: string;
  readonly deliveries: readonly RecordedDelivery[];
  readonly held_reasons: readonly string[];
  readonly held_subscriptions: number;
  readonly held_unsubscriptions: number;
  readonly members_after: readonly string[];
  readonly digest_members_after: readonly string[];
  /** Bits, as Mailman stores them. */
  readonly user_options_after: Readonly<Record<string, number>>;
  readonly delivery_status_after: Readonly<Record<string, number>>;
  readonly digest_mbox: boolean;
  readonly queues_left: Readonly<Record<string, number>>;
  readonly error: string | null;
}

/** Whether a command in it carries the password of who wrote it, `pw` and four letters of their address, or the list's. */
export function provesByPassword({ address, input }: GoldenCase): boolean {
  const [, from = ""] = /^From:.*?([\w.]+)@/m.exec(input) ?? [];
  return address === "torequest" && new RegExp(`\\b(?:pw${from.slice(0, 4)}|adminpw)\\b`).test(input);
}

/** The cases of a folder, by name; a file that is none is an error with its name. */
export function readCases(folder: string): readonly GoldenCase[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.toSorted().map((name) => readCase(join(folder, name)));
}

const NEEDED = ["name", "address", "input", "deliveries", "list_options", "members_after"] as const;

function readCase(file: string): GoldenCase {
  const read = JSON.parse(readFileSync(file, "utf8")) as Partial<GoldenCase>;
  const missing = NEEDED.filter((name) => read[name] === undefined);
  if (missing.length > 0) throw new Error(`${file} is no case: it has no ${missing.join(", ")}`);
  return { ...ABSENT, ...read } as GoldenCase;
}

/** Of what a case does not say. */
const ABSENT = {
  what: "",
  member_options: {},
  pre: null,
  held_reasons: [],
  held_subscriptions: 0,
  held_unsubscriptions: 0,
  digest_members_after: [],
  user_options_after: {},
  delivery_status_after: {},
  digest_mbox: false,
  queues_left: {},
  error: null,
} as const;
