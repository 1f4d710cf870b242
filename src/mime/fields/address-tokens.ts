/** Cuts an address list into tokens (RFC 5322 §3.2): what is quoted or in a comment is never anything else. */
import { scanComment, scanQuotedString } from "../parse/structured-value.ts";

export type AddressToken =
  /** A run of characters that are neither special nor white space; any character beyond US-ASCII is one. */
  | { readonly kind: "atom"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "quoted"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "comment"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "special"; readonly text: string; readonly start: number; readonly end: number }
  /** A control character, a lone backslash, or an unclosed quote or comment with all that follows. */
  | { readonly kind: "malformed"; readonly text: string; readonly start: number; readonly end: number };

const WHITE_SPACE = /[ \t]+/y;
const ATOM = /[^\p{Cc}\u2028\u2029 "(),:;<>@[\\\].]+/uy;
const SPECIAL = /[,:;<>@[\].]/y;

/** @param value unfolded; every octet but white space is in one token, so nothing is skipped unseen */
export function addressTokens(value: string): AddressToken[] {
  const tokens: AddressToken[] = [];
  let at = 0;
  while (at < value.length) {
    at = matchAt(WHITE_SPACE, value, at) ?? at;
    if (at >= value.length) break;
    const token = tokenAt(value, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(value: string, start: number): AddressToken {
  const quoting = value[start];
  if (quoting === '"' || quoting === "(") {
    const scanned = quoting === '"' ? scanQuotedString(value, start) : scanComment(value, start);
    if (!scanned) return { kind: "malformed", text: value.slice(start), start, end: value.length };
    return { kind: quoting === '"' ? "quoted" : "comment", text: scanned.text, start, end: scanned.end };
  }
  for (const [kind, pattern] of [
    ["atom", ATOM],
    ["special", SPECIAL],
  ] as const) {
    const end = matchAt(pattern, value, start);
    if (end !== null) return { kind, text: value.slice(start, end), start, end };
  }
  return { kind: "malformed", text: value[start]!, start, end: start + 1 };
}

function matchAt(pattern: RegExp, value: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(value) ? pattern.lastIndex : null;
}
