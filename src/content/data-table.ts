/** Tables that stand for themselves, and not for the layout of a page: as columns of text they can be read. */
import type { HtmlNode } from "html-to-text";

const MOST_ROWS = 500;
const MOST_COLUMNS = 10;
const MOST_NODES = 10_000;
/** A cell that says more is prose beside other prose. */
const LONGEST_CELL = 160;
const BESIDE_ROWS: readonly string[] = ["caption", "colgroup", "col"];
const SECTIONS: readonly string[] = ["thead", "tbody", "tfoot"];
const CELLS: readonly string[] = ["td", "th"];

/**
 * How many characters each column of a table needs; null for one that lays out a page (it holds other tables, has one column,
 * cells with long texts or over several rows) or that is too large to be set in columns.
 */
export function columnsOf(table: HtmlNode): readonly number[] | null {
  if (/^(?:presentation|none)$/i.test(table.attribs?.["role"] ?? "")) return null;
  const rows = rowsOf(table);
  if (rows === null || rows.length > MOST_ROWS) return null;
  const budget = { nodes: MOST_NODES };
  const widths: number[] = [];
  for (const row of rows) {
    if (!widen(widths, row, budget)) return null;
  }
  return widths.length > 1 ? widths : null;
}

function elements({ children = [] }: HtmlNode): readonly HtmlNode[] {
  return children.filter(({ type }) => type === "tag");
}

/** null: there is something else in it than rows. */
function rowsOf(table: HtmlNode): readonly HtmlNode[] | null {
  const inside = elements(table).filter(({ name = "" }) => !BESIDE_ROWS.includes(name));
  const rows = inside.flatMap((one) => (SECTIONS.includes(one.name ?? "") ? elements(one) : [one]));
  return rows.every(({ name }) => name === "tr") ? rows : null;
}

/** The answer: whether all cells of this row can stand in columns. */
function widen(widths: number[], row: HtmlNode, budget: { nodes: number }): boolean {
  let column = 0;
  for (const cell of elements(row)) {
    const span = spanOf(cell);
    const length = lengthOf(cell, budget);
    if (span === null || length === null || column + span > MOST_COLUMNS) return false;
    for (let beside = 0; beside < span; beside += 1)
      widths[column + beside] = Math.max(widths[column + beside] ?? 0, Math.ceil(length / span));
    column += span;
  }
  return true;
}

/** Columns that a cell takes; null for what is no cell of one row. */
function spanOf({ name = "", attribs = {} }: HtmlNode): number | null {
  const { colspan = "1", rowspan = "1" } = attribs;
  return CELLS.includes(name) && rowspan === "1" && /^[1-9]\d?$/.test(colspan) ? Number(colspan) : null;
}

/** Characters in a cell; null: they are too many, or another table is among them. */
function lengthOf(cell: HtmlNode, budget: { nodes: number }): number | null {
  let length = 0;
  const left = [...(cell.children ?? [])];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    budget.nodes -= 1;
    length += (node.data ?? "").replaceAll(/\s+/g, " ").length;
    if (node.name === "table" || length > LONGEST_CELL || budget.nodes < 0) return null;
    for (const child of node.children ?? []) left.push(child);
  }
  return length;
}
