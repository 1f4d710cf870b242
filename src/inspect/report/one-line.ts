/** Names come from outside: a line end in one would begin a line that looks like ours. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\u{fffd}");
}
