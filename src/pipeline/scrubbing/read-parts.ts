/**
 * The parts of a post as somebody reads them who sees plain text alone: texts, HTML that text is made of, and files. Of
 * alternatives one is read; of what is signed the content, beside which the signature is a file.
 */
import { decodeText, type Entity, fileNamesOf, isAttachment } from "#mime";

export interface ReadPart {
  readonly entity: Entity;
  readonly as: "text" | "html" | "file";
  /** Of a file. */
  readonly names: readonly string[];
}

/** In their order. An enclosed message is one file. */
export function readParts(post: Entity): readonly ReadPart[] {
  return isLeaf(post) ? [readPart(post, kindOf(post))] : partsWithin(post);
}

function partsWithin(entity: Entity): readonly ReadPart[] {
  if (isLeaf(entity)) return [readPart(entity, "named")];
  const { essence } = entity.contentType;
  const [first, ...signatures] = entity.children;
  if (essence === "multipart/signed" && first !== undefined)
    return [...partsWithin(first), ...signatures.map((one) => readPart(one, "file"))];
  const each = entity.children.map(partsWithin);
  return essence === "multipart/alternative" ? oneOf(each) : each.flat();
}

/** @param as named: a file if it has a name, whatever it is */
function readPart(entity: Entity, as: ReadPart["as"] | "named"): ReadPart {
  const names = fileNamesOf(entity);
  if (as !== "named") return { entity, as, names };
  return { entity, as: names.length > 0 ? "file" : kindOf(entity), names };
}

function isLeaf({ contentType, children }: Entity): boolean {
  const isSealed = contentType.essence === "multipart/encrypted";
  return contentType.type !== "multipart" || children.length === 0 || isSealed;
}

function kindOf(entity: Entity): ReadPart["as"] {
  if (isAttachment(entity)) return "file";
  const { essence } = entity.contentType;
  if (essence === "text/plain") return "text";
  return essence === "text/html" ? "html" : "file";
}

/** The plainest that says something, and of the others their files: programs put what is attached beside their HTML. */
function oneOf(each: readonly (readonly ReadPart[])[]): readonly ReadPart[] {
  const chosen =
    each.find((parts) => parts.some((part) => part.as === "text" && !isBlank(part.entity))) ??
    each.find((parts) => parts.some(({ as }) => as === "html")) ??
    each[0];
  return each.flatMap((parts) => (parts === chosen ? parts : parts.filter(({ as }) => as === "file")));
}

const LONGEST_BLANK = 1000;

/** QUIRK: newsletters bring an empty plain text beside their HTML. */
function isBlank(text: Entity): boolean {
  return text.body.length <= LONGEST_BLANK && decodeText(text).trim() === "";
}
