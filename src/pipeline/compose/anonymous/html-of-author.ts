/**
 * `anonymous_list`: HTML without what programs write into it and nobody sees: comments, the page's title and properties,
 * Office's document properties. What is shown stays. One pass, whatever the HTML is.
 */
import { isCharset } from "./known-labels.ts";

const UNSEEN =
  /<(?:(?<comment>!--)|(?<declaration>[!?])(?!doctype\s+html\s*>)|(?<block>title|xml|o:(?!p\b)\w+|w:\w+)\b|(?<tag>meta|link|base|\/?o:p)\b)/gi;

export function withoutUnseenHtml(html: string): string {
  let kept = "";
  let at = 0;
  const marks = new RegExp(UNSEEN);
  for (let found = marks.exec(html); found !== null; found = marks.exec(html)) {
    const end = endOf(html, found);
    kept += html.slice(at, found.index) + charsetOf(html.slice(found.index, end));
    at = end;
    marks.lastIndex = end;
  }
  return kept + html.slice(at);
}

function endOf(html: string, { index, groups }: RegExpExecArray): number {
  if (groups?.["comment"] !== undefined) return commentEnd(html, index);
  if (groups?.["declaration"] !== undefined) return behind(html, ">", index);
  const block = groups?.["block"];
  return block === undefined ? tagEnd(html, index) : blockEnd(html, index, block);
}

/** Browsers take `<!-->` and `<!--->` for whole comments, and one without an end for the rest of the page. */
function commentEnd(html: string, index: number): number {
  const short = /^<!--(?:-?>)/.exec(html.slice(index, index + 6));
  if (short !== null) return index + short[0].length;
  const end = /--!?>/g;
  end.lastIndex = index + 4;
  return end.exec(html) === null ? html.length : end.lastIndex;
}

function blockEnd(html: string, index: number, name: string): number {
  const close = new RegExp(`</${name}\\s*>`, "gi");
  close.lastIndex = index;
  return close.exec(html) === null ? html.length : close.lastIndex;
}

/** A `>` in a quoted value ends no tag. */
function tagEnd(html: string, index: number): number {
  const piece = /["'>]/g;
  piece.lastIndex = index;
  for (let found = piece.exec(html); found !== null; found = piece.exec(html)) {
    if (found[0] === ">") return piece.lastIndex;
    piece.lastIndex = behind(html, found[0], piece.lastIndex);
  }
  return html.length;
}

function behind(html: string, mark: string, index: number): number {
  const at = html.indexOf(mark, index);
  return at < 0 ? html.length : at + 1;
}

/** What programs need to read the page. */
function charsetOf(taken: string): string {
  if (!/^<meta\b/i.test(taken)) return "";
  const charset = /\bcharset\s*=\s*["']?([\w.:-]{2,40})/i.exec(taken)?.[1]?.toLowerCase() ?? "";
  return isCharset(charset) ? `<meta charset="${charset}">` : "";
}
