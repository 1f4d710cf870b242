/** How deep HTML nests, told by the parser that makes text of it, before it does. */
import { Parser } from "htmlparser2";

/** What may yet be spent on the HTML of one message. It is less after each look. */
export interface NestingBudget {
  /** Elements that are open, summed over the tags, and characters of the word that each text within a line goes on with. */
  open: number;
  /** Marks of quotes, lists and links that are open, summed over the lines within: each is set before each line. */
  marks: number;
}

/** Characters that are read before the budget is looked at. */
const PIECE = 16_384;
/** Characters of a line as it is wrapped deep within quotes. */
const LINE = 20;

const BLOCKS =
  "article aside blockquote div footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul";
/** A word ends at them without a blank. */
const BREAKS: ReadonlySet<string> = new Set([...BLOCKS.split(" "), "br", "caption", "tr", "td", "th"]);

/** Whether HTML needs more than is left. Reads no further. */
export function nestsBeyond(html: string, left: NestingBudget): boolean {
  const open: number[] = [];
  let marks = 0;
  let endTags = 0;
  let word = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (BREAKS.has(name)) word = 0;
      const weight = weightOf(name, attributes);
      open.push(weight);
      marks += weight;
      left.open -= open.length;
      left.marks -= marks;
    },
    onclosetag(name, implied) {
      if (BREAKS.has(name)) word = 0;
      if (!implied) endTags += 1;
      marks -= open.pop() ?? 0;
      left.open -= open.length;
    },
    ontext(text) {
      if (marks > 0) left.marks -= marks * (countOf(text, "\n") + text.length / LINE);
      left.open -= word;
      const last = lastWordOf(text);
      word = last === text.length ? word + last : last;
    },
  });
  for (let at = 0; at < html.length; at += PIECE) {
    const piece = html.slice(at, at + PIECE);
    const before = open.length;
    endTags = 0;
    parser.write(piece);
    // Nothing is told of an end tag that looked for its element among all that are open, and found none.
    left.open -= Math.max(0, countOf(piece, "</") - endTags) * Math.max(before, open.length);
    if (left.open < 0 || left.marks < 0) return true;
  }
  return false;
}

/** Its length. */
function lastWordOf(text: string): number {
  let start = text.length;
  while (start > 0 && !BLANKS.includes(text[start - 1]!)) start -= 1;
  return text.length - start;
}

function countOf(text: string, what: string): number {
  return text.split(what).length - 1;
}

const BLANKS = " \t\r\n\f";
const SHORT_NUMBER = /^\d{0,3}$/;

/** By the length of the mark, and of a link by its words: each link that is open looks at each of them. */
function weightOf(name: string, { start = "", href = "" }: Record<string, string>): number {
  if (name === "ol") return SHORT_NUMBER.test(start) ? 2 : 10;
  if (name === "a") return href === "" ? 0 : 5;
  return name === "blockquote" || name === "ul" ? 1 : 0;
}
