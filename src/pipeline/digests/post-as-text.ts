/** What a post says, as plain text, and which of its parts are none. */
import { decodeBody, decodeText, type Entity, fileNamesOf, isAttachment } from "#mime";
import { oneLine } from "../compose/words/one-line.ts";

export interface PostText {
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  /** One line; "-" for none. */
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly octets: number;
}

type PlainOf = (html: string) => string | null;

export async function postAsText(message: Entity): Promise<PostText> {
  const parts = [...shownParts(message)];
  const needsHtml = parts.some(isHtml);
  const plainOf = needsHtml ? (await import("#content")).plainOfHtml() : () => null;
  const texts: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const part of parts) {
    const text = textOf(part, plainOf);
    if (text === null) leftOut.push(namedPart(part));
    else texts.push(text.trim() === "" ? "" : text);
  }
  return { text: texts.filter((text) => text !== "").join("\n\n"), leftOut };
}

/** Of alternatives the plainest; of what is signed the content. */
function* shownParts(entity: Entity): Generator<Entity> {
  const { essence, type } = entity.contentType;
  const [first] = entity.children;
  if (type !== "multipart" || first === undefined || essence === "multipart/encrypted") yield entity;
  else if (essence === "multipart/alternative") yield* shownParts(plainest(entity.children) ?? first);
  else if (essence === "multipart/signed") yield* shownParts(first);
  else for (const child of entity.children) yield* shownParts(child);
}

function plainest(children: readonly Entity[]): Entity | undefined {
  return children.find(({ contentType }) => contentType.essence === "text/plain");
}

function isHtml(part: Entity): boolean {
  return part.contentType.essence === "text/html" && !isAttachment(part);
}

/** null: it is no text, or a file. */
function textOf(part: Entity, plainOf: PlainOf): string | null {
  if (isAttachment(part)) return null;
  if (part.contentType.essence === "text/plain") return decodeText(part);
  return isHtml(part) ? plainOf(decodeText(part)) : null;
}

function namedPart(part: Entity): LeftOut {
  const [name = "-"] = fileNamesOf(part);
  return { name: oneLine(name, 80), type: part.contentType.essence, octets: decodeBody(part).length };
}
