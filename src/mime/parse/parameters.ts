/**
 * Parameters of Content-Type and Content-Disposition (RFC 2045 §5.1), with the continuations, charsets
 * and languages of RFC 2231.
 */
import { type Bytes, concatBytes, fromLatin1, latin1, utf8 } from "#base";
import { decodeCharset } from "../coding/charset.ts";
import { scanQuotedString, skipCfws } from "./structured-value.ts";

export interface ScannedParameters {
  readonly parameters: ReadonlyMap<string, string>;
  /** The same parameter came twice: readers disagree which one counts; here it is the first. */
  readonly duplicate: boolean;
  /** Names that came twice or in more than one form: another program may go by the other value. */
  readonly ambiguous: ReadonlySet<string>;
  readonly malformed: boolean;
}

interface RawParameter {
  readonly name: string;
  readonly text: string;
}

/** Reads `; name=value; …` from `at` on. */
export function scanParameters(value: string, at: number): ScannedParameters {
  const { raw, malformed } = scanRaw(value, at);
  const plain = new Map<string, string>();
  const sections = new Map<string, Map<string, string>>();
  const twice = new Set<string>();
  for (const { name, text } of raw) {
    const star = name.indexOf("*");
    const base = star === -1 ? name : name.slice(0, star);
    const into = star === -1 ? plain : (sections.get(base) ?? new Map<string, string>());
    if (star !== -1) sections.set(base, into);
    const key = star === -1 ? name : name.slice(star);
    if (into.has(key)) twice.add(base);
    else into.set(key, text);
  }
  const severalForms = [...sections].filter(([name, parts]) => plain.has(name) || hasTwoForms(parts));
  const ambiguous = new Set([...twice, ...severalForms.map(([name]) => name)]);
  // RFC 2231 §4: the extended form is the one for programs that know it.
  for (const [name, parts] of sections) plain.set(name, joinSections(parts));
  return { parameters: plain, duplicate: twice.size > 0, ambiguous, malformed };
}

/** Whole and in sections, or a section both plain and percent-encoded. */
function hasTwoForms(parts: ReadonlyMap<string, string>): boolean {
  const keys = [...parts.keys()];
  return keys.some((key) => (key === "*" ? keys.length > 1 : parts.has(`${key}*`)));
}

function scanRaw(value: string, start: number): { raw: RawParameter[]; malformed: boolean } {
  const raw: RawParameter[] = [];
  let malformed = false;
  let at = start;
  while (at < value.length) {
    at = skipCfws(value, at);
    if (value[at] === ";") {
      at++;
      continue;
    }
    if (at >= value.length) break;
    const one = scanOne(value, at);
    if (one.parameter) raw.push(one.parameter);
    malformed ||= one.malformed;
    at = one.end;
  }
  return { raw, malformed };
}

const NAME = /[^\s;=()"]+/y;

function scanOne(
  value: string,
  at: number,
): { parameter: RawParameter | null; malformed: boolean; end: number } {
  NAME.lastIndex = at;
  const name = NAME.exec(value)?.[0];
  const equals = name === undefined ? at : skipCfws(value, at + name.length);
  if (name === undefined || value[equals] !== "=") {
    return { parameter: null, malformed: true, end: nextSemicolon(value, Math.max(at + 1, equals)) };
  }
  const scanned = scanValue(value, skipCfws(value, equals + 1));
  const end = skipCfws(value, scanned.end);
  const malformed = scanned.malformed || (end < value.length && value[end] !== ";");
  return {
    parameter: { name: name.toLowerCase(), text: scanned.text },
    malformed,
    end: nextSemicolon(value, end),
  };
}

function scanValue(value: string, at: number): { text: string; end: number; malformed: boolean } {
  if (value[at] === '"') {
    const quoted = scanQuotedString(value, at);
    if (quoted) return { ...quoted, malformed: false };
    return { text: value.slice(at + 1), end: value.length, malformed: true };
  }
  // QUIRK: unquoted values with tspecials ("boundary=----=_Part/1") are common; they end at white space or ";".
  let end = at;
  while (end < value.length && !" \t;".includes(value[end]!)) end++;
  return { text: value.slice(at, end), end, malformed: end === at };
}

function nextSemicolon(value: string, at: number): number {
  const found = value.indexOf(";", at);
  return found === -1 ? value.length : found;
}

/**
 * Joins `*0`, `*1*`, … in their order; those that end with `*` are percent-encoded (RFC 2231 §3, §4). All
 * are decoded together: a character may be cut in two between them.
 */
function joinSections(parts: ReadonlyMap<string, string>): string {
  const whole = parts.get("*");
  const first = whole ?? parts.get("*0*") ?? "";
  const prefix = /^([^']*)'[^']*'/.exec(first);
  const encoded = first.slice(prefix?.[0].length ?? 0);
  const octets = [percentDecode(encoded), ...(whole === undefined ? laterSections(parts) : [])];
  const joined = concatBytes(...octets);
  return decodeCharset(joined, prefix?.[1] || "utf-8") ?? fromLatin1(joined);
}

function laterSections(parts: ReadonlyMap<string, string>): Bytes[] {
  const octets: Bytes[] = [];
  for (let section = 0; ; section++) {
    const plain = parts.get(`*${section}`);
    const encoded = section === 0 ? undefined : parts.get(`*${section}*`);
    if (encoded !== undefined) octets.push(percentDecode(encoded));
    else if (plain !== undefined) octets.push(utf8(plain));
    else if (section > 0) return octets;
  }
}

function percentDecode(text: string): Bytes {
  const octets = fromLatin1(utf8(text));
  return latin1(
    octets.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  );
}
