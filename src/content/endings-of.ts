/** The ending of a file's name that programs go by when they open the file. */

/**
 * Lower case, without the dot. QUIRK: programs drop dots and blanks at the end of a name, marks that nobody sees, and what
 * stands behind a control; some end it at a semicolon. Each piece counts.
 */
export function endingsOf(name: string): readonly string[] {
  const seen = name.normalize("NFKC").replaceAll(/\p{Cf}/gu, "");
  return [...new Set(seen.split(CUTS).flatMap(endingOf))];
}

/** A NUL in a header field reads as U+FFFD. */
const CUTS = /[\p{Cc}\uFFFD;]/u;

function endingOf(name: string): readonly string[] {
  const [, ending] = /\.([^./\\\s]+)[.\s]*$/.exec(name) ?? [];
  return ending === undefined ? [] : [ending.toLowerCase()];
}
