/** S/MIME (RFC 8551 §3.3, §3.4, §3.7): multipart/signed inside EnvelopedData or AuthEnvelopedData. */
import { type Bytes, latin1, letGo, type ListSecret } from "#base";
import { keyPacket, sealBody } from "#smime";
import { signEntity } from "./detached-entity.ts";
import { outerHeader } from "./outer-header.ts";
import { protectedEntity } from "./protected-entity.ts";
import type { SealedPost, SealInput } from "./sealed-post.ts";

export async function sealSmime(input: SealInput, signWith: ListSecret | null): Promise<SealedPost> {
  const { post, random, profile } = input;
  const cipher = profile.cipher === "gcm" ? "gcm" : "cbc";
  const content = await signedEntity(input, signWith);
  const body = sealBody({ content, cipher, random });
  letGo(content);
  const kind = cipher === "gcm" ? "authEnveloped-data" : "enveloped-data";
  return {
    outer: outerHeader(post.outer, [
      ["Content-Type", `application/pkcs7-mime; smime-type=${kind}; name="smime.p7m"`],
      ["Content-Transfer-Encoding", "base64"],
      ["Content-Disposition", 'attachment; filename="smime.p7m"'],
    ]),
    before: latin1(""),
    after: latin1(""),
    encoding: "base64",
    body,
    headFor: (recipient) => keyPacket(recipient, body),
  };
}

async function signedEntity({ post, at, random }: SealInput, signWith: ListSecret | null): Promise<Bytes> {
  const entity = protectedEntity(post, "cipher", random);
  if (signWith === null) return entity;
  const signed = await signEntity({ content: entity, signWith, at, random, expansions: post.expansions });
  letGo(entity);
  return signed;
}
