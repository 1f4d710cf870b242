/** PGP/MIME (RFC 3156 §4, §6.2): the list's signature is inside the same OpenPGP message. */
import { latin1, letGo, type ListSecret } from "#base";
import { keyPacket, sealBody } from "#openpgp";
import { newBoundary, outerHeader } from "./outer-header.ts";
import { protectedEntity } from "./protected-entity.ts";
import type { SealedPost, SealInput } from "./sealed-post.ts";

/** @param signWith null: nobody signs; then each member has a body of their own */
export async function sealOpenpgp(input: SealInput, signWith: ListSecret | null): Promise<SealedPost> {
  const { post, at, random } = input;
  const content = protectedEntity(post, "cipher", random);
  const body = await sealBody({ content, signWith, at, cipher: input.profile.cipher });
  letGo(content);
  const boundary = newBoundary(random);
  const type = `multipart/encrypted; protocol="application/pgp-encrypted"; boundary="${boundary}"`;
  return {
    outer: outerHeader(post.outer, [["Content-Type", type]]),
    before: latin1(beforeArmour(boundary)),
    after: latin1(`-----END PGP MESSAGE-----\r\n\r\n--${boundary}--\r\n`),
    encoding: "base64",
    body,
    headFor: (recipient) => keyPacket(recipient, body),
  };
}

function beforeArmour(boundary: string): string {
  return [
    "This is a sealed message (OpenPGP, RFC 3156).",
    `--${boundary}`,
    "Content-Type: application/pgp-encrypted",
    "Content-Description: PGP/MIME version identification",
    "",
    "Version: 1",
    "",
    `--${boundary}`,
    'Content-Type: application/octet-stream; name="encrypted.asc"',
    "Content-Description: OpenPGP encrypted message",
    'Content-Disposition: inline; filename="encrypted.asc"',
    "",
    "-----BEGIN PGP MESSAGE-----",
    "",
    "",
  ].join("\r\n");
}
