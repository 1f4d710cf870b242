/**
 * Where a regular expression among arguments ends. It begins behind its first slash.
 *
 * QUIRK: Sympa crosses one run of `\/` and stops at the slash after it, whether that is escaped or not; a run of `\/`
 * that nothing follows ends it too. What is left over becomes further arguments, or nothing.
 */

/** The position of the closing slash; null if there is none. */
export function regexpEnd(text: string, from: number): number | null {
  const first = text.indexOf("/", from);
  if (first === -1) return null;
  if (first === from || text[first - 1] !== "\\") return first;
  const runEnd = endOfRun(text, first);
  if (text[runEnd + 1] === undefined || text[runEnd + 1] === "/") return runEnd;
  const next = text.indexOf("/", runEnd + 1);
  return next === -1 ? runEnd : next;
}

/** The last slash of `\/\/\/…`, whose first slash is at `slash`. */
function endOfRun(text: string, slash: number): number {
  let end = slash;
  while (text.startsWith("\\/", end + 1)) end += 2;
  return end;
}
