/**
 * Parses a message into an index over its octets (RFC 5322, RFC 2045, RFC 2046). Whatever comes in is read
 * as something; only the limits (S10) refuse. Oddities are told in `problems`.
 */
import { type Bytes, err, LIMITS, ok, type Result } from "#base";
import { readContentType } from "./content-type.ts";
import type { Entity, HeaderSection, MimeProblem, ParseRefusal } from "../entity.ts";
import { type HeaderLimits, scanHeader } from "./header-section.ts";
import { IndexedEntity, type Inner, LEAF, type OwnFacts } from "./indexed-entity.ts";
import { lineEndOctet } from "../line-ends.ts";
import { cutMultipart, type Range } from "./multipart.ts";

export interface ParseLimits extends HeaderLimits {
  readonly messageBytes: number;
  readonly mimeParts: number;
  readonly mimeDepth: number;
}

/**
 * Indexes a whole message. `limits` can only lower those of the site.
 *
 * @example const message = parseMessage(octets); // { ok: true, value: Entity } or { ok: false, error: "too-deep" }
 */
export function parseMessage(source: Bytes, limits: Partial<ParseLimits> = {}): Result<Entity, ParseRefusal> {
  const bounds = lowerLimits(limits);
  if (source.length > bounds.messageBytes) return err("too-large");
  const reading: Reading = { limits: bounds, lineEnd: lineEndOctet(source), parts: 0 };
  const entity = readEntity(reading, { raw: source, fallback: "text/plain", depth: 1 });
  return typeof entity === "string" ? err(entity) : ok(entity);
}

function lowerLimits(limits: Partial<ParseLimits>): ParseLimits {
  const lower = (name: keyof ParseLimits): number => Math.min(LIMITS[name], limits[name] ?? LIMITS[name]);
  return {
    messageBytes: lower("messageBytes"),
    headerBytes: lower("headerBytes"),
    headerFields: lower("headerFields"),
    headerFieldBytes: lower("headerFieldBytes"),
    mimeParts: lower("mimeParts"),
    mimeDepth: lower("mimeDepth"),
  };
}

interface Reading {
  readonly limits: ParseLimits;
  readonly lineEnd: number;
  parts: number;
}

interface Place {
  readonly raw: Bytes;
  /** The type of an entity without Content-Type. */
  readonly fallback: string;
  readonly depth: number;
}

function readEntity(reading: Reading, place: Place): Entity | ParseRefusal {
  const { limits, lineEnd } = reading;
  if (place.depth > limits.mimeDepth) return "too-deep";
  if (++reading.parts > limits.mimeParts) return "too-many-parts";
  const scanned = scanHeader(place.raw, lineEnd, limits);
  if (!scanned) return "header-too-large";
  const { contentType, problems } = readContentType(scanned.header, place.fallback);
  const encoding = readTransferEncoding(scanned.header);
  const own: OwnFacts = {
    raw: place.raw,
    header: scanned.header,
    body: place.raw.subarray(scanned.bodyStart),
    contentType,
    transferEncoding: encoding.name,
    problems: [...scanned.problems, ...problems, ...encoding.problems],
  };
  const inner = readChildren(reading, own, place.depth);
  return typeof inner === "string" ? inner : new IndexedEntity(own, inner);
}

/** RFC 2045 §6.1, RFC 5322 §3.2.2 */
const COMMENTS_BEFORE = /^(?:\s*\([^()\\]*\))*\s*/;

function readTransferEncoding(header: HeaderSection): { name: string; problems: MimeProblem[] } {
  const fields = header.all("content-transfer-encoding");
  const name = fields[0]?.value
    .toLowerCase()
    .replace(COMMENTS_BEFORE, "")
    .split(/[ \t;(]/, 1)[0];
  return {
    name: name || "7bit",
    problems: fields.length > 1 ? ["duplicate-transfer-encoding"] : [],
  };
}

/** Types whose body is a message (RFC 2046 §5.2.1, RFC 6532 §3.7). */
const MESSAGE_TYPES: ReadonlySet<string> = new Set(["message/rfc822", "message/global", "message/news"]);
const IDENTITY_ENCODINGS: ReadonlySet<string> = new Set(["7bit", "8bit", "binary"]);

function readChildren(reading: Reading, own: OwnFacts, depth: number): Inner | ParseRefusal {
  const isMessage = MESSAGE_TYPES.has(own.contentType.essence);
  if (!isMessage && own.contentType.type !== "multipart") return LEAF;
  const encoded = !IDENTITY_ENCODINGS.has(own.transferEncoding);
  if (isMessage && encoded) return { ...LEAF, problems: ["encoded-composite"] };
  if (isMessage) return readInnerMessage(reading, own.body, depth);
  const parts = readParts(reading, own, depth);
  // QUIRK: a multipart cannot be base64 (RFC 2045 §6.4); the label is wrong then, not the body.
  if (typeof parts === "string" || !encoded) return parts;
  return { ...parts, problems: [...parts.problems, "encoded-composite"] };
}

function readInnerMessage(reading: Reading, body: Bytes, depth: number): Inner | ParseRefusal {
  const child = readEntity(reading, { raw: body, fallback: "text/plain", depth: depth + 1 });
  return typeof child === "string" ? child : { ...LEAF, children: [child] };
}

function readParts(reading: Reading, own: OwnFacts, depth: number): Inner | ParseRefusal {
  const boundary = own.contentType.parameters.get("boundary")?.trimEnd();
  if (!boundary) return { ...LEAF, problems: ["missing-boundary-parameter"] };
  const cut = cutMultipart(own.body, boundary, reading.lineEnd, reading.limits.mimeParts - reading.parts);
  const fallback = own.contentType.subtype === "digest" ? "message/rfc822" : "text/plain";
  const children: Entity[] = [];
  for (const range of cut.parts) {
    const child = readEntity(reading, { raw: slice(own.body, range), fallback, depth: depth + 1 });
    if (typeof child === "string") return child;
    children.push(child);
  }
  return {
    children,
    preamble: slice(own.body, cut.preamble),
    epilogue: slice(own.body, cut.epilogue),
    problems: cut.closed ? [] : [children.length === 0 ? "no-boundary-found" : "missing-final-boundary"],
  };
}

function slice(bytes: Bytes, range: Range): Bytes {
  return bytes.subarray(range.start, range.end);
}
