/** The CSV file of `member import`, with the key files it names. */
import { dirname, resolve } from "node:path";
import { AppError } from "#base";
import type { Terminal } from "../cli-ports.ts";
import { type CsvRow, readCsv } from "./csv.ts";
import { personOf } from "../read/person-of.ts";
import { readKeyFile } from "../read/read-input.ts";
import { usageError } from "../session.ts";

const COLUMNS = ["address", "name", "owner", "moderator", "key"] as const;
const YES = ["yes", "y", "true", "1"];
const NO = ["no", "n", "false", "0", ""];

export interface MemberLine {
  readonly line: number;
  readonly member: { readonly address: string; readonly [field: string]: unknown };
}

/**
 * @param path where key files are looked for: beside it
 * @throws AppError bad-input with a line for every line that cannot be read
 */
export async function readMemberCsv(
  terminal: Terminal,
  text: string,
  path: string,
): Promise<readonly MemberLine[]> {
  const rows = readCsv(text, COLUMNS);
  if (!rows.ok) throw usageError(`${path}, ${rows.error}`);
  const folder = path === "-" ? process.cwd() : dirname(resolve(path));
  const lines: MemberLine[] = [];
  const problems: string[] = [];
  for (const row of rows.value) {
    try {
      lines.push(await readRow(terminal, row, folder));
    } catch (thrown) {
      problems.push(`line ${row.line}: ${AppError.fromUnknown(thrown).publicText}`);
    }
  }
  if (problems.length === 0) return lines;
  throw usageError(["Nobody was added. Mend these lines and import again:", ...problems].join("\n"));
}

async function readRow(terminal: Terminal, { line, cells }: CsvRow, folder: string): Promise<MemberLine> {
  const { address: written = "", name: given = "", owner = "", moderator = "", key = "" } = cells;
  const { address, name = "" } = personOf(written);
  const person = {
    address,
    name: given === "" ? name : given,
    owner: yesOrNo("owner", owner),
    moderator: yesOrNo("moderator", moderator),
  };
  if (key === "") return { line, member: person };
  const file = await readKeyFile(terminal, resolve(folder, key));
  return { line, member: { ...person, key: { file } } };
}

function yesOrNo(column: string, cell: string): boolean {
  const word = cell.toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  throw usageError(`${column} is “${cell}”; it must be yes or no.`);
}
