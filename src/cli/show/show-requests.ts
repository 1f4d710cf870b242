/** Requests that wait, as people read them. */
import type { RequestView } from "#operations";
import { time } from "./human.ts";
import { table } from "./table.ts";

export function requestLines(rows: readonly RequestView[]): string {
  if (rows.length === 0) return "Nobody waits.";
  const lines = rows.map(({ id, list, function: what, email, actor, method, until }) => [
    id,
    list,
    what,
    email,
    actor === email ? method : `${actor}, ${method}`,
    time(until),
  ]);
  return table(["id", "list", "what", "about", "asked by", "until"], lines);
}
