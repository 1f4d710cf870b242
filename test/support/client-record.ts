/**
 * What a mail program made of the list's mail, found by driving it, as a file in test/golden/clients. The
 * page docs/reference/clients.md is made from these files. `UPDATE_GOLDEN=1` writes them anew; without it a
 * test fails when a program shows anything else than it did, its version apart.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scheme } from "#base";

export const CLIENT_RECORDS = join(import.meta.dirname, "..", "golden", "clients");

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
  /** What somebody has to know who uses this program; plain sentences. */
  readonly notes: readonly string[];
}

export function recordClient(name: string, record: ClientRecord): void {
  const path = join(CLIENT_RECORDS, `${name}.json`);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(CLIENT_RECORDS, { recursive: true });
    writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
  }
  const kept = JSON.parse(readFileSync(path, "utf8")) as ClientRecord;
  assert.deepEqual({ ...record, version: "" }, { ...kept, version: "" });
}

/** Where a text that a program shows has the poster. */
export function posterIn(shown: string, poster: string): ClientRecord["poster"] {
  return shown.includes(poster) ? "in the text" : "not seen";
}
