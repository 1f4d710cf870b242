/** Signed and readable by everybody: multipart/signed with header protection `clear` (RFC 9788 §2.1.1). */
import { err, type ListSecret, type Result } from "#base";
import { clearPost } from "./clear-post.ts";
import { signEntity } from "./detached-entity.ts";
import { protectedEntity } from "./protected-entity.ts";
import { isSafe } from "./safe-content.ts";
import type { SealedPost, SealFailure, SealInput } from "./sealed-post.ts";

export async function signClear(
  input: SealInput,
  signWith: ListSecret,
): Promise<Result<SealedPost, SealFailure>> {
  const { post, at, random } = input;
  const content = protectedEntity(post, "clear", random);
  if (!isSafe(content, "7bit")) return err("changed-on-the-way");
  return clearPost(
    post.outer,
    await signEntity({ content, signWith, at, random, expansions: post.expansions }),
  );
}
