/** A message ready to be stored: what all its readers share, and how the head of each is made. */
import type { Bytes, Recipient } from "#base";
import type { SealedPost } from "#protect";
import type { BodyContent } from "#store";

export interface ReadyBody {
  readonly content: BodyContent;
  /** No octets for a body in clear. */
  headFor(recipient: Recipient): Bytes;
}

const NOTHING = new Uint8Array();

/** @param outer all header fields, each with its line end */
export function clearReady(outer: Bytes, shared: Bytes): ReadyBody {
  const content = {
    kind: "clear",
    outer,
    before: NOTHING,
    shared,
    after: NOTHING,
    encoding: "as-is",
  } as const;
  return { content, headFor: () => NOTHING };
}

export function sealedReady({ outer, before, after, encoding, body, ...sealed }: SealedPost): ReadyBody {
  const frame = { outer, before, after, encoding };
  const content: BodyContent =
    "clear" in body
      ? { kind: "clear", ...frame, shared: body.clear }
      : { kind: "sealed", ...frame, shared: body.shared };
  return { content, headFor: (recipient) => sealed.headFor(recipient) };
}
