/**
 * How large an expression is with its counted repetitions written out, from its text alone: what an engine would only know
 * when it had compiled it. Alternatives that begin alike count each, so the compiled one may be smaller.
 */

const TOKEN = new RegExp(
  [
    String.raw`\\(?:[xpP]\{[^}]*\}|[^])`,
    String.raw`\[\^?(?:\[:[^\]]*:\]|\\[^]|[^\]\\])*\]`,
    String.raw`\(\?P<\w+>|\(\?<[=!]|\(\?[a-z-]*[:)]`,
    String.raw`\{\d+(?:,\d*)?\}`,
    "[^]",
  ].join("|"),
  "gu",
);

/** @param pattern as the engine reads it; counted are characters, groups, alternatives and what repeats freely */
export function writtenOut(pattern: string): number {
  const around: number[] = [];
  let sum = 0;
  let last = 0;
  const add = (size: number): void => void (sum += size);
  for (const [token] of pattern.matchAll(TOKEN)) {
    const times = /^\{(\d+)(?:,(\d*))?\}$/.exec(token);
    if (times !== null) {
      const more = last * (Number(times[2] || times[1]) - 1);
      last += more;
      add(more);
    } else if (token.startsWith("(") && !token.endsWith(")")) {
      around.push(sum);
      sum = 0;
    } else if (token === ")") {
      last = sum + 1;
      sum = (around.pop() ?? 0) + last;
    } else if (/^[*+?]$/.test(token)) {
      last += 1;
      add(1);
    } else if (!token.startsWith("(")) {
      last = 1;
      add(1);
    }
  }
  return around.reduce((all, one) => all + one, sum);
}
