/**
 * Cuts `CONDITION METHODS -> ACTION`. The condition ends at the first blanks behind which only methods stand until an
 * arrow; without methods `smtp` is meant. Linear in the length of the line.
 */
import { blanksBefore, skipBlanks } from "./perl-text.ts";

export interface RuleParts {
  readonly condition: string;
  /** Where it begins in the line, from 0. */
  readonly at: number;
  readonly methods: readonly string[];
  readonly action: string;
  readonly actionAt: number;
}

const METHOD_AT_END = /(?:md5|pgp|smtp|smime|dkim)$/i;
const LONGEST_METHOD = 5;
const ARROW = "->";

/** Null: the line is no rule. */
export function splitRule(line: string): RuleParts | null {
  const start = skipBlanks(line, 0);
  for (let arrow = line.indexOf(ARROW); arrow !== -1; arrow = line.indexOf(ARROW, arrow + ARROW.length)) {
    const end = conditionEnd(line, arrow, start);
    if (end !== null) return parts(line, { start, end, arrow });
  }
  return emptyCondition(line, start);
}

/** The smallest end of a condition that begins at `start`: methods and commas are read backwards from the arrow. */
function conditionEnd(line: string, arrow: number, start: number): number | null {
  let found: number | null = null;
  let comma = false;
  for (let at = arrow; at > start;) {
    const blanks = blanksBefore(line, at);
    if (blanks < at) {
      at = blanks;
      if (!comma && at > start) found = at;
      continue;
    }
    const method = METHOD_AT_END.exec(line.slice(Math.max(start, at - LONGEST_METHOD), at));
    if (method !== null) {
      at -= method[0].length;
      comma = false;
    } else if (line[at - 1] === "," && !comma) {
      at -= 1;
      comma = true;
    } else return found;
  }
  return found;
}

/** QUIRK: "  -> do_it" is a rule without a condition for Sympa, which refuses everything, and not a line it cannot read. */
function emptyCondition(line: string, start: number): RuleParts | null {
  const isOne = start > 0 && line.startsWith(ARROW, start);
  return isOne ? parts(line, { start: 0, end: 0, arrow: start }) : null;
}

function parts(line: string, at: { start: number; end: number; arrow: number }): RuleParts {
  const actionAt = skipBlanks(line, at.arrow + ARROW.length);
  return {
    condition: line.slice(at.start, at.end),
    at: at.start,
    methods: methodsOf(line.slice(at.end, at.arrow)),
    action: line.slice(actionAt),
    actionAt,
  };
}

/** QUIRK: `dkim` has meant `smtp` since Sympa 6.2.71. */
function methodsOf(text: string): readonly string[] {
  const words = text.split(/[ \t\n\v\f\r,]+/).filter((word) => word !== "");
  const methods = words.length === 0 ? ["smtp"] : words.map((word) => (word === "dkim" ? "smtp" : word));
  return [...new Set(methods)].toSorted();
}
