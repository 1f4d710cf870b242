/** The octets of one member's message. Delivery makes the same piece by piece, so that no body is copied whole. */
import { type Bytes, concatBytes, latin1 } from "#base";
import { encodeBase64Lines } from "#mime";
import { isSealed, type SealedPost } from "./sealed-post.ts";

/** `memberFields` are finished header fields with CRLF; `head` comes from `headFor`. */
export function wireOf(sealed: SealedPost, head: Bytes, memberFields: Bytes = new Uint8Array(0)): Bytes {
  const { outer, before, after, body, encoding } = sealed;
  const octets = concatBytes(head, isSealed(body) ? body.shared : body.clear);
  const encoded = encoding === "base64" ? encodeBase64Lines(octets) : octets;
  return concatBytes(outer, memberFields, latin1("\r\n"), before, encoded, after);
}
