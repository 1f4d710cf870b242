/** From the body on the wire to what it stands for: transfer encoding and charset undone. */
import type { Bytes } from "#base";
import { decodeBase64 } from "./base64.ts";
import { decodeCharset, decodeUnlabelled } from "./charset.ts";
import type { Entity } from "../entity.ts";
import { decodeQuotedPrintable } from "./quoted-printable.ts";

/**
 * The body without its transfer encoding (RFC 2045 §6). Tolerant: octets that do not belong in base64 are
 * skipped, an unknown encoding is read as none (RFC 2045 §6.2). No copy if nothing was encoded.
 */
export function decodeBody(entity: Entity): Bytes {
  switch (entity.transferEncoding) {
    case "base64":
      return decodeBase64(entity.body);
    case "quoted-printable":
      return decodeQuotedPrintable(entity.body);
    default:
      return entity.body;
  }
}

/** The decoded body as text in its charset; unknown charsets are read as UTF-8 or windows-1252. */
export function decodeText(entity: Entity): string {
  const octets = decodeBody(entity);
  const charset = entity.contentType.parameters.get("charset") ?? "us-ascii";
  return decodeCharset(octets, charset) ?? decodeUnlabelled(octets);
}
