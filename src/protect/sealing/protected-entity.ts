/** The MIME entity that a list signs: protected header fields, the block that any program shows, the content. */
import { type Bytes, concatBytes, type Random } from "#base";
import { composeMultipart, composeText, type FieldList, formatField } from "#mime";
import { safeContent } from "./safe-content.ts";
import { writableFields } from "./writable-fields.ts";
import type { ComposedPost } from "./sealed-post.ts";

/**
 * `hp`: RFC 9788 §2.1.1; a sealed post records each outer field in HP-Outer (§2.2). `protected-headers` is
 * for programs that know the older drafts only.
 */
export function protectedEntity(post: ComposedPost, hp: "cipher" | "clear", random: Random): Bytes {
  const content = safeContent(post.content, hp === "cipher" ? "lines" : "7bit");
  if (post.alone === true) return concatBytes(...fieldsOf(post.protected), content);
  return composeMultipart({
    subtype: "mixed",
    parameters: [
      ["hp", hp],
      ["protected-headers", "v1"],
    ],
    fields: [...writableFields(post.protected), ...(hp === "cipher" ? outerRecord(post.outer) : [])],
    parts: withBlock(post.block, content),
    random,
  });
}

function fieldsOf(fields: FieldList): readonly Bytes[] {
  return writableFields(fields).map(([name, value]) => formatField(name, value));
}

export function withBlock(block: string | null, content: Bytes): readonly Bytes[] {
  return block === null ? [content] : [composeText(block), content];
}

function outerRecord(outer: FieldList): FieldList {
  return writableFields(outer).map(([name, value]) => ["HP-Outer", `${name}: ${value}`] as const);
}
