/**
 * Joins the lines of format=flowed (RFC 3676 §4.2): one that ends with a blank goes on in the next, if that is quoted as
 * deep. The line before a signature never does (§4.3).
 *
 * @param delSp the blank at the end is not part of the text
 */
export function unflow(text: string, { delSp }: { readonly delSp: boolean }): string {
  const lines: string[] = [];
  let flows: { readonly depth: number } | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const own = line.slice(depth).replace(/^ /, "");
    const last = lines.at(-1);
    const joins = flows !== null && flows.depth === depth && own !== "-- " && last !== undefined;
    const before = joins ? (lines.pop() ?? "") : ">".repeat(depth);
    const endsFlowed = own.endsWith(" ") && own !== "-- ";
    lines.push(before + (endsFlowed && delSp ? own.slice(0, -1) : own));
    flows = endsFlowed ? { depth } : null;
  }
  return lines.join("\n");
}
