/** A key that came back in the address of a list: an answer to the mail that brought it. */
import { type Confirmed, confirmKey } from "./asking/confirm-key.ts";
import type { Desk } from "./desk.ts";
import { wantedNamed } from "./verbs/table.ts";

export function bringKey(desk: Desk, key: string): Promise<Confirmed> {
  return confirmKey(desk, { key, at: "key", wantedNamed });
}
