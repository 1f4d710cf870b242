/**
 * What a mail program made of the list's mail, found by driving it, as a file in test/golden/clients. The
 * page docs/reference/clients.md is made from these files. `UPDATE_GOLDEN=1` writes them anew with the day of
 * the run; without it a test fails when a program shows anything else than it did, its version apart.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scheme } from "#base";

export const CLIENT_RECORDS = join(import.meta.dirname, "..", "..", "golden", "clients");

export interface ClientRecord {
  readonly program: string;
  readonly version: string;
  readonly scheme: Scheme;
  /** How the test speaks to it: "JSON-RPC, mail by IMAP and SMTP". */
  readonly driven: string;
  readonly opens: boolean;
  /** Where the real Subject is seen: as the message's Subject, or only in the text. */
  readonly subject: "as Subject" | "in the text" | "not seen";
  /** Where the poster is seen. */
  readonly poster: "in the text" | "not seen";
  readonly attachment: boolean;
  /** Whether it finds the list's signature good. */
  readonly signature: boolean;
  /** A reply came back to the list sealed and signed, was authentic, and went on in its thread. Null: it writes no mail. */
  readonly answer: boolean | null;
  /** The Subject of that reply was not readable outside. */
  readonly answerHidesSubject: boolean | null;
  /** What the test did first, without which the program does not: find the signature good, hide the answer's Subject. */
  readonly onlyWith?: { readonly signature?: string; readonly hiddenSubject?: string };
  /** What somebody has to know who uses this program; plain sentences. */
  readonly notes: readonly string[];
}

/** As it is kept. */
export interface DatedClientRecord extends ClientRecord {
  /** YYYY-MM-DD, UTC. */
  readonly date: string;
}

export function recordClient(name: string, record: ClientRecord): void {
  const path = join(CLIENT_RECORDS, `${name}.json`);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(CLIENT_RECORDS, { recursive: true });
    const dated: DatedClientRecord = { ...record, date: new Date().toISOString().slice(0, 10) };
    writeFileSync(path, `${JSON.stringify(dated, null, 2)}\n`);
  }
  const { date: _, ...kept } = JSON.parse(readFileSync(path, "utf8")) as DatedClientRecord;
  assert.deepEqual({ ...record, version: "" }, { ...kept, version: "" });
}

/** Where a text that a program shows has the poster. */
export function posterIn(shown: string, poster: string): ClientRecord["poster"] {
  return shown.includes(poster) ? "in the text" : "not seen";
}
