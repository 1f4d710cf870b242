/**
 * `scrub_nondigest`: a post as plain text, and in place of its files a note. What goes out in its author's own signature
 * stays whole, unless the list wants it unsigned.
 */
import { type Bytes, LIMITS } from "#base";
import { composeText, contentOctets, type Entity, parseMessage } from "#mime";
import type { Opened } from "#protect";
import { withCrlf } from "../compose/clear/compose-clear.ts";
import { withContent } from "../compose/clear/with-content.ts";
import type { InFlight } from "../in-flight.ts";
import { leftOutLines, type WholePost } from "./left-out-lines.ts";
import { postAsText } from "./post-as-text.ts";

/** @param mail in which there are files to be taken out */
export async function scrubbedMail(mail: InFlight, whole: WholePost): Promise<InFlight> {
  const { opened, message } = mail;
  const sendable = withCrlf(message);
  if (opened !== null) return scrubbedOpened(mail, opened, whole);
  if (sendable === null) return mail;
  const content = await scrubbedContent(contentOctets(sendable), mail, whole);
  return content === null ? mail : { ...mail, message: withContent(sendable, content) };
}

async function scrubbedOpened(mail: InFlight, opened: Opened, whole: WholePost): Promise<InFlight> {
  const content = await scrubbedContent(opened.content, mail, whole);
  if (content === null) return mail;
  const isSigned = opened.layers.some(({ kind }) => kind === "signed");
  const unsigned = isSigned && mail.list.settings.scrub_nondigest === "all";
  const posterSigned = unsigned ? null : opened.posterSigned;
  const asItCame = opened.wasEncrypted === null && (!isSigned || unsigned);
  return {
    ...mail,
    outgoing: { ...mail.outgoing, unsigned },
    opened: { ...opened, content, posterSigned },
    message: asItCame ? withContent(mail.message, content) : mail.message,
  };
}

/** A MIME entity; null: it cannot be read. */
async function scrubbedContent(content: Bytes, { list }: InFlight, whole: WholePost): Promise<Bytes | null> {
  const parsed = parseMessage(content);
  return parsed.ok ? textWithNote(parsed.value, list, whole) : null;
}

async function textWithNote(content: Entity, list: InFlight["list"], whole: WholePost): Promise<Bytes> {
  const { text, parameters, leftOut } = await postAsText(content, LIMITS.scrubbedTextBytes);
  const note = leftOutLines(list, leftOut, whole).join("\n");
  const both = [text, note].filter((one) => one !== "").join("\n\n");
  return composeText(`${both}\n`, [], parameters);
}
