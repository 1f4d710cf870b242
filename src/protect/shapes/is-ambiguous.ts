/** Entities that two programs may read in two ways, each of them rightly. */
import type { Entity } from "#mime";

/** With two types or two boundaries: another program may go by the other one. */
export function isAmbiguous({ problems }: Entity): boolean {
  return problems.includes("duplicate-content-type") || problems.includes("ambiguous-boundary");
}
