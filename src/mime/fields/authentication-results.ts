/**
 * Authentication-Results (RFC 8601 §2.2): what a mail server says that it checked. Whose word it is stands in the
 * field; whether that one is to be believed is not decided here.
 */

export interface AuthenticationResults {
  /** Lower case. */
  readonly authservId: string;
  readonly results: readonly MethodResult[];
}

export interface MethodResult {
  /** `dkim`, `spf`, `dmarc`, `auth` …; lower case, as is `result`. */
  readonly method: string;
  readonly result: string;
  /** By `ptype.property` in lower case, as in `header.d`; none comes twice. */
  readonly properties: ReadonlyMap<string, string>;
}

/** null: not well formed. Nothing is guessed. */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const tokens = tokensOf(value);
  if (tokens === null) return null;
  const [head = [], ...segments] = splitAt(tokens, ";");
  const [id, version, ...more] = head;
  if (id === undefined || isMark(id, "=") || more.length > 0) return null;
  if (version !== undefined && version.text !== "1") return null;
  const said = segments.filter((segment) => segment.length > 0 && !isNone(segment));
  const results = said.map(readResult);
  if (results.some((one) => one === null)) return null;
  return { authservId: id.text.toLowerCase(), results: results.filter((one) => one !== null) };
}

interface Token {
  readonly text: string;
  readonly kind: "word" | "quoted" | "mark";
  /** Nothing stands between it and the token in front of it. */
  readonly isGlued: boolean;
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === "mark" && token.text === mark;
}

function isNone(segment: readonly Token[]): boolean {
  return segment.length === 1 && segment[0]?.text === "none";
}

/** `method=result`, then `reason=…` and `ptype.property=value`; what is said twice is said by somebody else, too. */
function readResult(tokens: readonly Token[]): MethodResult | null {
  const [first, ...others] = pairsOf(tokens) ?? [];
  if (first === undefined) return null;
  const [method = ""] = first[0].split("/");
  const properties = new Map(others);
  if (properties.size < others.length) return null;
  return { method, result: first[1].toLowerCase(), properties };
}

const NAME = /^[a-z0-9][a-z0-9._-]*(?:\/[0-9]+)?$/;

/** A pair begins behind white space. What follows a value at once could be a part of it that somebody else chose. */
function pairsOf(tokens: readonly Token[]): (readonly [string, string])[] | null {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < tokens.length;) {
    const [name, equals, value] = tokens.slice(at, at + 3);
    if (name?.kind !== "word" || !isMark(equals, "=") || value === undefined || value.kind === "mark")
      return null;
    const key = name.text.toLowerCase();
    if (!NAME.test(key)) return null;
    pairs.push([key, value.text]);
    at += 3 + (key === "header.b" ? paddingAt(tokens, at + 3) : 0);
    if (tokens[at]?.isGlued === true) return null;
  }
  return pairs;
}

/** QUIRK: servers copy the beginning of a signature with the `=` that end its base64, unquoted. */
function paddingAt(tokens: readonly Token[], from: number): number {
  const isPadding = (token: Token | undefined) => isMark(token, "=") && token?.isGlued === true;
  if (!isPadding(tokens[from])) return 0;
  return isPadding(tokens[from + 1]) ? 2 : 1;
}

/** Words and quoted strings without their quotes, `;` and `=`; comments are left out (RFC 5322 §3.2). */
function tokensOf(value: string): Token[] | null {
  const bare = withoutComments(value);
  if (bare === null) return null;
  const tokens: Token[] = [];
  let end = 0;
  for (const match of bare.matchAll(/"((?:[^"\\]|\\.)*)"|[;=]|[^\s;="]+/g)) {
    const [whole, quoted] = match;
    const isGlued = match.index === end && end > 0;
    end = match.index + whole.length;
    if (quoted !== undefined)
      tokens.push({ text: quoted.replaceAll(/\\(.)/g, "$1"), kind: "quoted", isGlued });
    else tokens.push({ text: whole, kind: /^[;=]$/.test(whole) ? "mark" : "word", isGlued });
  }
  return tokens;
}

function withoutComments(value: string): string | null {
  let kept = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === "\\" && (quoted || depth > 0)) {
      if (quoted) kept += value.slice(at, at + 2);
      at += 1;
    } else if (character === '"' && depth === 0) {
      quoted = !quoted;
      kept += character;
    } else if (character === "(" && !quoted) depth += 1;
    else if (character === ")" && !quoted && depth > 0) {
      depth -= 1;
      kept += " ";
    } else if (depth === 0) kept += character;
  }
  return depth === 0 && !quoted ? kept : null;
}

function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isMark(token, mark)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
