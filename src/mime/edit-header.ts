/** The only changes to a message that is passed on: header fields put in front or taken out. */
import { type Bytes, concatBytes } from "#base";
import type { Entity, Field } from "./entity.ts";

export interface HeaderEdit {
  /** Asked for every field in order. */
  readonly remove?: (field: Field) => boolean;
  /** Whole fields with their line ends, as `formatField` makes them. */
  readonly prepend?: readonly Bytes[];
}

/** The message with the edit; every other octet stays as it came, in its place. */
export function editHeader(source: Entity, edit: HeaderEdit): Bytes {
  const kept = source.header.fields.filter((field) => !edit.remove?.(field));
  const headerLength = source.header.fields.reduce((sum, field) => sum + field.raw.length, 0);
  const rest = source.raw.subarray(headerLength);
  return concatBytes(...(edit.prepend ?? []), ...kept.map((field) => field.raw), rest);
}
