/** `ann@example.org`, or `Ann <ann@example.org>`. */
export function personOf(line: string): { readonly address: string; readonly name?: string } {
  const named = /^(.*?)\s*<([^<>]*)>$/.exec(line);
  if (named === null) return { address: line };
  return { address: named[2] ?? "", name: (named[1] ?? "").replaceAll('"', "").trim() };
}
