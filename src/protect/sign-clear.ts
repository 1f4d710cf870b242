/** Signed and readable by everybody: multipart/signed with header protection `clear` (RFC 9788 §2.1.1). */
import type { ListSecret } from "#base";
import { clearPost } from "./clear-post.ts";
import { signEntity } from "./detached-entity.ts";
import { protectedEntity } from "./protected-entity.ts";
import { assertSevenBit } from "./safe-content.ts";
import type { SealedPost, SealInput } from "./sealed-post.ts";

export async function signClear(input: SealInput, signWith: ListSecret): Promise<SealedPost> {
  const { post, at, random } = input;
  const content = protectedEntity(post, "clear", random);
  assertSevenBit(content);
  return clearPost(post.outer, await signEntity({ content, signWith, at, random }));
}
