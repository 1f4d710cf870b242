/** A post that anybody can read, from a finished MIME entity. */
import { type Bytes, err, ok, type Result } from "#base";
import { type FieldList, isContentField, parseMessage } from "#mime";
import { outerHeaderOver } from "./outer-header.ts";
import type { SealedPost, SealFailure } from "./sealed-post.ts";

const NOTHING = new Uint8Array(0);

/** The error: the content is beyond the limits of S10. */
export function clearPost(outer: FieldList, content: Bytes): Result<SealedPost, SealFailure> {
  const entity = parseMessage(content);
  if (!entity.ok) return err("beyond-limits");
  const fields = entity.value.header.fields.filter((field) => isContentField(field.name));
  return ok({
    outer: outerHeaderOver(
      outer,
      fields.map((field) => field.raw),
    ),
    before: NOTHING,
    after: NOTHING,
    encoding: "as-is",
    body: { clear: entity.value.body },
    headFor: () => NOTHING,
  });
}
