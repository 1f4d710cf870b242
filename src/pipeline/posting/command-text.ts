import { looksLikeCommand } from "#lists";
import { decodeText, decodeWords, type Entity } from "#mime";
import { valueOf } from "../compose/opened/compose-post.ts";
import { contentOf } from "../facts/content-of.ts";
import type { InFlight } from "../in-flight.ts";

/** Nobody writes a command of this size, nor attaches so much to one: what is large is not taken apart once more. */
const COMMAND_OCTETS = 64 * 1024;
const CONTENT_OCTETS = 1024 * 1024;

/** Whether a post's Subject and plain text look as if they were meant for the list's program. */
export function seemsMeantForProgram(mail: InFlight): boolean {
  if (mail.opened !== null && mail.opened.content.length > CONTENT_OCTETS) return false;
  const content = contentOf(mail);
  if (content === null) return false;
  const subject =
    mail.opened === null ? mail.message.header.first("subject")?.value : valueOf(mail.opened, "subject");
  const lines = plainTexts(content).flatMap((text) => text.split(/\r\n|\r|\n/));
  return looksLikeCommand(decodeWords(subject ?? ""), lines);
}

function plainTexts(entity: Entity): readonly string[] {
  const { contentType, children, body } = entity;
  if (contentType.type === "multipart") return children.flatMap(plainTexts);
  return contentType.essence === "text/plain" && body.length <= COMMAND_OCTETS ? [decodeText(entity)] : [];
}
