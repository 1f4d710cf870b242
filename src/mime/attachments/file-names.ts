/** Names of files, as parts give them (RFC 2183, RFC 2231). */
import { decodeWords } from "../coding/decode-words.ts";
import type { Entity } from "../entity.ts";
import { scanParameters } from "../parse/parameters.ts";

/**
 * Every name that some program may show: of both fields, joined as RFC 2231 §3 says, and each that stands there whole.
 * QUIRK: spaces outside quotes are taken into a name, as some programs do.
 */
export function fileNamesOf({ header }: Pick<Entity, "header">): readonly string[] {
  const disposition = header.first("content-disposition")?.value ?? "";
  const type = header.first("content-type")?.value ?? "";
  const names = [...readingsOf(disposition, "filename"), ...readingsOf(type, "name")];
  const written = names.filter((name) => name !== "").map((name) => unescaped(decodeWords(name)));
  return [...new Set(written)];
}

function readingsOf(value: string, name: "filename" | "name"): readonly string[] {
  const start = value.indexOf(";");
  if (start === -1) return [];
  const joined = scanParameters(value, start).parameters.get(name) ?? "";
  const whole = [...value.matchAll(WHOLE[name])];
  return [joined, ...whole.map(([, quoted, bare]) => quoted ?? bare?.trim() ?? "")];
}

const WHOLE = {
  filename: /;\s*filename\s*=\s*(?:"([^"]*)"|([^";]*))/gi,
  name: /;\s*name\s*=\s*(?:"([^"]*)"|([^";]*))/gi,
} as const;

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
