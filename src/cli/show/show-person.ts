/** What is stored of a person, as people read it. */
import type { ErasedPerson, PersonData } from "#operations";
import { count } from "./human.ts";
import { table } from "./table.ts";

type Row = PersonData["tables"][number]["rows"][number];

export function personData({ address, tables, messages, posts }: PersonData): string {
  if (tables.length === 0) return `Nothing is stored of ${address}.`;
  const found = tables.map(({ table: name, rows }) => [name, rows.length]);
  return [
    table(["table", "rows"], found),
    "",
    `${count(messages.length, "message")} of theirs wait or were refused, ${count(posts.length, "post")} of theirs are kept.`,
    "All of it: conclave person export ADDRESS --out FOLDER, or --json.",
  ].join("\n");
}

export function erasedPerson({ address, done, tables }: ErasedPerson): string {
  if (tables.length === 0) return `Nothing is stored of ${address}.`;
  const rows = tables.map(({ table: name, rows: number, stays }) => [name, number, stays ?? "goes"]);
  const words = done
    ? `${address} is erased.`
    : `This is what erasing ${address} does; nothing was done yet.`;
  return [table(["table", "rows", "what becomes of it"], rows), "", words].join("\n");
}

/** RFC 4180: a header line, then a line per row. A text that a spreadsheet would take for a formula is quoted with '. */
export function personCsv(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
  return lines.map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

function field(value: string | number): string {
  const text = typeof value === "string" && /^[=+@-]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
