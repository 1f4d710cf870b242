/** Language tags as titles have them: old names are mapped, the rest written as RFC 5646 §2.1.1 advises. */

/** Names that Sympa used before it took to tags. */
const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ["us", "en-US"],
  ["cn", "zh-CN"],
  ["tw", "zh-TW"],
  ["br", "pt-BR"],
  ["cz", "cs"],
]);

/** What is no tag is left as it is. */
export function languageTag(written: string): string {
  const old = OLD_NAMES.get(written.toLowerCase());
  if (old !== undefined) return old;
  try {
    return new Intl.Locale(written.replaceAll("_", "-")).baseName;
  } catch {
    return written;
  }
}

/** The tag and what it implies: `de-AT`, `de`. */
export function impliedTags(tag: string): readonly string[] {
  const parts = languageTag(tag).split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}
