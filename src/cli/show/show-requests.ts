/** Requests that wait, as people read them. */
import type { RequestView } from "#operations";
import { time } from "./human.ts";
import { table } from "./table.ts";

/** What shows that it was they who asked. */
const SHOWN: Readonly<Record<RequestView["method"], string>> = {
  smtp: "unproven",
  dkim: "their mail server vouches",
  md5: "confirmed by mail",
  smime: "signed, S/MIME",
  pgp: "signed, OpenPGP",
};

export function requestLines(rows: readonly RequestView[]): string {
  if (rows.length === 0) return "Nobody waits.";
  const lines = rows.map(({ id, list, function: what, email, actor, method, until }) => [
    id,
    list,
    what,
    email,
    actor === email ? `themselves, ${SHOWN[method]}` : `${actor}, ${SHOWN[method]}`,
    time(until),
  ]);
  return table(["id", "list", "what", "about", "asked by", "until"], lines);
}
