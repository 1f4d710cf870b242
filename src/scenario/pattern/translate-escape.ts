/** Escapes of Perl's regular expressions (perlrebackslash) as the linear engine writes them. */
import { err, ok, type Result } from "#base";

export interface Translated {
  /** How much of the pattern it was. */
  readonly length: number;
  readonly text: string;
}

export interface EscapeSet {
  readonly inClass: boolean;
  readonly fixed: Readonly<Record<string, string>>;
}

const LINE_ENDS = "\\n\\x0B\\f\\r";

export const OUTSIDE: EscapeSet = {
  inClass: false,
  fixed: {
    s: "[\\s\\x0B]",
    S: "[^\\s\\x0B]",
    h: "[ \\t]",
    H: "[^ \\t]",
    v: `[${LINE_ENDS}]`,
    V: `[^${LINE_ENDS}]`,
    R: `(?:\\r\\n|[${LINE_ENDS}])`,
    G: "\\A",
    K: "",
  },
};

export const INSIDE: EscapeSet = {
  inClass: true,
  fixed: { s: "\\s\\x0B", h: " \\t", v: LINE_ENDS, b: "\\x08" },
};

/** Letters that mean the same in both. */
const SAME = "AzbBdDwWStnrfapP";

export function translateEscape(
  pattern: string,
  at: number,
  { inClass, fixed }: EscapeSet,
): Result<Translated, string> {
  const letter = pattern[at + 1] ?? "";
  const property = /^\\[pP]\{\^?\w{1,32}\}/.exec(pattern.slice(at, at + 40))?.[0];
  if (property !== undefined) return ok({ length: property.length, text: property });
  const own = fixed[letter];
  if (own !== undefined) return ok({ length: 2, text: own });
  const number = coded(pattern.slice(at, at + 16));
  if (number !== null) return ok(number);
  if (/[1-9gk]/.test(letter) && !inClass) return err(refused("backreferences (\\1, \\k<name>)"));
  if (letter === "N") return inClass ? err(refused("\\N in a class")) : ok({ length: 2, text: "[^\\n]" });
  if (letter === "X") return err(refused("\\X"));
  if (pattern.startsWith("\\b{", at)) return err(refused("\\b{…}"));
  // QUIRK: a letter without a meaning of its own stands for itself in Perl, \Q and \E too between apostrophes.
  const keeps = SAME.includes(letter) || !/[A-Za-z0-9_]/.test(letter);
  const width = (pattern.codePointAt(at + 1) ?? 0) > 0xff_ff ? 2 : 1;
  const text = pattern.slice(at + 1, at + 1 + width);
  return ok({ length: 1 + width, text: keeps && text.charCodeAt(0) < 0x80 ? `\\${text}` : text });
}

/** Characters by number or name: `\x4`, `\x{263A}`, `\N{U+263A}`, `\o{12}`, `\012`, `\cA`, `\e`. */
function coded(text: string): Translated | null {
  const hex = /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{0,2}))/.exec(text);
  if (hex !== null) return byNumber(hex[0], parseInt(hex[1] ?? `0${hex[2]}`, 16));
  const named = /^\\N\{U\+([0-9A-Fa-f]{1,6})\}/.exec(text);
  if (named !== null) return byNumber(named[0], parseInt(named[1] ?? "0", 16));
  const octal = /^\\(?:o\{([0-7]{1,6})\}|(0[0-7]{0,2}))/.exec(text);
  if (octal !== null) return byNumber(octal[0], parseInt(octal[1] ?? octal[2] ?? "0", 8));
  const control = /^\\c([@-_a-z])/.exec(text);
  if (control !== null) return byNumber(control[0], (control[1] ?? "@").toUpperCase().charCodeAt(0) ^ 64);
  return text.startsWith("\\e") ? { length: 2, text: "\\x1B" } : null;
}

function byNumber(written: string, code: number): Translated {
  return { length: written.length, text: `\\x{${code.toString(16)}}` };
}

function refused(what: string): string {
  return `The regular expression has ${what}, which is not supported.`;
}
