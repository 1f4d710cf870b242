/**
 * A post that goes out as it came: of a list without keys, as Mailman sends it on, or by `distribution = as_received`.
 * Foreign list fields are taken off, ours put on top, and the prefix in the Subject. A list without keys adds words of its
 * own to the body.
 */
import { type Bytes, concatBytes, err, latin1, ok, type Result, utf8, view } from "#base";
import type { List } from "#lists";
import {
  contentOctets,
  editHeader,
  type Entity,
  type HeaderEdit,
  headerOctets,
  parseMessage,
  toCrlf,
} from "#mime";
import type { OutgoingFacts } from "../../outgoing-facts.ts";
import { clearHeaderEdit } from "./clear-fields.ts";
import type { CopyReader } from "../words/list-placeholders.ts";
import {
  boundarySource,
  type ListWords,
  listWords,
  type WordsPlace,
  withListWords,
} from "../words/list-words.ts";
import type { NotSendable } from "../not-sendable.ts";
import type { PostIdentity } from "../opened/outside.ts";
import { withContent } from "./with-content.ts";
import { wrapped } from "./wrapped-post.ts";

export interface ClearPost {
  /** The header section with its line ends, without the empty line behind it. */
  readonly outer: Bytes;
  readonly body: Bytes;
}

export interface ClearFacts {
  readonly list: List;
  readonly message: Entity;
  readonly identity: PostIdentity;
  /** Of the post; counts up per list. */
  readonly number: number;
  readonly outgoing: OutgoingFacts;
  /** Whose copy it is; null: one for all. */
  readonly reader: CopyReader | null;
}

/** The error: its signed or sealed part has bare line ends that mail cannot carry (S15), or its header is too long. */
export function composeClear(facts: ClearFacts): Result<ClearPost, NotSendable> {
  const { list, identity, outgoing } = facts;
  const words = listWords(list, facts.reader);
  const random = boundarySource(identity);
  const edit = clearHeaderEdit({ ...facts, header: facts.message.header });
  if (words === null && outgoing.from !== "wrap") return resendAsItCame(facts.message, edit);
  const sendable = withCrlf(facts.message);
  if (sendable === null) return err("not-sendable");
  const message = outgoing.from === "wrap" ? wrapped({ ...facts, message: sendable }, random) : sendable;
  const place = { random, signed: list.settings.msg_footer_signed };
  return resendAsItCame(words === null ? message : decorated(message, words, place), edit);
}

/** With words of the list in its body; as it is where they would break it. */
function decorated(message: Entity, words: ListWords, place: WordsPlace): Entity {
  const bare = contentOctets(message);
  const changed = withListWords(bare, words, place);
  return changed === bare ? message : withContent(message, changed);
}

/** The message with other header fields; the errors are those of `composeClear`. */
export function resendAsItCame(message: Entity, edit: HeaderEdit): Result<ClearPost, NotSendable> {
  const sendable = withCrlf(message);
  if (sendable === null) return err("not-sendable");
  const whole = parseMessage(editHeader(sendable, edit));
  if (!whole.ok) return err("header-too-long");
  return ok({ outer: withoutEmptyLine(headerOctets(whole.value)), body: whole.value.body });
}

const BARE_LINE_END = /\r(?!\n)|(?<!\r)\n/;

/** Line ends are made CRLF where nothing is signed or sealed. null: there they are not ours to change (S15). */
export function withCrlf(message: Entity): Entity | null {
  if (!BARE_LINE_END.test(view(message.raw).toString("latin1"))) return message;
  if (holdsOctets(message)) return null;
  const parsed = parseMessage(toCrlf(message.raw));
  return parsed.ok ? parsed.value : null;
}

/** A signature or a seal in it holds its octets. */
function holdsOctets(entity: Entity): boolean {
  const { essence } = entity.contentType;
  return /^multipart\/(?:signed|encrypted)$|pkcs7-mime$/.test(essence) || entity.children.some(holdsOctets);
}

const EMPTY_LINE = latin1("\r\n");

function withoutEmptyLine(header: Bytes): Bytes {
  const end = header.length - EMPTY_LINE.length;
  return view(header).subarray(end).equals(EMPTY_LINE)
    ? header.subarray(0, end)
    : concatBytes(header, utf8(""));
}
