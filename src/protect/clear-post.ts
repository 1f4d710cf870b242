/** A post that anybody can read, from a finished MIME entity. */
import { AppError, type Bytes } from "#base";
import { type FieldList, parseMessage } from "#mime";
import { isContentField } from "./content-entity.ts";
import { outerHeaderOver } from "./outer-header.ts";
import type { SealedPost } from "./sealed-post.ts";

const NOTHING = new Uint8Array(0);

export function clearPost(outer: FieldList, content: Bytes): SealedPost {
  const entity = parseMessage(content);
  if (!entity.ok) {
    throw new AppError({ code: "too-large", publicText: "The post is too large.", detail: entity.error });
  }
  const fields = entity.value.header.fields.filter((field) => isContentField(field.name));
  return {
    outer: outerHeaderOver(
      outer,
      fields.map((field) => field.raw),
    ),
    before: NOTHING,
    after: NOTHING,
    encoding: "as-is",
    body: { clear: entity.value.body },
    headFor: () => NOTHING,
  };
}
