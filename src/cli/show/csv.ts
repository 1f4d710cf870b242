/** Reads comma-separated values (RFC 4180): quoted fields, doubled quotes, CRLF or LF, an optional BOM. */
import { err, ok, type Result } from "#base";

export interface CsvRow {
  /** Line of the file on which the row starts, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The first row names the columns; names are compared without case.
 *
 * @example readCsv("address,name\na@example.org,\"Ann, the first\"\n", ["address", "name"])
 */
export function readCsv(text: string, known: readonly string[]): Result<readonly CsvRow[], string> {
  const split = splitRows(text.replace(/^\u{feff}/u, ""));
  if (!split.ok) return split;
  const [head, ...rows] = split.value;
  const columns = (head?.cells ?? []).map((name) => name.trim().toLowerCase());
  const unknown = columns.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return err(`line 1: there is no column “${unknown}”. The columns are: ${known.join(", ")}`);
  }
  const tooLong = rows.find((row) => row.cells.length > columns.length);
  if (tooLong !== undefined) return err(`line ${tooLong.line}: it has more cells than the first line`);
  return ok(rows.map((row) => ({ line: row.line, cells: named(columns, row.cells) })));
}

function named(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((name, index) => [name, (cells[index] ?? "").trim()]));
}

/** One cell with what ends it: a quoted string or anything up to comma or line end. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function splitRows(text: string): Result<readonly Cells[], string> {
  const rows: Cells[] = [];
  let line = 1;
  let row: { line: number; cells: string[] } = { line, cells: [] };
  for (let at = 0; at < text.length; at = CELL.lastIndex) {
    CELL.lastIndex = at;
    const found = CELL.exec(text);
    if (found === null) return err(`line ${line}: a quote is not closed or stands in the middle of a cell`);
    const [whole, quoted, plain, end] = found;
    row.cells.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    line += whole.split("\n").length - 1;
    if (end === ",") continue;
    rows.push(row);
    row = { line, cells: [] };
  }
  if (row.cells.length > 0) rows.push({ ...row, cells: [...row.cells, ""] });
  return ok(rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")));
}
