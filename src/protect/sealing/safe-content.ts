/**
 * Makes content fit to be signed and sent. What we seal keeps its octets, except that line ends become CRLF
 * where they are not data. What is signed in clear must also survive every relay (RFC 3156 §3, RFC 8551
 * §3.1.3): parts that would not are encoded as base64.
 */
import { type Bytes, concatBytes, latin1 } from "#base";
import { decodeBody, encodeBase64Lines, type Entity, parseMessage, toCrlf } from "#mime";

/** "lines": CRLF, 8bit allowed. "7bit": CRLF, US-ASCII, lines of at most 998 octets. */
export type Safety = "lines" | "7bit";

/** As safe as it can be made without breaking a signature in it: ask `isSafe` whether that is enough. */
export function safeContent(content: Bytes, safety: Safety): Bytes {
  if (isSafe(content, safety)) return content;
  const entity = parseMessage(content);
  return entity.ok ? rebuild(entity.value, safety) : content;
}

const CR = 0x0d;
const LF = 0x0a;
const LONGEST_LINE = 998;

/** Whether no relay changes it, header fields included. */
export function isSafe(bytes: Bytes, safety: Safety): boolean {
  let lineStart = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at] ?? 0;
    if (octet === CR) {
      if (bytes[at + 1] !== LF || isTooLong(at - lineStart, safety)) return false;
      at += 1;
      lineStart = at + 1;
    } else if (octet === LF || (safety === "7bit" && (octet === 0 || octet > 0x7f))) return false;
  }
  return !isTooLong(bytes.length - lineStart, safety);
}

function isTooLong(line: number, safety: Safety): boolean {
  return safety === "7bit" && line > LONGEST_LINE;
}

function rebuild(entity: Entity, safety: Safety): Bytes {
  if (isSafe(entity.raw, safety)) return entity.raw;
  const { essence } = entity.contentType;
  // A signed part keeps its octets; only line ends that its own canonical form has anyway are made so.
  if (essence === "multipart/signed") return isBinary(entity) ? entity.raw : toCrlf(entity.raw);
  if (entity.contentType.type === "multipart" && entity.children.length > 0) return multipart(entity, safety);
  const [message] = entity.children;
  if (message !== undefined) return concatBytes(headerOf(entity, null), rebuild(message, safety));
  return leaf(entity, safety);
}

function multipart(entity: Entity, safety: Safety): Bytes {
  const boundary = entity.contentType.parameters.get("boundary") ?? "";
  const parts = entity.children.flatMap((child) => [
    latin1(`--${boundary}\r\n`),
    rebuild(child, safety),
    latin1("\r\n"),
  ]);
  return concatBytes(headerOf(entity, null), ...parts, latin1(`--${boundary}--\r\n`));
}

/** Binary data keeps its octets by being encoded; other data has lines, whose ends may be made CRLF. */
function leaf(entity: Entity, safety: Safety): Bytes {
  const { transferEncoding } = entity;
  if (safety === "lines" && transferEncoding !== "binary") return toCrlf(entity.raw);
  const isText = entity.contentType.type === "text" && !["binary", "base64"].includes(transferEncoding);
  const data = isText ? toCrlf(decodeBody(entity)) : decodeBody(entity);
  return concatBytes(headerOf(entity, "base64"), encodeBase64Lines(data));
}

/** The header section with another transfer encoding, null: none at all (a multipart of 7bit parts). */
function headerOf(entity: Entity, encoding: "base64" | null): Bytes {
  const kept = entity.header.fields.filter(
    (field) => field.name.toLowerCase() !== "content-transfer-encoding",
  );
  const own = encoding === null ? [] : [latin1(`Content-Transfer-Encoding: ${encoding}\r\n`)];
  return concatBytes(...kept.map((field) => toCrlf(field.raw)), ...own, latin1("\r\n"));
}

function isBinary(entity: Entity): boolean {
  return entity.transferEncoding === "binary" || entity.children.some(isBinary);
}
