/** A message ready to be stored: what all its readers share, and how the head of each is made. */
import type { BodyId, Bytes, HeadBody, Recipient } from "#base";
import type { SealedPost } from "#protect";
import type { BodyContent } from "#store";

interface HasHeads {
  /** No octets for a body in clear. */
  readonly headFor: (recipient: Recipient) => Bytes;
  /** What heads depend on; null for a body in clear. */
  readonly sealed: HeadBody | null;
}

export interface ReadyBody extends HasHeads {
  readonly content: BodyContent;
}

/** Its content is in the database and in memory no more. */
export interface StoredBody extends HasHeads {
  readonly id: BodyId;
}

const NOTHING = new Uint8Array();

/** @param outer all header fields, each with its line end @param arc what seals the copies; null: nothing */
export function clearReady(outer: Bytes, shared: Bytes, arc: Bytes | null = null): ReadyBody {
  const content = {
    kind: "clear",
    outer,
    before: NOTHING,
    shared,
    after: NOTHING,
    encoding: "as-is",
    arc,
  } as const;
  return { content, headFor: () => NOTHING, sealed: null };
}

/** Keeps of the sealed octets only their length beside the content, so that storing can let go of them. */
export function sealedReady({ outer, before, after, encoding, body, ...post }: SealedPost): ReadyBody {
  const frame = { outer, before, after, encoding };
  const headFor = (recipient: Recipient): Bytes => post.headFor(recipient);
  if ("clear" in body)
    return { content: { kind: "clear", ...frame, shared: body.clear }, headFor, sealed: null };
  const sealed = { ...body, shared: { length: body.shared.length } };
  return { content: { kind: "sealed", ...frame, shared: body.shared }, headFor, sealed };
}
