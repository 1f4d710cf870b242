/** Whether files are taken out of the single copies of a post (`scrub_nondigest`). */
import type { ListSettings } from "#config";
import { decodeBody, type Entity } from "#mime";
import { view } from "#base";
import { readParts } from "./read-parts.ts";

/**
 * - off: the list does not want it
 * - not-kept: nobody could get them any more
 * - sealed: or text and signature in one, which nobody could read as text
 * - signed: a signature in it would be lost
 * - nothing: it is a text
 */
export type Scrubbing = "off" | "not-kept" | "sealed" | "signed" | "nothing" | "files";

/** @param content what members read */
export function whatToScrub(content: Entity, how: ListSettings["scrub_nondigest"]): Scrubbing {
  if (how === "no") return "off";
  if (isSealed(content)) return "sealed";
  const parts = readParts(content);
  if (parts.every(({ as, entity }) => as === "text" && entity === content)) return "nothing";
  const texts = parts.filter(({ as }) => as === "text");
  const isSigned = holdsSigned(content) || texts.some(({ entity }) => hasSignedText(entity));
  return how === "yes" && isSigned ? "signed" : "files";
}

/** What is sealed, or signed so that it has to be opened (RFC 8551 §3.5.2), is one thing. */
function isSealed({ contentType: { essence } }: Entity): boolean {
  return essence === "multipart/encrypted" || /^application\/(?:x-)?pkcs7-mime$/.test(essence);
}

/** What is shown as text stands under a signature, which holds its octets. */
function holdsSigned({ contentType: { essence, type }, children }: Entity): boolean {
  if (essence === "multipart/signed") return true;
  return type === "multipart" && children.some(holdsSigned);
}

const SIGNED_TEXT = "-----BEGIN PGP SIGNED MESSAGE-----";

function hasSignedText(text: Entity): boolean {
  return view(decodeBody(text)).includes(SIGNED_TEXT);
}
