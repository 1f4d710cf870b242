/** The words of an answer that may decide something. */
import { messageText } from "#commands";
import { listDemand } from "#lists";
import { decodeText, type Entity } from "#mime";
import { contentOf } from "../facts/content-of.ts";
import type { InFlight } from "../in-flight.ts";

/**
 * As commands are read; where the list asks for signatures in plain text alone: HTML can show other words than it has.
 * "" for none.
 */
export function replyText(mail: Pick<InFlight, "opened" | "message" | "list">): string {
  const content = contentOf(mail);
  if (content === null) return "";
  return listDemand(mail.list.settings, "post_sign") === "no"
    ? messageText(content)
    : (typedText(content) ?? "");
}

/** The first text/plain part that is no attachment; null: there is none. */
function typedText(entity: Entity): string | null {
  const { type, essence } = entity.contentType;
  if (type === "multipart") {
    for (const child of entity.children) {
      const text = typedText(child);
      if (text !== null) return text;
    }
    return null;
  }
  const isFile = /^\s*attachment\b/i.test(entity.header.first("content-disposition")?.value ?? "");
  return essence === "text/plain" && !isFile ? decodeText(entity) : null;
}
