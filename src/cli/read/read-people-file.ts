/** A file that names people: CSV, or an address a line, as Mailman's list_members writes it and sync_members reads it. */
import { fromUtf8 } from "#base";
import type { Terminal } from "../cli-ports.ts";
import { type MemberLine, readMemberCsv } from "../show/member-csv.ts";
import { personOf } from "./person-of.ts";
import { readInput } from "./read-input.ts";

const FILE_BYTES = 32 * 1024 * 1024;

/** @throws AppError bad-input with a line for every line that cannot be read */
export async function readPeopleFile(terminal: Terminal, path: string): Promise<readonly MemberLine[]> {
  const text = fromUtf8(await readInput(terminal, path, FILE_BYTES));
  const [first = ""] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return isHead(first) ? readMemberCsv(terminal, text, path) : plainLines(text);
}

/** A first line of CSV names columns and nobody. */
function isHead(line: string): boolean {
  return !line.includes("@") && !line.trimStart().startsWith("#");
}

function plainLines(text: string): readonly MemberLine[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const line = written.trim();
    if (line === "" || line.startsWith("#")) return [];
    return [{ line: index + 1, member: personOf(line) }];
  });
}
