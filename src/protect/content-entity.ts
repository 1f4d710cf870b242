/**
 * A post's content as an entity of its own: the Content-* fields and the body of what is left inside all
 * layers, byte for byte, without the header fields that travelled with it.
 */
import { type Bytes, concatBytes, fromLatin1, latin1 } from "#base";
import type { Entity, Field } from "#mime";

/** Content-* fields, an empty line and the body, exactly as they came. */
export function bareEntity(entity: Entity): Bytes {
  return assemble(entity, (field) => field.raw);
}

/**
 * The same, without the parameters that only mean something at the root of a protected message
 * (RFC 9788 §2.1.1): inside another message they would make programs take this part's header for its own.
 * `hp-legacy-display` stays: it means the same in a part.
 */
export function contentEntity(entity: Entity): Bytes {
  return assemble(entity, (field) => (isContentType(field) ? withoutMarks(field.raw) : field.raw));
}

export function isContentField(name: string): boolean {
  return /^content-/i.test(name);
}

function assemble(entity: Entity, rawOf: (field: Field) => Bytes): Bytes {
  const fields = entity.header.fields.filter((field) => isContentField(field.name)).map(rawOf);
  return concatBytes(...fields, latin1(lineEndOf(entity)), entity.body);
}

function lineEndOf(entity: Entity): string {
  if (entity.lineEnding === "lf") return "\n";
  return entity.lineEnding === "cr" ? "\r" : "\r\n";
}

function isContentType(field: Field): boolean {
  return field.name.toLowerCase() === "content-type";
}

const MARK =
  /("(?:[^"\\]|\\.)*")|;\s*(?:hp|protected-headers|forwarded)\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;"]*)/gis;

/** Quoted strings of other parameters are stepped over, so that a boundary that looks like a mark survives. */
function withoutMarks(raw: Bytes): Bytes {
  return latin1(fromLatin1(raw).replace(MARK, (_whole, quoted: string | undefined) => quoted ?? ""));
}
