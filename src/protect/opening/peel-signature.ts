/** Taking off a signature that covers the whole of what is left. */
import { err, ok, type Result, type WhyCode } from "#base";
import { parseMessage } from "#mime";
import type { ProtectRequest } from "./opened.ts";
import type { Peeling } from "./peeling.ts";
import { type Signed, verifyShape } from "./verify-shape.ts";

/** `ok(false)`: reported, but nothing could be taken off. */
export async function peelSignature(
  peeling: Peeling,
  shape: Signed,
  request: ProtectRequest,
): Promise<Result<boolean, WhyCode>> {
  const verified = await verifyShape(shape, { ...request, openedWith: peeling.openedWith });
  peeling.signatures.push(...verified.signatures);
  peeling.certificates.push(...verified.certificates);
  peeling.layers.push({ kind: "signed", scheme: shape.scheme });
  if (verified.history) {
    const vouched = verified.signatures.some(({ verdict }) => verdict === "valid");
    peeling.expansions.push({ history: verified.history, vouched });
  }
  if (verified.inside === null) return ok(false);
  const inside = verified.inside instanceof Uint8Array ? parseMessage(verified.inside) : ok(verified.inside);
  if (!inside.ok) return err(inside.error === "too-deep" ? "too-deep" : "too-large");
  // Sig fields mean nothing inside another message, so that this form cannot be kept.
  if (shape.kind !== "unobtrusive") peeling.signedEntity ??= peeling.entity;
  peeling.entity = inside.value;
  return ok(true);
}
