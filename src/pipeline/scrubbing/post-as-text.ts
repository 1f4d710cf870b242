/** What a post says, as plain text, and which of its parts are none: for plain digests, and for `scrub_nondigest`. */
import { decodeBody, decodeText, decodeWords, type Entity, type FieldList } from "#mime";
import { flowOf } from "../compose/words/flow-of.ts";
import { oneLine } from "../compose/words/one-line.ts";
import { type ReadPart, readParts } from "./read-parts.ts";

export interface PostText {
  /** Without empty lines at both ends. */
  readonly text: string;
  /** How its lines flow (RFC 3676 §4), where it is one text as it came. */
  readonly parameters: FieldList;
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  /** One line, without folders; "-" for none. */
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly octets: number;
}

/** Text of HTML; null: it cannot be made, or there is none. */
export type PlainOf = (html: string) => string | null;

/** What it needs is loaded at first use; trouble with that may pass, and is thrown. */
export async function plainOfFor(post: Entity): Promise<PlainOf> {
  return hasHtml(post) ? (await import("#content")).plainOfHtml() : () => null;
}

function hasHtml({ contentType, children }: Entity): boolean {
  return contentType.essence === "text/html" || children.some(hasHtml);
}

/** @param most octets of its texts as they came: what is more is a file */
export async function postAsText(post: Entity, most = Infinity): Promise<PostText> {
  return textOfPost(post, await plainOfFor(post), most);
}

/** The same with what makes text of its HTML. */
export function textOfPost(post: Entity, plainOf: PlainOf, most = Infinity): PostText {
  const parts = withoutLongTexts(readParts(post), most);
  const texts: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const part of parts) {
    const text = textOf(part, plainOf);
    if (text === null) leftOut.push(namedPart(part));
    else texts.push(withoutEmptyEnds(text));
  }
  const [only, ...others] = parts.filter(({ as }) => as !== "file");
  const parameters = only?.as === "text" && others.length === 0 ? flowOf(only.entity) : [];
  return { text: texts.filter((text) => text !== "").join("\n\n"), parameters, leftOut };
}

function withoutLongTexts(parts: readonly ReadPart[], most: number): readonly ReadPart[] {
  let left = most;
  return parts.map((part) => {
    const { length } = part.entity.body;
    if (part.as === "file") return part;
    if (length > left) return { ...part, as: "file" };
    left -= length;
    return part;
  });
}

/** null: it is a file, or HTML that is beyond the limits. */
function textOf({ entity, as }: ReadPart, plainOf: PlainOf): string | null {
  if (as === "file") return null;
  return as === "text" ? decodeText(entity) : plainOf(decodeText(entity));
}

function withoutEmptyEnds(text: string): string {
  const [blank = ""] = /^\s*/.exec(text) ?? [];
  return text.slice(blank.lastIndexOf("\n") + 1).trimEnd();
}

const LONGEST_NAME = 80;

function namedPart({ entity, names }: ReadPart): LeftOut {
  const shown = [...names.map(withoutFolders), enclosedSubject(entity)];
  return {
    name: shown.find((name) => name !== "") ?? "-",
    type: oneLine(entity.contentType.essence, LONGEST_NAME),
    octets: decodeBody(entity).length,
  };
}

/** A name of dots alone names a folder. */
function withoutFolders(name: string): string {
  const last = oneLine(name, name.length)
    .split(/[/\\]/)
    .findLast((step) => /[^.\s]/.test(step));
  return oneLine(last ?? "", LONGEST_NAME);
}

/** What an enclosed message is about; "" for none. */
function enclosedSubject({ children: [message] }: Entity): string {
  return oneLine(decodeWords(message?.header.first("subject")?.value ?? ""), LONGEST_NAME);
}
