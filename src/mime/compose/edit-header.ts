/** The only changes to a message that is passed on: header fields put in front or taken out. */
import { type Bytes, concatBytes, latin1 } from "#base";
import type { Entity, Field } from "../entity.ts";

export interface HeaderEdit {
  /** Asked for every field in order. */
  readonly remove?: (field: Field) => boolean;
  /** Whole fields with CRLF, as `formatField` makes them; the message then must not have CR as its only line end. */
  readonly prepend?: readonly Bytes[];
}

/**
 * The message with the edit; every other octet stays as it came, in its place. Where fields are put in
 * front, two things go with it so that they are read as fields: an mbox "From " line, which is no part of
 * the message, is left out, and a body that no empty line set apart gets one.
 */
export function editHeader(source: Entity, edit: HeaderEdit): Bytes {
  const { fields } = source.header;
  const prepend = edit.prepend ?? [];
  const stays = (field: Field): boolean =>
    !edit.remove?.(field) && (prepend.length === 0 || field.name !== "");
  const rest = source.raw.subarray(fields.reduce((sum, field) => sum + field.raw.length, 0));
  const unseparated = rest.length > 0 && rest.length === source.body.length;
  const separator = unseparated && prepend.length > 0 ? [latin1("\r\n")] : [];
  return concatBytes(...prepend, ...fields.filter(stays).map((field) => field.raw), ...separator, rest);
}
