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

/**
 * For the parts of one message: text, in which links stand behind their words and pictures are left out; null for HTML that
 * would make it more than is read of one message.
 */
export function plainOfHtml(): (html: string) => string | null {
  let left: number = LIMITS.htmlChars;
  return (html) => {
    const start = html.slice(0, LIMITS.htmlChars);
    if (start.length > left) return null;
    left -= start.length;
    return `${convert(start, OPTIONS).trimEnd()}\n`;
  };
}
