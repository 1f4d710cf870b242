import type { Entity, FieldList } from "#mime";

const FLOW = ["format", "delsp"];

/** The parameters of a text that say how its lines flow (RFC 3676 §4). */
export function flowOf({ contentType }: Entity): FieldList {
  return FLOW.flatMap((name) => {
    const value = contentType.parameters.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
}
