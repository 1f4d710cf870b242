/**
 * S13: what came under an encryption that proves nothing may have been changed by anybody on its way. HTML
 * in it could send home what a member's program shows beside it, so only plain text is passed on.
 */
import { type Bytes, utf8 } from "#base";
import { composePart, decodeText, type Entity, type FieldList, parseMessage, toCrlf } from "#mime";

/**
 * The text of the first text/plain part that is no attachment, in UTF-8 as an entity with header fields of our
 * own: a second Content-Type, which other programs may go by, does not come along. Null if there is none.
 */
export function withoutHtml(content: Bytes): Bytes | null {
  const entity = parseMessage(content);
  const text = entity.ok ? findText(entity.value) : null;
  return text === null ? null : freshEntity(decodeText(text));
}

const FIELDS: FieldList = [
  ["Content-Type", "text/plain; charset=utf-8"],
  ["Content-Transfer-Encoding", "8bit"],
];

function freshEntity(text: string): Bytes {
  return composePart({ fields: FIELDS, body: toCrlf(utf8(text)) });
}

function findText(entity: Entity): Entity | null {
  const { essence } = entity.contentType;
  if (essence === "text/plain") return isAttachment(entity) ? null : entity;
  if (!essence.startsWith("multipart/")) return null;
  for (const child of entity.children) {
    const text = findText(child);
    if (text !== null) return text;
  }
  return null;
}

function isAttachment(entity: Entity): boolean {
  return /^\s*attachment/i.test(entity.header.first("Content-Disposition")?.value ?? "");
}
