/** How deep HTML nests, told by the parser that makes text of it, before it does. */
import { Parser } from "htmlparser2";

/** Characters that are read before the count is looked at. */
const PIECE = 16_384;

/** Whether more elements are open, summed over the tags, than `most`: what the parser's time grows with. Reads no further. */
export function nestsBeyond(html: string, most: number): boolean {
  const seen = { open: 0, sum: 0 };
  const count = (change: number): void => {
    seen.open += change;
    seen.sum += seen.open;
  };
  const parser = new Parser({ onopentagname: () => count(1), onclosetag: () => count(-1) });
  for (let at = 0; at < html.length; at += PIECE) {
    parser.write(html.slice(at, at + PIECE));
    if (seen.sum > most) return true;
  }
  return false;
}
