/**
 * A post's content as an entity of its own: the Content-* fields and the body of what is left inside all
 * layers, byte for byte, without the header fields that travelled with it.
 */
import { type Bytes, fromLatin1, latin1 } from "#base";
import { contentOctets, type Entity, type Field } from "#mime";

/**
 * Content-* fields, an empty line and the body, without the parameters that only mean something at the root of a
 * protected message (RFC 9788 §2.1.1): inside another message they would make programs take this part's header for its own.
 * `hp-legacy-display` stays: it means the same in a part.
 */
export function contentEntity(entity: Entity): Bytes {
  return contentOctets(entity, (field) => {
    if (isRepeated(field, entity)) return NOTHING;
    return isContentType(field) ? withoutMarks(field.raw) : field.raw;
  });
}

const NOTHING = latin1("");

/** A second field of what says how to read the body: the first counts here, and must for everybody. */
function isRepeated(field: Field, entity: Entity): boolean {
  return READING_FIELDS.has(field.name.toLowerCase()) && entity.header.first(field.name) !== field;
}

const READING_FIELDS: ReadonlySet<string> = new Set(["content-type", "content-transfer-encoding"]);

function isContentType(field: Field): boolean {
  return field.name.toLowerCase() === "content-type";
}

const MARKS = "hp|protected-headers|forwarded";
/** As far as every quoted string is closed: behind that, a search that looks for their ends takes quadratic time. */
const CLOSED = /^[^"]*(?:"(?:[^"\\]|\\.)*"[^"]*)*/s;

function withoutMarks(raw: Bytes): Bytes {
  return withoutParameters(raw, MARKS);
}

/** A Content-Type field without some parameters, `names` an alternation of them. Other octets stay as they are. */
export function withoutParameters(raw: Bytes, names: string): Bytes {
  const text = fromLatin1(raw);
  const closed = CLOSED.exec(text)?.[0] ?? "";
  // Quoted strings of other parameters are stepped over, so that a boundary that looks like a mark survives.
  const quoted = new RegExp(
    String.raw`("(?:[^"\\]|\\.)*")|;\s*(?:${names})\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;"]*)`,
    "gis",
  );
  const kept = closed.replace(quoted, (_whole, other: string | undefined) => other ?? "");
  const unquoted = new RegExp(String.raw`;\s*(?:${names})\s*=[^\s;]*`, "gi");
  return latin1(kept + text.slice(closed.length).replace(unquoted, ""));
}
