import { type Entity, messageIds } from "#mime";

/** Longer ones are no ids: they carry text for whoever is answered, or do not fit a line (RFC 5322 §2.1.1). */
const LONGEST = 250;

/** The outer Message-ID with its brackets: all of a message that an answer quotes (S7). "" for none. */
export function outerMessageId({ header }: Entity): string {
  const [id = ""] = messageIds(header.first("message-id")?.value ?? "");
  return id.length <= LONGEST ? id : "";
}
