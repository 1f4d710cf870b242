/** A message taken apart into what it says of itself and what is in it, and put together again. */
import { type Bytes, concatBytes, latin1 } from "#base";
import { type Entity, formatField, parseMessage } from "#mime";

/** As a MIME entity: Content-* fields, an empty line, the body. @param message with CRLF at its line ends */
export function contentBytes({ header, body }: Entity): Bytes {
  const own = header.fields.filter(({ name }) => isContentField(name)).map(({ raw }) => raw);
  return concatBytes(...own, latin1("\r\n"), body);
}

/** The message with another content; as it was where that would be beyond the limits. */
export function withContent(message: Entity, content: Bytes): Entity {
  const rest = message.header.fields.filter(({ name }) => !isContentField(name));
  const isNew = rest.every(({ name }) => !/^mime-version$/i.test(name));
  const version = isNew ? [formatField("MIME-Version", "1.0")] : [];
  const parsed = parseMessage(concatBytes(...rest.map(({ raw }) => raw), ...version, content));
  return parsed.ok ? parsed.value : message;
}

function isContentField(name: string): boolean {
  return /^content-/i.test(name);
}
