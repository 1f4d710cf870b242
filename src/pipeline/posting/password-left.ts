/**
 * Whether a password still stands where readers see it: in any text of a message, however it is written there, and in
 * messages that are attached to it with their fields.
 */
import { decodeText, decodeWords, type Entity } from "#mime";

/** @param password the right one, of the list */
export function passwordLeft(message: Entity, password: string): boolean {
  const isIn = (text: string) => text.includes(password) || shown(text).includes(password);
  if (textParts(message).some((part) => isIn(decodeText(part)))) return true;
  return attachedMessages(message).some(
    (attached) =>
      attached.header.fields.some(({ value }) => isIn(decodeWords(value))) ||
      passwordLeft(attached, password),
  );
}

function attachedMessages({ contentType, children }: Entity): readonly Entity[] {
  return contentType.type === "message" ? children : children.flatMap(attachedMessages);
}

/** As far as the first line of HTML is looked for. */
const BEGINNING = 65_536;
const LINE = /^(?:x-)?approved?:\s*(\S+)$/i;
const BREAK = /<\/?(?:p|div|br|tr|td|li|h\d|body|html)\b[^<>]*>/gi;

/** The password that a message of HTML alone begins with; null: it has plain text as well, or does not begin so. */
export function passwordInHtml(message: Entity): string | null {
  const texts = textParts(message);
  const [html] = texts;
  if (html?.contentType.essence !== "text/html") return null;
  if (texts.some(({ contentType }) => contentType.essence === "text/plain")) return null;
  const text = decodeText(html);
  const start = Math.max(text.search(/<\/head>/i), 0);
  const lines = shown(text.slice(start, start + BEGINNING).replaceAll(BREAK, "\n")).split(/[\r\n]+/);
  const first = lines.map((line) => line.trim()).find((line) => line !== "");
  return LINE.exec(first ?? "")?.[1] ?? null;
}

function textParts(entity: Entity): readonly Entity[] {
  if (entity.contentType.type === "multipart") return entity.children.flatMap(textParts);
  return entity.contentType.type === "text" ? [entity] : [];
}

const CHARACTERS: Readonly<Record<string, string>> = {
  amp: "&",
  nbsp: " ",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** HTML without its marks: they may stand within a word. */
function shown(html: string): string {
  return html
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/&(amp|nbsp|lt|gt|quot|apos);/g, (_, name: string) => CHARACTERS[name] ?? "")
    .replaceAll(/&#(\d{1,7});/g, (_, code: string) => character(Number(code)));
}

function character(code: number): string {
  return code > 0x10_ff_ff ? "" : String.fromCodePoint(code);
}
