/** Verifying what a signed shape holds, over the very octets that came. */
import type { Bytes, Fingerprint, Signature, WhyCode } from "#base";
import { type Entity, toCrlf } from "#mime";
import { verifyDetached, verifyInline } from "#openpgp";
import { type ExpansionHistory, verifySigned } from "#smime";
import { inlineEntity } from "../shapes/armour-shape.ts";
import type { ProtectRequest } from "./opened.ts";
import type { Shape } from "../shapes/shape.ts";

export type Signed = Extract<Shape, { kind: "detached" | "unobtrusive" | "opaque" | "inline-signed" }>;

/** `openedWith`: the keys that opened what is around. A signature may be meant for them alone (S3). */
export interface Judging extends Pick<ProtectRequest, "at" | "signers" | "anchors" | "trust"> {
  readonly openedWith: readonly Fingerprint[];
}

export interface Verified {
  /** What was signed; null: it cannot be told, so that the entity stays as it is. */
  readonly inside: Bytes | Entity | null;
  readonly signatures: readonly Signature[];
  readonly certificates: readonly Bytes[];
  /** The lists that it came through, as a CMS signature tells. */
  readonly history?: ExpansionHistory | null;
}

export function verifyShape(shape: Signed, judging: Judging): Promise<Verified> {
  switch (shape.kind) {
    case "detached":
      return verifyTwoParts(shape, judging);
    case "unobtrusive":
      return verifyFields(shape, judging);
    case "opaque":
      return verifyCms({ der: shape.der, content: null }, judging);
    case "inline-signed":
      return verifyText(shape, judging);
  }
}

async function verifyTwoParts(
  shape: Extract<Shape, { kind: "detached" }>,
  judging: Judging,
): Promise<Verified> {
  const { signed } = shape;
  const asItCame = await verifyOctets(shape, signed.raw, judging);
  const retry = hasBareLf(signed) && !fits(asItCame.signatures);
  const canonical = retry ? await verifyOctets(shape, toCrlf(signed.raw), judging) : asItCame;
  return { ...(fits(canonical.signatures) ? canonical : asItCame), inside: signed };
}

/**
 * QUIRK: mail that came through a pipe or out of a file may have bare LF, throughout or in some lines; what was signed had
 * CRLF (RFC 3156 §5). Both end a line here, so that nothing reads as anything else. With a bare CR it would.
 */
function hasBareLf(signed: Entity): boolean {
  if (signed.lineEnding === "lf") return true;
  return signed.problems.includes("bare-lf") && !signed.problems.includes("bare-cr");
}

/** One that fits the octets is there, whether policy takes it or not. */
function fits(signatures: readonly Signature[]): boolean {
  return signatures.some(({ verdict }) => FITTING.has(verdict));
}

const FITTING: ReadonlySet<Signature["verdict"]> = new Set([
  "valid",
  "weak",
  "expired",
  "revoked",
  "untrusted",
]);

async function verifyOctets(
  shape: Extract<Shape, { kind: "detached" }>,
  content: Bytes,
  judging: Judging,
): Promise<Verified> {
  if (shape.scheme === "smime") return verifyCms({ der: shape.signature, content }, judging);
  const { at, signers, openedWith } = judging;
  const { signature } = shape;
  const signatures = await verifyDetached({ content, signature, at, signers, openedWith });
  return { inside: null, signatures, certificates: [] };
}

/** QUIRK: some sign the part as it stands, without the line end and with the empty lines that the form knows not. */
async function verifyFields(
  shape: Extract<Shape, { kind: "unobtrusive" }>,
  judging: Judging,
): Promise<Verified> {
  const [canonical, asItStands] = shape.octets;
  const first = await verifyEach(shape.signatures, canonical, judging);
  if (fits(first)) return { inside: canonical, signatures: first, certificates: [] };
  const second = await verifyEach(shape.signatures, asItStands, judging);
  return fits(second)
    ? { inside: asItStands, signatures: second, certificates: [] }
    : { inside: canonical, signatures: first, certificates: [] };
}

async function verifyEach(
  signatures: readonly (Bytes | null)[],
  content: Bytes,
  judging: Judging,
): Promise<readonly Signature[]> {
  const { at, signers, openedWith } = judging;
  const found: Signature[] = [];
  for (const signature of signatures) {
    if (signature === null) found.push(unreadable("openpgp", "malformed"));
    else found.push(...(await verifyDetached({ content, signature, at, signers, openedWith })));
  }
  return found;
}

async function verifyCms(
  signed: { readonly der: Bytes; readonly content: Bytes | null },
  judging: Judging,
): Promise<Verified> {
  const { at, signers, anchors, trust } = judging;
  const outcome = await verifySigned({ ...signed, at, signers, anchors, trust });
  const refused = "why" in outcome && outcome.signatures.length === 0;
  return {
    inside: outcome.content,
    signatures: refused ? [unreadable("smime", outcome.why)] : outcome.signatures,
    certificates: outcome.certificates,
    history: "history" in outcome ? outcome.history : null,
  };
}

async function verifyText(
  shape: Extract<Shape, { kind: "inline-signed" }>,
  judging: Judging,
): Promise<Verified> {
  const { at, signers, openedWith } = judging;
  const outcome = await verifyInline({ text: shape.text, at, signers, openedWith });
  if (outcome.content === null) {
    return { inside: null, signatures: [unreadable("openpgp", outcome.why)], certificates: [] };
  }
  const inside = inlineEntity(shape.inline, outcome.content);
  return { inside, signatures: outcome.signatures, certificates: [] };
}

function unreadable(scheme: "openpgp" | "smime", why: WhyCode): Signature {
  const verdict = why === "unsupported" ? "unsupported" : "malformed";
  return { verdict, scheme, why, covers: "whole" };
}
