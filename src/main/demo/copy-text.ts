/** What a reader of the demo sees of a copy: its outside, and the text inside. */
import type { Bytes } from "#base";
import { decodeText, type Entity, parseMessage } from "#mime";
import type { Opened } from "#protect";

/** The lines of the text that a mail program shows; To and Date are left out here, to keep it short. */
export function textOf({ content }: Opened): readonly string[] {
  const parsed = parseMessage(content);
  const texts = parsed.ok ? [...textParts(parsed.value)] : [];
  return texts
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => line.trim() !== "" && !/^(?:To|Date):/.test(line));
}

function* textParts(entity: Entity): Generator<string> {
  if (entity.contentType.essence === "text/plain") yield decodeText(entity);
  for (const child of entity.children) yield* textParts(child);
}

/** The value of the first field of that name; empty without one. */
export function outerField(message: Bytes, name: string): string {
  const parsed = parseMessage(message);
  return parsed.ok ? (parsed.value.header.first(name)?.value ?? "") : "";
}

/** Lower case, without parameters. */
export function contentType(message: Bytes): string {
  const parsed = parseMessage(message);
  return parsed.ok ? parsed.value.contentType.essence : "";
}
