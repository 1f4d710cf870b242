/** Whether a post is sealed as a whole, in a family that the list does not open: it goes on with that entity untouched. */
import type { InFlight } from "../in-flight.ts";

export function isLeftSealed({ opened }: Pick<InFlight, "opened">): boolean {
  if (opened === null || opened.wasEncrypted !== null) return false;
  return opened.layers.some(
    (layer) => layer.kind === "encrypted" && !layer.opened && layer.why === "family-off",
  );
}
