/** `convert_html_to_plaintext`: what HTML says, as text. */
import { convert, type Formatter } from "html-to-text";
import { LIMITS } from "#base";
import { columnsOf } from "./data-table.ts";
import { nestsBeyond } from "./nests-beyond.ts";

const COLUMNS = 76;
const BETWEEN_COLUMNS = 3;
const NARROWEST = 8;

/** A table of data becomes columns; in one that lays out a page each cell begins a line. */
const formatTable: Formatter = (table, walk, builder, options) => {
  const { block, dataTable } = builder.options.formatters;
  const widths = columnsOf(table);
  if (widths === null) return block(table, walk, builder, options);
  const caption = table.children?.filter(({ name }) => name === "caption") ?? [];
  walk(caption, builder);
  const maxColumnWidth = widestColumn(widths);
  dataTable(table, walk, builder, { ...options, maxColumnWidth, uppercaseHeaderCells: false });
};

/** The widest that columns may be so that a line holds them all. */
function widestColumn(widths: readonly number[]): number {
  const room = COLUMNS - BETWEEN_COLUMNS * (widths.length - 1);
  const needed = (most: number): number => widths.reduce((sum, width) => sum + Math.min(width, most), 0);
  let most = COLUMNS;
  while (most > NARROWEST && needed(most) > room) most -= 1;
  return most;
}

const LINES_OF_THEIR_OWN = ["caption", "tr", "td", "th"];
const ONE_LINE_END = { leadingLineBreaks: 1, trailingLineBreaks: 1 };

const OPTIONS = {
  wordwrap: COLUMNS,
  formatters: { tableOrLayout: formatTable },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    { selector: "table", format: "tableOrLayout", options: { colSpacing: BETWEEN_COLUMNS } },
    ...LINES_OF_THEIR_OWN.map((selector) => ({ selector, format: "block", options: ONE_LINE_END })),
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: {
    maxDepth: LIMITS.htmlDepth,
    ellipsis: "…",
  },
};

/**
 * For the parts of one message: text, in which links stand behind their words and pictures are left out; null for HTML that
 * would make it more than is read of one message, that nests beyond reason, or that cannot be made text of.
 */
export function plainOfHtml(): (html: string) => string | null {
  let left: number = LIMITS.htmlChars;
  const nesting = { open: LIMITS.htmlOpen, marks: LIMITS.htmlMarks };
  return (html) => {
    const start = html.slice(0, LIMITS.htmlChars);
    if (start.length > left || nestsBeyond(start, nesting)) return null;
    left -= start.length;
    return converted(start);
  };
}

/** Controls, which HTML may name by their numbers, would be no text. */
const CONTROL = /[^\P{Cc}\t\r\n]/gu;

/** QUIRK: the library throws at names that JavaScript's objects have, and at Roman numbers beyond 9999. */
function converted(html: string): string | null {
  try {
    const text = convert(html, OPTIONS).slice(0, LIMITS.htmlChars);
    return `${text.replaceAll(CONTROL, "").toWellFormed().trimEnd()}\n`;
  } catch {
    return null;
  }
}
