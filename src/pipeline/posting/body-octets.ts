import type { Bytes } from "#base";
import type { Entity } from "#mime";

const CR = 0x0d;

/**
 * The size of a body as Mailman counts it: what stands in the parts, as it was sent, with line ends of one octet. Null: it
 * is within the limit at first sight.
 */
export function bodyOctets(message: Entity, limit: number): number | null {
  return limit === 0 || message.body.length <= limit ? null : octetsOf(message);
}

function octetsOf({ body, children, contentType, preamble, epilogue }: Entity): number {
  if (children.length === 0) return withoutReturns(body);
  const around = contentType.type === "multipart" ? withoutReturns(preamble) + withoutReturns(epilogue) : 0;
  return children.reduce((sum, part) => sum + octetsOf(part), around);
}

function withoutReturns(bytes: Bytes): number {
  let returns = 0;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) returns += 1;
  return bytes.length - returns;
}
