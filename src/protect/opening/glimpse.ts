import type { Entity } from "#mime";
import type { Glimpse } from "./opened.ts";
import type { Peeling } from "./peeling.ts";
import { readProtected } from "./protected-headers.ts";
import { readFrom } from "./read-from.ts";

/**
 * What is known of a message that was not opened. Its signatures lie around a ciphertext: they cover a part (S1),
 * and no header field inside them is asked.
 */
export function glimpseOf(peeling: Peeling, message: Entity): Glimpse {
  peeling.forgetOuterSignatures();
  const { header } = message;
  return {
    layers: peeling.layers,
    signatures: peeling.signatures,
    from: readFrom(header, header),
    headers: readProtected(message, message, false).headers,
    openedWith: peeling.openedWith,
    certificates: peeling.certificates,
    problems: [...new Set(peeling.problems)],
  };
}
