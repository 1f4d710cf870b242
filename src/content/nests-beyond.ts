/** How deep HTML nests, told by the parser that makes text of it, before it does. */
import { Parser } from "htmlparser2";

/** Characters that are read before the count is looked at. */
const PIECE = 16_384;

/** Whether more elements are open, summed over the tags, than `most`: what the parser's time grows with. Reads no further. */
export function nestsBeyond(html: string, most: number): boolean {
  let open = 0;
  let sum = 0;
  const count = (change: number): void => {
    open += change;
    sum += open;
  };
  const parser = new Parser({ onopentagname: () => count(1), onclosetag: () => count(-1) });
  for (let at = 0; at < html.length && sum <= most; at += PIECE) parser.write(html.slice(at, at + PIECE));
  return sum > most;
}
