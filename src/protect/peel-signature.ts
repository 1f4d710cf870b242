/** Taking off a signature that covers the whole of what is left: verified over the very octets that came. */
import { type Bytes, err, type Fingerprint, ok, type Result, type Signature, type WhyCode } from "#base";
import { type Entity, parseMessage, toCrlf } from "#mime";
import { verifyDetached, verifyInline } from "#openpgp";
import { verifySigned } from "#smime";
import { inlineEntity } from "./armour-shape.ts";
import type { ProtectRequest } from "./opened.ts";
import type { Peeling } from "./peeling.ts";
import type { Shape } from "./shape.ts";

export type Signed = Extract<Shape, { kind: "detached" | "opaque" | "inline-signed" }>;

/** The keys that opened what is around: a signature may be meant for them alone (S3). */
interface Judging extends ProtectRequest {
  readonly openedWith: readonly Fingerprint[];
}

interface Verified {
  /** What was signed; null: it cannot be told, so that the entity stays as it is. */
  readonly inside: Bytes | Entity | null;
  readonly signatures: readonly Signature[];
  readonly certificates: readonly Bytes[];
}

/** `ok(false)`: reported, but nothing could be taken off. */
export async function peelSignature(
  peeling: Peeling,
  shape: Signed,
  request: ProtectRequest,
): Promise<Result<boolean, WhyCode>> {
  const verified = await verify(shape, { ...request, openedWith: peeling.openedWith });
  peeling.signatures.push(...verified.signatures);
  peeling.certificates.push(...verified.certificates);
  peeling.layers.push({ kind: "signed", scheme: shape.scheme });
  if (verified.inside === null) return ok(false);
  const inside = verified.inside instanceof Uint8Array ? parseMessage(verified.inside) : ok(verified.inside);
  if (!inside.ok) return err(inside.error === "too-deep" ? "too-deep" : "too-large");
  peeling.signedEntity ??= peeling.entity;
  peeling.entity = inside.value;
  return ok(true);
}

function verify(shape: Signed, request: Judging): Promise<Verified> {
  switch (shape.kind) {
    case "detached":
      return verifyTwoParts(shape, request);
    case "opaque":
      return verifyCms({ der: shape.der, content: null }, request);
    case "inline-signed":
      return verifyText(shape, request);
  }
}

async function verifyTwoParts(
  shape: Extract<Shape, { kind: "detached" }>,
  request: Judging,
): Promise<Verified> {
  const { signed } = shape;
  const asItCame = await verifyOctets(shape, signed.raw, request);
  // QUIRK: mail that came through a pipe may have bare LF throughout; what was signed had CRLF (RFC 3156 §5).
  const retry = signed.lineEnding === "lf" && !asItCame.signatures.some(isValid);
  const canonical = retry ? await verifyOctets(shape, toCrlf(signed.raw), request) : asItCame;
  return { ...(canonical.signatures.some(isValid) ? canonical : asItCame), inside: signed };
}

function isValid(signature: Signature): boolean {
  return signature.verdict === "valid";
}

async function verifyOctets(
  shape: Extract<Shape, { kind: "detached" }>,
  content: Bytes,
  request: Judging,
): Promise<Verified> {
  if (shape.scheme === "smime") return verifyCms({ der: shape.signature, content }, request);
  const { at, signers, openedWith } = request;
  const { signature } = shape;
  const signatures = await verifyDetached({ content, signature, at, signers, openedWith });
  return { inside: null, signatures, certificates: [] };
}

async function verifyCms(
  signed: { readonly der: Bytes; readonly content: Bytes | null },
  request: Judging,
): Promise<Verified> {
  const { at, signers, anchors, trust } = request;
  const outcome = await verifySigned({ ...signed, at, signers, anchors, trust });
  const refused = "why" in outcome && outcome.signatures.length === 0;
  return {
    inside: outcome.content,
    signatures: refused ? [unreadable("smime", outcome.why)] : outcome.signatures,
    certificates: outcome.certificates,
  };
}

async function verifyText(
  shape: Extract<Shape, { kind: "inline-signed" }>,
  request: Judging,
): Promise<Verified> {
  const { at, signers, openedWith } = request;
  const outcome = await verifyInline({ text: shape.text, at, signers, openedWith });
  if (outcome.content === null) {
    return { inside: null, signatures: [unreadable("openpgp", outcome.why)], certificates: [] };
  }
  const inside = inlineEntity(shape.inline, outcome.content);
  return { inside, signatures: outcome.signatures, certificates: [] };
}

function unreadable(scheme: "openpgp" | "smime", why: WhyCode): Signature {
  return { verdict: "malformed", scheme, why, covers: "whole" };
}
