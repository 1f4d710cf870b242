import type { InFlight } from "../in-flight.ts";

/** It came sealed, and the list opened it. */
export function wasOpened({ opened }: Pick<InFlight, "opened">): boolean {
  return opened !== null && opened.wasEncrypted !== null;
}
