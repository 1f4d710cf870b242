/** How deep HTML nests, told in time that grows with its length only. */

const TAGS = /<(\/?)([a-z][a-z0-9]*)/gi;
const VOID = new Set(["br", "col", "hr", "img", "input", "link", "meta", "wbr"]);

const CELLS = ["td", "th"];
/** Which innermost elements the beginning of another ends (HTML Living Standard §13.1.2.4, in part). */
const ENDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["p", ["p"]],
  ["li", ["li"]],
  ["dt", ["dt", "dd"]],
  ["dd", ["dt", "dd"]],
  ["option", ["option"]],
  ["td", CELLS],
  ["th", CELLS],
  ["tr", ["tr", ...CELLS]],
  ["tbody", ["tbody", "thead", "tr", ...CELLS]],
]);

/** How many elements a parser holds open at a tag, summed over the tags. */
export function openInAll(html: string): number {
  const open: string[] = [];
  const times = new Map<string, number>();
  const end = (): string => {
    const name = open.pop() ?? "";
    times.set(name, (times.get(name) ?? 0) - 1);
    return name;
  };
  const begin = (name: string): void => {
    while (ENDS.get(name)?.includes(open.at(-1) ?? "")) end();
    open.push(name);
    times.set(name, (times.get(name) ?? 0) + 1);
  };
  let sum = 0;
  for (const [, slash, written = ""] of html.matchAll(TAGS)) {
    const name = written.toLowerCase();
    if (slash === "/") while ((times.get(name) ?? 0) > 0 && end() !== name);
    else if (!VOID.has(name)) begin(name);
    sum += open.length;
  }
  return sum;
}
