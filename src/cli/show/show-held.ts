/** Held messages as people read them: the envelope and the outside, never what is sealed. */
import type { DeferredHeld, HeldDetails, HeldView, RejectedHeld } from "#operations";
import { size, time } from "./human.ts";
import { facts, table } from "./table.ts";

const KINDS = {
  held: "waits for a decision",
  refused: "refused by the list's rules, kept to look at",
  broken: "could not be worked on",
} as const;

export function heldLines(rows: readonly HeldView[]): string {
  if (rows.length === 0) return "Nothing waits.";
  return table(
    ["id", "list", "since", "from", "size", "kind", "why"],
    rows.map((row) => [
      row.id,
      row.list,
      time(row.heldAt),
      row.sender || "(none)",
      size(row.size),
      row.kind,
      row.code,
    ]),
  );
}

export function heldDetails(row: HeldDetails): string {
  const outside = row.header.map(({ name, value }): [string, string] => [name, value]);
  const about: [string, string | number][] = [
    ["id", row.id],
    ["list", row.list],
    ["state", KINDS[row.kind]],
    ["why", [row.code, row.why, row.detail].filter((part) => part !== "").join("\n")],
    ["envelope sender", row.sender || "(none)"],
    ["size", size(row.size)],
    ["held since", time(row.heldAt)],
    ["erased after", row.until === null ? "never, until somebody decides" : time(row.until)],
  ];
  const header = outside.length === 0 ? "It has no readable header." : facts(outside);
  return `${facts(about)}\n\nWhat stands outside (anybody can have written it):\n${header}`;
}

export function rejectedLines({ rejected }: { readonly rejected: readonly RejectedHeld[] }): string {
  return rejected
    .map(({ id, told }) =>
      told === null
        ? `Message ${id} is erased. Its sender could not be told: the list never answers, nobody vouches for the address, or it was written to often enough today.`
        : `Message ${id} is erased, and ${told} is told.`,
    )
    .join("\n");
}

export function deferredLines({ deferred }: { readonly deferred: readonly DeferredHeld[] }): string {
  return deferred
    .map(({ id, until }) =>
      until === null
        ? `Message ${id} is kept until somebody decides.`
        : `Message ${id} is kept until ${time(until)}.`,
    )
    .join("\n");
}
