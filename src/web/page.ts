/** A page: a heading, some sentences and perhaps one button. What stands in it is escaped here and nowhere else. */
import { createHash } from "node:crypto";

export interface Page {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Posts to the page's own address what it is named by. */
  readonly button?: { readonly text: string; readonly name: string; readonly value: string };
}

const STYLE =
  "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}" +
  "button{font:inherit;padding:.6rem 1.2rem;cursor:pointer}" +
  "@media(prefers-color-scheme:dark){body{color:#eee;background:#151515}}";

/** No script, nothing from elsewhere, no frame around it, and its address is told nobody. */
export const PAGE_FIELDS: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${sha256(STYLE)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex, nofollow",
  "Cache-Control": "no-store",
};

export function writePage({ language, title, lines, button }: Page): string {
  const form =
    button === undefined
      ? ""
      : `<form method="post"><input type="hidden" name="${escaped(button.name)}" value="${escaped(button.value)}"><button>${escaped(button.text)}</button></form>`;
  return [
    `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body dir="auto"><main>`,
    `<h1>${escaped(title)}</h1>`,
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    `${form}</main></body></html>\n`,
  ].join("\n");
}

const CHARACTERS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => CHARACTERS[character] ?? "");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
