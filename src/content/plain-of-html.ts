/** `convert_html_to_plaintext`: what HTML says, as text. */
import { convert } from "html-to-text";
import { LIMITS } from "#base";

const COLUMNS = 76;

const OPTIONS = {
  wordwrap: COLUMNS,
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: {
    maxDepth: LIMITS.htmlDepth,
    ellipsis: "…",
  },
};

/** Links stand behind their words; pictures are left out. */
export function plainOfHtml(html: string): string {
  return `${convert(html.slice(0, LIMITS.htmlChars), OPTIONS).trimEnd()}\n`;
}
