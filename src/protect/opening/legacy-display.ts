/**
 * Copies of protected header fields in the body, for programs that do not know header protection: RFC 9788 §2.1.2
 * in texts that say so, and the parts of the older drafts. We show the fields ourselves, so the copies go.
 */
import { type Bytes, concatBytes, fromLatin1, latin1 } from "#base";
import { decodeBody, encodeBase64Lines, type Entity, type Field, parseMessage } from "#mime";
import { withoutParameters } from "../content-entity.ts";

/** The older drafts: a first part that is marked like the payload and holds nothing but fields. */
export function legacyPart(payload: Entity): Entity | null {
  const [display, content, ...others] = payload.children;
  if (payload.contentType.essence !== "multipart/mixed" || display === undefined) return null;
  if (content === undefined || others.length > 0 || isAttachment(display)) return null;
  const { essence, parameters } = display.contentType;
  const isMarked = parameters.get("protected-headers")?.toLowerCase() === "v1";
  return isMarked && (essence === "text/plain" || essence === "text/rfc822-headers") ? display : null;
}

/** RFC 9788 §4.5.3. The entity itself if nothing in it says that it has such a copy. */
export function withoutLegacyDisplay(payload: Entity): Entity {
  const pieces: Bytes[] = [];
  let from = 0;
  for (const leaf of bodyParts(payload)) {
    const start = leaf.raw.byteOffset - payload.raw.byteOffset;
    const shortened = shorten(leaf);
    if (shortened === null || start < from) continue;
    pieces.push(payload.raw.subarray(from, start), shortened);
    from = start + leaf.raw.length;
  }
  if (pieces.length === 0) return payload;
  const rebuilt = parseMessage(concatBytes(...pieces, payload.raw.subarray(from)));
  return rebuilt.ok ? rebuilt.value : payload;
}

/** RFC 9787 §7.1: what is shown as the message itself, no attachment and nothing in another message. */
function* bodyParts(entity: Entity): Generator<Entity> {
  if (isAttachment(entity)) return;
  if (entity.contentType.type === "multipart") for (const child of entity.children) yield* bodyParts(child);
  else if (entity.contentType.parameters.get("hp-legacy-display") === "1") yield entity;
}

function isAttachment(entity: Entity): boolean {
  return /^\s*attachment/i.test(entity.header.first("Content-Disposition")?.value ?? "");
}

function shorten(leaf: Entity): Bytes | null {
  const body = decodeBody(leaf);
  const text = fromLatin1(body);
  const { essence } = leaf.contentType;
  const cut = essence === "text/plain" ? firstLines(text) : essence === "text/html" ? firstDiv(text) : null;
  if (cut === null) return null;
  const rest = concatBytes(body.subarray(0, cut.start), body.subarray(cut.end));
  const isEncoded = rest.length > 0 && body !== leaf.body;
  const fields = leaf.header.fields.map((field) => fieldOf(field, body !== leaf.body));
  return concatBytes(...fields, separatorOf(leaf), isEncoded ? encodeBase64Lines(rest) : rest);
}

function separatorOf(leaf: Entity): Bytes {
  const header = leaf.header.fields.reduce((length, field) => length + field.raw.length, 0);
  return leaf.raw.subarray(header, leaf.raw.length - leaf.body.length);
}

function fieldOf(field: Field, isEncoded: boolean): Bytes {
  const name = field.name.toLowerCase();
  if (name === "content-type") return withoutParameters(field.raw, "hp-legacy-display");
  if (name !== "content-transfer-encoding" || !isEncoded) return field.raw;
  return latin1("Content-Transfer-Encoding: base64\r\n");
}

interface Cut {
  readonly start: number;
  readonly end: number;
}

/** RFC 9788 §4.5.3.2: up to the first empty line and with it. */
function firstLines(text: string): Cut | null {
  const empty = /(?:^|\n)\r?\n/.exec(text);
  return empty === null ? null : { start: 0, end: empty.index + empty[0].length };
}

const DIV = /<(\/?)div\b([^>]*)>/gi;

/** RFC 9788 §4.5.3.3: the first div of that class, to its own end. */
function firstDiv(text: string): Cut | null {
  let start: number | null = null;
  let depth = 0;
  // Behind the last ">", every tag that begins would be looked through to the end of the text.
  const closed = text.slice(0, text.lastIndexOf(">") + 1);
  for (const tag of closed.matchAll(DIV)) {
    const [whole, slash, attributes = ""] = tag;
    if (start === null && !/\bheader-protection-legacy-display\b/i.test(attributes)) continue;
    start ??= tag.index;
    depth += slash === "" ? 1 : -1;
    if (depth <= 0) return { start, end: tag.index + whole.length };
  }
  return null;
}
