/** Of a large message that was opened only the header is needed any more as it came. */
import { LARGE_BYTES, letGo } from "#base";
import { headerOctets, parseMessage } from "#mime";
import { mayGoAsItCame } from "./facts/goes-as-it-came.ts";
import type { InFlight } from "./in-flight.ts";

/**
 * The message without its body, whose memory is given back at once: large ones are opened in a thread, and nothing in
 * `opened` is a view of them. Small ones and what was not opened stay as they are.
 */
export function keepHeader(mail: InFlight): InFlight {
  const { raw, message, opened } = mail;
  if (opened === null || raw.length < LARGE_BYTES || mayGoAsItCame(mail)) return mail;
  const header = Uint8Array.from(headerOctets({ raw, body: message.body }));
  const parsed = parseMessage(header);
  if (!parsed.ok) return mail;
  letGo(raw);
  return { ...mail, raw: header, message: parsed.value };
}
