/**
 * MIME and crypto together: opening posts by the rules (S1, S2, S3, S5, S13) and sealing them for members.
 * Knows no lists and no database; keys come as arguments.
 */
export { type JudgedAuthor, judgeAuthor } from "./judge-author.ts";
export type {
  Binding,
  Families,
  FromView,
  Glimpse,
  HeaderField,
  Opened,
  OpenFailure,
  OpenResult,
  ProtectRequest,
} from "./opened.ts";
export { headOf } from "./head-of.ts";
export { openPost } from "./open-post.ts";
export { autocryptValue } from "./outer-header.ts";
export { recipientsNamed } from "./recipients-named.ts";
export { sealPost } from "./seal-post.ts";
export {
  type ClearBody,
  type ComposedPost,
  isSealed,
  type SealedPost,
  type SealFailure,
  type SealInput,
} from "./sealed-post.ts";
export { wireOf } from "./wire-of.ts";
export { withoutHtml } from "./without-html.ts";
