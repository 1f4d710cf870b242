/**
 * MIME and crypto together: opening posts by the rules (S1, S2, S3, S5, S13) and sealing them for members.
 * Knows no lists and no database; keys come as arguments.
 */
export { type JudgedAuthor, judgeAuthor } from "./opening/judge-author.ts";
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
} from "./opening/opened.ts";
export { type ExpansionVerdict, judgeExpansions, listsBefore } from "./opening/expansion.ts";
export { headOf } from "./sealing/head-of.ts";
export { openPost } from "./opening/open-post.ts";
export { autocryptValue } from "./sealing/outer-header.ts";
export { recipientsNamed } from "./opening/recipients-named.ts";
export { signEntity } from "./sealing/detached-entity.ts";
export { sealPost } from "./sealing/seal-post.ts";
export {
  type ClearBody,
  type ComposedPost,
  isSealed,
  type SealedPost,
  type SealFailure,
  type SealInput,
} from "./sealing/sealed-post.ts";
export { writableFields } from "./sealing/writable-fields.ts";
export { wireOf } from "./sealing/wire-of.ts";
export { withoutHtml } from "./opening/without-html.ts";
