/** A table of a Markdown file: header cells, and one record per row keyed by them. */
export interface MarkdownTable {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Reads every pipe table of a Markdown text. */
export function markdownTables(text: string): readonly MarkdownTable[] {
  return text
    .split(/\n(?!\|)/)
    .map((block) => block.split("\n").filter((line) => line.startsWith("|")))
    .filter((lines) => lines.length > 2)
    .map(readTable);
}

function readTable(lines: readonly string[]): MarkdownTable {
  const columns = cells(lines[0] ?? "");
  const rows = lines.slice(2).map((line) => {
    const values = cells(line);
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
  });
  return { columns, rows };
}

function cells(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
