/**
 * Prints an entity from the pieces of its index, not from `raw`: fields, separator, preamble, boundary
 * lines, parts, epilogue. What stands between two pieces must be nothing but a boundary line.
 */
import assert from "node:assert/strict";
import { type Bytes, concatBytes, fromLatin1, fromUtf8 } from "#base";
import type { Entity } from "#mime";

export function printEntity(entity: Entity): Bytes {
  const fields = concatBytes(...entity.header.fields.map((field) => field.raw));
  const separator = entity.raw.subarray(fields.length, entity.raw.length - entity.body.length);
  assert.match(fromLatin1(separator), /^(?:\r\n|\n|\r)?$/);
  return concatBytes(fields, separator, printBody(entity));
}

function printBody(entity: Entity): Bytes {
  if (entity.children.length === 0) return entity.body;
  if (entity.contentType.type === "message") return printEntity(entity.children[0]!);
  const pieces: Bytes[] = [entity.preamble];
  let end = entity.preamble.length;
  for (const child of entity.children) {
    const start = child.raw.byteOffset - entity.body.byteOffset;
    pieces.push(boundaryLine(entity, end, start), printEntity(child));
    end = start + child.raw.length;
  }
  const epilogue = entity.body.length - entity.epilogue.length;
  if (epilogue > end) pieces.push(boundaryLine(entity, end, epilogue));
  return concatBytes(...pieces, entity.epilogue);
}

function boundaryLine(entity: Entity, start: number, end: number): Bytes {
  assert.ok(start <= end, "parts overlap");
  const line = entity.body.subarray(start, end);
  const text = fromUtf8(line).replace(/^(?:\r\n|\n|\r)/, "");
  const dashBoundary = `--${entity.contentType.parameters.get("boundary")!.trimEnd()}`;
  assert.ok(text.startsWith(dashBoundary), `no boundary line: ${JSON.stringify(text)}`);
  assert.match(text.slice(dashBoundary.length), /^(?:--)?[ \t]*(?:\r\n|\n|\r)?$/);
  return line;
}
