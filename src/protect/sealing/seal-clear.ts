/** Neither sealed nor signed: the content as it came, under our outer header fields. */
import type { Result } from "#base";
import { composeMultipart } from "#mime";
import { clearPost } from "./clear-post.ts";
import { withBlock } from "./protected-entity.ts";
import { safeContent } from "./safe-content.ts";
import type { SealedPost, SealFailure, SealInput } from "./sealed-post.ts";

/** Octets stay as they are but for bare CR and LF, which never leave this server (S15). */
export function sealClear(input: SealInput): Result<SealedPost, SealFailure> {
  const { post, random } = input;
  const content = safeContent(post.content, "lines");
  if (post.block === null) return clearPost(post.outer, content);
  const parts = withBlock(post.block, content);
  return clearPost(post.outer, composeMultipart({ subtype: "mixed", parts, random }));
}
