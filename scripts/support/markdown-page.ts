/** A generated reference page: title, an introduction, and what follows. */
export function markdownPage(title: string, lines: readonly string[]): string {
  return `# ${title}\n\n${lines.join("\n")}\n`;
}

/** A pipe table; cells lose their line ends and keep their pipes. */
export function pipeTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
}
