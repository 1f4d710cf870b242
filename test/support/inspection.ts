/** What `conclave inspect` says of octets, without the program around it. */
import assert from "node:assert/strict";
import { type Bytes, utf8 } from "#base";
import { inspectFile, type Keyring, readKeyring, type Report, reportLines } from "#inspect";
import { printable, printableJson } from "../../src/cli/show/printable.ts";
import { NOW } from "./programs/correspondents.ts";

export interface InspectionKeys {
  readonly secrets?: readonly (Bytes | string)[];
  readonly keys?: readonly (Bytes | string)[];
  readonly anchors?: readonly (Bytes | string)[];
  readonly passphrases?: readonly string[];
  readonly at?: Date;
  readonly isNow?: boolean;
}

const file = (content: Bytes | string) => ({
  path: "key-file",
  bytes: typeof content === "string" ? utf8(content) : content,
});

/** Read once where many messages are judged with the same keys: passphrases take time. */
export function keyringOf(keys: InspectionKeys): Promise<Keyring> {
  return readKeyring({
    secrets: (keys.secrets ?? []).map(file),
    keys: (keys.keys ?? []).map(file),
    anchors: (keys.anchors ?? []).map(file),
    passphrases: keys.passphrases ?? [],
    at: keys.at ?? NOW,
    isNow: keys.isNow ?? false,
  });
}

/** Every report; a fault inside fails the test. */
export async function inspectAll(bytes: Bytes, keys: InspectionKeys = {}): Promise<readonly Report[]> {
  return reportsOn(bytes, await keyringOf(keys));
}

export async function reportsOn(bytes: Bytes, keyring: Keyring): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for await (const report of inspectFile("a.eml", bytes, keyring, assert.ifError)) reports.push(report);
  return reports;
}

/** The one report about a file that is one message. */
export async function inspect(bytes: Bytes, keys: InspectionKeys = {}): Promise<Report> {
  const [report, ...more] = await inspectAll(bytes, keys);
  assert.ok(report !== undefined && more.length === 0);
  return report;
}

/** As the command line writes it. */
export function onTerminal(
  report: Report,
  keyring: Keyring,
): { readonly lines: readonly string[]; readonly json: string } {
  return { lines: reportLines(report, keyring).map(printable), json: printableJson(report) };
}
