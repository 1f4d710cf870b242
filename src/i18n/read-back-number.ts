/** Finds a text of the catalogues in what people send back. */
import { allCatalogues, type TextKey } from "./catalogues.ts";

/**
 * The number in a text that was said with one `number` argument, in whatever language; null if it is not there.
 *
 * @example readBackNumber("sealed-subject", "Re: [Team] sealed post 12") // 12
 */
export function readBackNumber(key: TextKey, text: string): number | null {
  for (const catalogue of allCatalogues()) {
    const said = catalogue[key];
    const found = said === undefined ? null : patternOf(said).exec(text);
    if (found !== null) return Number(found[1]);
  }
  return null;
}

/** Whole words only, and no more digits than a number of ours has: what stands around it is not ours. */
function patternOf(text: string): RegExp {
  const [before = "", after = ""] = text.split("{ $number }").map(literally);
  return new RegExp(`(?<![\\p{L}\\p{N}])${before}(\\d{1,9})${after}(?![\\p{L}\\p{N}])`, "u");
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
