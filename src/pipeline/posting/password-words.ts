/**
 * The password of a list in a post, as Mailman reads it: in a field Approved, Approve, X-Approved or X-Approve, or so in the
 * first line of the first plain text; and what is left of the message without it. The fields go with every post.
 */
import { type Bytes, concatBytes, fromLatin1, latin1, view } from "#base";
import { decodeBody, encodeBase64Lines, type Entity, parseMessage } from "#mime";

const FIELDS = ["approved", "approve", "x-approved", "x-approve"];
/** Behind the blanks of HTML as well. */
const WORD = /(?:x-)?approved?:(?:[ \t\r\n]|&nbsp;|&#160;|=20|=A0|=C2=A0|\u00c2?\u00a0)*/gi;
const LINE = /^[ \t]*(?:x-)?approved?:[ \t]*(\S+)[ \t]*$/i;
/** As far as the first line is looked for. */
const BEGINNING = 4096;

/** The first field of them; null: there is none. */
export function passwordField({ header }: Entity): string | null {
  return FIELDS.map((name) => header.first(name)?.value.trim()).find((value) => value !== undefined) ?? null;
}

export interface PasswordLine {
  readonly part: Entity;
  /** Octets of the body without its base64; each character is one. */
  readonly text: string;
  /** Where the line begins and where the next one does. */
  readonly start: number;
  readonly end: number;
  /** As it stands there, one character an octet. */
  readonly word: string;
}

/** The first line that is not blank, if it is such a line; null: it is not. */
export function passwordLine(message: Entity): PasswordLine | null {
  const part = textParts(message).find(({ contentType }) => contentType.essence === "text/plain");
  if (part === undefined) return null;
  const text = textOf(part);
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(0, BEGINNING))?.[0].length ?? 0;
  const lineEnd = text.indexOf("\n", blank);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const found = end - blank > BEGINNING ? null : LINE.exec(text.slice(blank, end).trimEnd());
  return found?.[1] === undefined ? null : { part, text, start: blank, end, word: found[1] };
}

/** What the words of the line stand for. */
export function passwordOf({ part, word }: PasswordLine): string {
  const octets = part.transferEncoding === "quoted-printable" ? unquoted(word) : word;
  return view(latin1(octets)).toString("utf8");
}

/** The message without that line, and without the same words in its other texts. */
export function withoutPassword(message: Entity, line: PasswordLine): Entity {
  const edits = textParts(message).flatMap((part) => {
    const text = part === line.part ? line.text : textOf(part);
    const rest = part === line.part ? text.slice(0, line.start) + text.slice(line.end) : text;
    const changed = withoutWords(rest, line);
    return changed === text ? [] : [{ part, body: bodyOf(part, changed) }];
  });
  const parsed = parseMessage(spliced(message.raw, edits));
  return parsed.ok ? parsed.value : message;
}

function textParts(entity: Entity): readonly Entity[] {
  if (entity.contentType.type === "multipart") return entity.children.flatMap(textParts);
  return entity.contentType.type === "text" ? [entity] : [];
}

function textOf(part: Entity): string {
  return fromLatin1(part.transferEncoding === "base64" ? decodeBody(part) : part.body);
}

function bodyOf({ transferEncoding }: Entity, text: string): Bytes {
  return transferEncoding === "base64" ? encodeBase64Lines(latin1(text)) : latin1(text);
}

function unquoted(text: string): string {
  return text.replaceAll(/=([\dA-F]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** The same words in HTML, say; the password in whichever way an encoding writes it. */
function withoutWords(text: string, line: PasswordLine): string {
  const plain = line.part.transferEncoding === "quoted-printable" ? unquoted(line.word) : line.word;
  const forms = [line.word, plain, plain.replaceAll("=", "=3D"), plain.replaceAll("&", "&amp;")];
  let rest = "";
  let from = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const end = index + word.length;
    const form = index < from ? undefined : forms.find((one) => text.startsWith(one, end));
    if (form === undefined) continue;
    rest += text.slice(from, index);
    from = end + form.length;
  }
  return rest + text.slice(from);
}

interface Edit {
  readonly part: Entity;
  readonly body: Bytes;
}

/** Bodies are views into the message, one behind the other. */
function spliced(raw: Bytes, edits: readonly Edit[]): Bytes {
  const pieces: Bytes[] = [];
  let from = 0;
  for (const { part, body } of edits) {
    const start = part.body.byteOffset - raw.byteOffset;
    pieces.push(raw.subarray(from, start), body);
    from = start + part.body.length;
  }
  return concatBytes(...pieces, raw.subarray(from));
}
