/** A message as a part of another (RFC 2046 §5.2.1). */
import type { Bytes } from "#base";
import { composePart } from "#mime";

/** @param name of the file, in US-ASCII without quotes */
export function enclosedMessage(message: Bytes, name = "message.eml"): Bytes {
  const encoding = message.some((octet) => octet > 0x7f) ? "8bit" : "7bit";
  return composePart({
    fields: [
      ["Content-Type", "message/rfc822"],
      ["Content-Disposition", `attachment; filename="${name}"`],
      ["Content-Transfer-Encoding", encoding],
    ],
    body: message,
  });
}
