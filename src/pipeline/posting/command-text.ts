import { looksLikeCommand } from "#lists";
import { decodeText, decodeWords, type Entity } from "#mime";
import { valueOf } from "../compose/compose-post.ts";
import { contentOf } from "../content-of.ts";
import type { InFlight } from "../in-flight.ts";

/** Nobody writes a command of this size. */
const COMMAND_OCTETS = 64 * 1024;

/** Whether a post's Subject and plain text look as if they were meant for the list's program. */
export function seemsMeantForProgram(mail: InFlight): boolean {
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
