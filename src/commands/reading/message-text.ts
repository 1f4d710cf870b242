/**
 * The words of a mail that may be commands: its first text/plain part that is no attachment, or the text of its HTML where
 * there is nothing else. Attached messages are never read.
 */
import { decodeText, type Entity } from "#mime";
import { textOfHtml } from "./text-of-html.ts";
import { unflow } from "./unflow.ts";

/** Characters that are read; what comes behind is no command. */
const LONGEST = 64 * 1024;

/** "" if there is no text. */
export function messageText(entity: Entity): string {
  const plain = firstOf(entity, "text/plain");
  if (plain !== null) return plainText(plain);
  const html = firstOf(entity, "text/html");
  return html === null ? "" : textOfHtml(decodeText(html).slice(0, LONGEST));
}

function plainText(entity: Entity): string {
  const text = decodeText(entity).slice(0, LONGEST);
  const { parameters } = entity.contentType;
  if (parameters.get("format")?.toLowerCase() !== "flowed") return text;
  return unflow(text, { delSp: parameters.get("delsp")?.toLowerCase() === "yes" });
}

function firstOf(entity: Entity, essence: "text/plain" | "text/html"): Entity | null {
  if (entity.contentType.type !== "multipart")
    return entity.contentType.essence === essence && !isFile(entity) ? entity : null;
  for (const child of entity.children) {
    const found = firstOf(child, essence);
    if (found !== null) return found;
  }
  return null;
}

function isFile({ header }: Entity): boolean {
  return /^\s*attachment\b/i.test(header.first("content-disposition")?.value ?? "");
}
