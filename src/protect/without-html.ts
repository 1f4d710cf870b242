/**
 * S13: what came under an encryption that proves nothing may have been changed by anybody on its way. HTML
 * in it could send home what a member's program shows beside it, so only plain text is passed on.
 */
import type { Bytes } from "#base";
import { type Entity, parseMessage } from "#mime";
import { bareEntity } from "./content-entity.ts";

/** The first text/plain part that is no attachment, as an entity of its own; null if there is none. */
export function withoutHtml(content: Bytes): Bytes | null {
  const entity = parseMessage(content);
  const text = entity.ok ? findText(entity.value) : null;
  return text === null ? null : bareEntity(text);
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
