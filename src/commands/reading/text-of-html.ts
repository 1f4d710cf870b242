/** What a person sees of HTML, roughly: enough to find a command that a mail program wrapped in it. Linear in its length. */

/** Elements whose begin or end begins a line. */
const BREAKS = new Set(["br", "p", "div", "tr", "li", "ul", "ol", "blockquote", "table", "hr", "pre"]);
/** Elements whose content nobody sees, and quotations: nobody's command stands in them. */
const UNSEEN = new Set(["script", "style", "head", "title", "template", "blockquote"]);
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

export function textOfHtml(html: string): string {
  let text = "";
  let unseen: string | null = null;
  for (const [token] of html.matchAll(/<!--[^]*?(?:-->|$)|<[^<>]*>|[^<]+|</g)) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token);
    const name = tag?.[2]?.toLowerCase() ?? "";
    if (tag === null) {
      if (unseen === null && !token.startsWith("<!")) text += token.replaceAll(/\s+/g, " ");
      continue;
    }
    if (unseen === null && UNSEEN.has(name) && tag[1] === "") unseen = name;
    else if (unseen === name && tag[1] === "/") unseen = null;
    if (BREAKS.has(name)) text += "\n";
  }
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));/gi, decoded);
}

function decoded(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
}
