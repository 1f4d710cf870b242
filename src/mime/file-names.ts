/** Names of files, as parts give them (RFC 2183, RFC 2231). */
import { decodeWords } from "./decode-words.ts";
import type { Entity } from "./entity.ts";

/** As both fields say it; programs differ in which of them they believe. */
export function fileNamesOf({
  contentType,
  header,
}: Pick<Entity, "contentType" | "header">): readonly string[] {
  const disposition = header.first("content-disposition")?.value ?? "";
  const pieces = [...disposition.matchAll(/filename\*?(?:\d+\*?)?\s*=\s*(?:"([^"]*)"|([^";\s]*))/gi)];
  const joined = pieces.map(([, quoted, bare]) => quoted ?? bare ?? "").join("");
  const names = [joined, contentType.parameters.get("name") ?? ""];
  return names.filter((name) => name !== "").map((name) => unescaped(decodeWords(name)));
}

/** Percent-encoded text, or what stands there if it is none. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether it is to be shown as a file, not as text. */
export function isAttachment({ header }: Pick<Entity, "header">): boolean {
  return /^\s*attachment\b/i.test(header.first("content-disposition")?.value ?? "");
}
