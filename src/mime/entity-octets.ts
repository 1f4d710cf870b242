/** An entity's octets taken apart and put together again: nothing in them is written anew. */
import { type Bytes, concatBytes, latin1 } from "#base";
import type { Entity, Field } from "./entity.ts";

/** Fields that belong to the content and not to the message (RFC 2045 §9). */
export function isContentField(name: string): boolean {
  return /^content-/i.test(name);
}

/** The header section and the line end that separates it from the body. */
export function headerOctets({ raw, body }: Pick<Entity, "raw" | "body">): Bytes {
  return raw.subarray(0, raw.length - body.length);
}

/**
 * The content as an entity of its own: Content-* fields, an empty line and the body.
 * @param octetsOf what goes along of each of these fields; without it all, as they came
 */
export function contentOctets(entity: Entity, octetsOf: (field: Field) => Bytes = ({ raw }) => raw): Bytes {
  const own = entity.header.fields.filter(({ name }) => isContentField(name)).map(octetsOf);
  return concatBytes(...own, latin1(lineEndOf(entity)), entity.body);
}

function lineEndOf({ lineEnding }: Entity): string {
  if (lineEnding === "lf") return "\n";
  return lineEnding === "cr" ? "\r" : "\r\n";
}

/** Parts between the boundaries of a multipart that is there already, without preamble and epilogue. All with CRLF. */
export function betweenBoundaries({ contentType }: Entity, parts: readonly Bytes[]): Bytes {
  const delimiter = `--${contentType.parameters.get("boundary") ?? ""}`;
  const lines = parts.flatMap((part) => [latin1(`${delimiter}\r\n`), part, latin1("\r\n")]);
  return concatBytes(...lines, latin1(`${delimiter}--\r\n`));
}
