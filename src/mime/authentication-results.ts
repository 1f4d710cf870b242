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
  /** By `ptype.property` in lower case, as in `header.d`; of several of one name the last. */
  readonly properties: ReadonlyMap<string, string>;
}

/** null: not well formed. Nothing is guessed. */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const tokens = tokensOf(value);
  if (tokens === null) return null;
  const [head = [], ...segments] = splitAt(tokens, ";");
  const [id, version, ...more] = head;
  if (id === undefined || id === "=" || more.length > 0) return null;
  if (version !== undefined && version !== "1") return null;
  const said = segments.filter((segment) => segment.length > 0 && segment.join("") !== "none");
  const results = said.map(readResult);
  if (results.some((one) => one === null)) return null;
  return { authservId: id.toLowerCase(), results: results.filter((one) => one !== null) };
}

/** `method=result`, then `reason=…` and `ptype.property=value`. */
function readResult(tokens: readonly string[]): MethodResult | null {
  const pairs = pairsOf(tokens);
  const [first, ...others] = pairs ?? [];
  if (first === undefined) return null;
  const [method = ""] = first[0].toLowerCase().split("/");
  const properties = new Map(others.map(([name, text]) => [name.toLowerCase(), text]));
  return { method, result: first[1].toLowerCase(), properties };
}

/** An `=` that ends a base64 value is passed over. */
function pairsOf(tokens: readonly string[]): (readonly [string, string])[] | null {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < tokens.length;) {
    const [name, equals, text] = tokens.slice(at, at + 3);
    if (name === undefined || name === "=" || equals !== "=" || text === undefined || text === "=")
      return null;
    pairs.push([name, text]);
    at += 3;
    while (tokens[at] === "=") at += 1;
  }
  return pairs;
}

/** Words and quoted strings without their quotes, `;` and `=`; comments are left out (RFC 5322 §3.2). */
function tokensOf(value: string): string[] | null {
  const bare = withoutComments(value);
  if (bare === null) return null;
  const tokens: string[] = [];
  for (const match of bare.matchAll(/"((?:[^"\\]|\\.)*)"|[;=]|[^\s;="]+/g)) {
    const [whole, quoted] = match;
    if (quoted === ";" || quoted === "=") return null;
    tokens.push(quoted === undefined ? whole : quoted.replaceAll(/\\(.)/g, "$1"));
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

function splitAt(tokens: readonly string[], mark: string): string[][] {
  const parts: string[][] = [[]];
  for (const token of tokens) {
    if (token === mark) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
