import { type Bytes, concatBytes } from "#base";
import { type Entity, formatField, isContentField, parseMessage } from "#mime";

/** The message with another content; as it was where that would be beyond the limits. */
export function withContent(message: Entity, content: Bytes): Entity {
  const rest = message.header.fields.filter(({ name }) => !isContentField(name));
  const isNew = rest.every(({ name }) => !/^mime-version$/i.test(name));
  const version = isNew ? [formatField("MIME-Version", "1.0")] : [];
  const parsed = parseMessage(concatBytes(...rest.map(({ raw }) => raw), ...version, content));
  return parsed.ok ? parsed.value : message;
}
