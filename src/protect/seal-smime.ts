/** S/MIME (RFC 8551 §3.3, §3.4, §3.7): multipart/signed inside EnvelopedData or AuthEnvelopedData. */
import { latin1, type ListSecret } from "#base";
import { keyPacket, sealBody } from "#smime";
import { signEntity } from "./detached-entity.ts";
import { outerHeader } from "./outer-header.ts";
import { protectedEntity } from "./protected-entity.ts";
import type { SealedPost, SealInput } from "./sealed-post.ts";

export async function sealSmime(input: SealInput, signWith: ListSecret | null): Promise<SealedPost> {
  const { post, at, random, profile } = input;
  const cipher = profile.cipher === "gcm" ? "gcm" : "cbc";
  const entity = protectedEntity(post, "cipher", random);
  const content = signWith === null ? entity : await signEntity({ content: entity, signWith, at, random });
  const body = sealBody({ content, cipher, random });
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
