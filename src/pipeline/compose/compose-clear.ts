/**
 * A post of a list without keys, as Mailman sends it on: the message as it came, with foreign list fields
 * taken off, ours put on top, and the prefix in the Subject. Nothing below the header is touched.
 */
import { type Bytes, concatBytes, err, latin1, ok, type Random, type Result, utf8, view } from "#base";
import {
  beenThere,
  expandPrefix,
  isForeignField,
  type List,
  listHeaderFields,
  loopFields,
  prefixSubject,
  usesKeys,
} from "#lists";
import {
  decodeWords,
  editHeader,
  encodeWords,
  type Entity,
  formatField,
  type HeaderEdit,
  parseMessage,
  toCrlf,
} from "#mime";
import { boundarySource, type ListWords, listWords, withListWords } from "./list-words.ts";
import type { NotSendable } from "./not-sendable.ts";
import type { PostIdentity } from "./outside.ts";

export interface ClearPost {
  /** The header section with its line ends, without the empty line behind it. */
  readonly outer: Bytes;
  readonly body: Bytes;
}

/** The error: its signed or sealed part has bare line ends that mail cannot carry (S15), or its header is too long. */
export function composeClear(
  list: List,
  message: Entity,
  identity: PostIdentity,
): Result<ClearPost, NotSendable> {
  const words = listWords(list);
  const whole = words === null ? message : decorated(message, words, boundarySource(identity));
  return resendAsItCame(whole, headerEdit(list, message, identity));
}

/** With words of the list in its body; as it is where they would break it. */
function decorated(message: Entity, words: ListWords, random: Random): Entity {
  const { fields } = message.header;
  const rest = fields.filter(({ name }) => !isContentField(name));
  const content = concatBytes(
    ...fields.filter(({ name }) => isContentField(name)).map(({ raw }) => toCrlf(raw)),
  );
  const bare = concatBytes(
    content,
    EMPTY_LINE,
    message.lineEnding === "crlf" ? message.body : toCrlf(message.body),
  );
  const changed = withListWords(bare, words, random);
  if (changed === bare) return message;
  const isNew = rest.every(({ name }) => !/^mime-version$/i.test(name));
  const version = isNew ? [formatField("MIME-Version", "1.0")] : [];
  const parsed = parseMessage(concatBytes(...rest.map(({ raw }) => toCrlf(raw)), ...version, changed));
  return parsed.ok ? parsed.value : message;
}

function isContentField(name: string): boolean {
  return /^content-/i.test(name);
}

/** The message with other header fields; the errors are those of `composeClear`. */
export function resendAsItCame(message: Entity, edit: HeaderEdit): Result<ClearPost, NotSendable> {
  const sendable = withCrlf(message);
  if (sendable === null) return err("not-sendable");
  const whole = parseMessage(editHeader(sendable, edit));
  if (!whole.ok) return err("header-too-long");
  const { raw, body } = whole.value;
  const header = raw.subarray(0, raw.length - body.length);
  return ok({ outer: withoutEmptyLine(header), body });
}

function headerEdit(
  list: List,
  message: Entity,
  { messageId, imageKey }: Pick<PostIdentity, "messageId" | "imageKey">,
) {
  const way = { header: message.header, hides: false };
  const prefix = expandPrefix(list.settings.subject_prefix, list.displayName);
  const subject = message.header.first("subject")?.value ?? "";
  const toList = list.settings.reply_goes_to_list === "list";
  const prefixed = prefixSubject(decodeWords(subject), prefix);
  const changed = prefix !== "" && prefixed !== decodeWords(subject);
  const fields = [
    ...(changed ? [["Subject", encodeWords(prefixed)] as const] : []),
    ...(toList ? [["Reply-To", list.address] as const] : []),
    ...(message.header.first("message-id") === undefined ? [["Message-ID", messageId] as const] : []),
    ...listHeaderFields(list.address, encodeWords(list.displayName)),
    ...beenThere(list.address, way),
    ...(usesKeys(list.settings) ? loopFields({ key: imageKey, list: list.address }, way) : []),
  ];
  return {
    remove: ({ name }: { name: string }) =>
      isForeignField(name) || (changed && /^subject$/i.test(name)) || (toList && /^reply-to$/i.test(name)),
    prepend: fields.map(([name, value]) => formatField(name, value)),
  };
}

const BARE_LINE_END = /\r(?!\n)|(?<!\r)\n/;

/** Line ends are made CRLF where nothing is signed or sealed; there they are not ours to change. */
function withCrlf(message: Entity): Entity | null {
  if (!BARE_LINE_END.test(view(message.raw).toString("latin1"))) return message;
  if (isProtected(message)) return null;
  const parsed = parseMessage(toCrlf(message.raw));
  return parsed.ok ? parsed.value : null;
}

function isProtected(entity: Entity): boolean {
  const { essence } = entity.contentType;
  return /^multipart\/(?:signed|encrypted)$|pkcs7-mime$/.test(essence) || entity.children.some(isProtected);
}

const EMPTY_LINE = latin1("\r\n");

function withoutEmptyLine(header: Bytes): Bytes {
  const end = header.length - EMPTY_LINE.length;
  return view(header).subarray(end).equals(EMPTY_LINE)
    ? header.subarray(0, end)
    : concatBytes(header, utf8(""));
}
