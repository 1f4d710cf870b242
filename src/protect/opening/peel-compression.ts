/** Taking off CompressedData (RFC 8551 §3.6): what was compressed goes on in its place. */
import type { WhyCode } from "#base";
import { parseMessage } from "#mime";
import { decompress } from "#smime";
import type { Peeling } from "./peeling.ts";
import type { Shape } from "../shapes/shape.ts";

/**
 * Once in a message: compression in compression is how a small mail becomes huge. What cannot be read stays as it is:
 * nothing in it was sealed.
 */
export function peelCompression(
  peeling: Peeling,
  { der }: Extract<Shape, { kind: "compressed" }>,
): "again" | "done" | WhyCode {
  if (peeling.wasCompressed) return "too-large";
  peeling.wasCompressed = true;
  const content = decompress(der);
  if (!content.ok && content.error === "too-large") return content.error;
  if (!content.ok) {
    peeling.problems.push(content.error);
    return "done";
  }
  const inside = parseMessage(content.value);
  if (!inside.ok) return inside.error === "too-deep" ? "too-deep" : "too-large";
  peeling.entity = inside.value;
  return "again";
}
