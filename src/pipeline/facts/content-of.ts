/** What a mail says: of what was signed or sealed only what the protection covers (S2), else what came. */
import { type Entity, parseMessage } from "#mime";
import type { InFlight } from "../in-flight.ts";

/** null: what was inside cannot be read. */
export function contentOf({ opened, message }: Pick<InFlight, "opened" | "message">): Entity | null {
  if (opened === null) return message;
  const parsed = parseMessage(opened.content);
  return parsed.ok ? parsed.value : null;
}
