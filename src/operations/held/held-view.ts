/** A held message as people see it: its envelope and the outer header, never what is inside (S7). */
import type { Bytes, ListId } from "#base";
import { type Entity, parseMessage } from "#mime";
import { type HeldRow, isKeptForever } from "#store";

export interface HeldView {
  readonly id: number;
  readonly list: string;
  /** held: an owner may accept it. refused: the rules refuse it. */
  readonly kind: HeldRow["kind"];
  readonly code: HeldRow["code"];
  readonly why: string;
  readonly detail: string;
  readonly sender: string;
  readonly size: number;
  readonly heldAt: string;
  /** Erased after this time; null: it waits until somebody decides. */
  readonly until: string | null;
}

export function heldView(row: HeldRow, addresses: ReadonlyMap<ListId, string>): HeldView {
  return {
    id: row.id,
    list: addresses.get(row.listId) ?? "",
    kind: row.kind,
    code: row.code,
    why: row.publicText,
    detail: row.detail,
    sender: row.sender,
    size: row.size,
    heldAt: row.heldAt.toISOString(),
    until: isKeptForever(row) ? null : row.until.toISOString(),
  };
}

export interface OuterField {
  readonly name: string;
  readonly value: string;
}

/** On an anonymous list who wrote it is nobody's business. */
const SHOWN_OF_ANONYMOUS = ["subject", "content-type"];
const SHOWN = ["from", "sender", "reply-to", "to", "cc", "date", "subject", "message-id", "content-type"];

/** The outer header fields that help a person decide; none if the message cannot be read at all. */
export function outerFields(message: Bytes, isAnonymous: boolean): readonly OuterField[] {
  const parsed = parseMessage(message);
  if (!parsed.ok) return [];
  const entity: Entity = parsed.value;
  return entity.header.fields
    .filter(({ name }) => (isAnonymous ? SHOWN_OF_ANONYMOUS : SHOWN).includes(name.toLowerCase()))
    .map(({ name, value }) => ({ name, value }));
}
