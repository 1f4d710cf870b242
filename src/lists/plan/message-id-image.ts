/**
 * On sealed lists the outer Message-ID and References are keyed images of the poster's own (S8): threads
 * hold together, and nothing tells where a post was written.
 */
import { createHmac } from "node:crypto";
import { type Bytes, domainOf, type EmailAddress } from "#base";

export function messageIdImage(key: Bytes, list: EmailAddress, messageId: string): string {
  const digest = createHmac("sha256", key).update(`${list.toLowerCase()}\n${messageId}`).digest("base64url");
  return `<${digest.slice(0, 32)}@${domainOf(list)}>`;
}

/** Images of ids that are not already our own images. */
export function referenceImages(key: Bytes, list: EmailAddress, ids: readonly string[]): readonly string[] {
  return ids.map((id) => (isImage(list, id) ? id : messageIdImage(key, list, id)));
}

function isImage(list: EmailAddress, id: string): boolean {
  const at = id.lastIndexOf("@");
  return /^<[\w-]{32}$/.test(id.slice(0, at)) && id.slice(at + 1) === `${domainOf(list)}>`;
}
