/** Policy about a signature whose mathematics is right (S2): its algorithm, its certificate, and who vouches for that. */
import type { SignerKey, WhyCode } from "#base";
import { type Certificate, publicKeyOf } from "../certificates/certificate.ts";
import { whyChainFails } from "../certificates/chain.ts";
import { whyCannotSign, whyNotAt, whyWeak } from "../certificates/purpose.ts";
import { isRevoked, type RevocationList } from "../certificates/revocation-list.ts";
import { type SignatureAlgorithm, whyDigestRefused } from "./signature-algorithm.ts";
import type { SignedAttributes } from "./signed-attributes.ts";

/** What is known about certificates besides the signature. */
export interface SignerTrust {
  /** Those that came with the message. */
  readonly embedded: readonly Certificate[];
  /** Bound certificates, by what the list's owner said about them. */
  readonly bound: ReadonlyMap<Certificate, SignerKey>;
  readonly anchors: readonly Certificate[];
  readonly revocationLists: readonly RevocationList[];
  readonly at: Date;
  readonly trust: "bound" | "ca";
}

interface RightSignature {
  readonly algorithm: SignatureAlgorithm;
  /** null: it is over the content itself. */
  readonly attributes: SignedAttributes | null;
}

/** null: it counts. The order is what people should hear first: weak, unknown, out of date, not for signing. */
export function whyNotCounted(
  { algorithm, attributes }: RightSignature,
  certificate: Certificate,
  context: SignerTrust,
): WhyCode | null {
  return (
    whyDigestRefused(algorithm, attributes !== null) ??
    whyWeak(publicKeyOf(certificate)) ??
    whyUnknown(certificate, context) ??
    whyNotAt(certificate, context.at) ??
    whyRevoked(certificate, context) ??
    whyCannotSign(certificate) ??
    whyUntrusted(certificate, context)
  );
}

function whyUnknown(certificate: Certificate, { bound, trust }: SignerTrust): WhyCode | null {
  if (trust === "ca") return null;
  return boundAs(certificate, bound) ? null : "unknown-key";
}

/** Also without a chain (S2). */
function whyRevoked(certificate: Certificate, context: SignerTrust): WhyCode | null {
  const { anchors, embedded, revocationLists, at, bound } = context;
  if (boundAs(certificate, bound)?.revoked === true) return "key-revoked";
  const issuers = [...anchors, ...embedded, certificate];
  return isRevoked(certificate, issuers, revocationLists, at) ? "key-revoked" : null;
}

/** A certificate that the owner named by its fingerprint needs no chain (S2). */
function whyUntrusted(certificate: Certificate, context: SignerTrust): WhyCode | null {
  if (context.trust === "bound" || boundAs(certificate, context.bound)?.pinned) return null;
  return whyChainFails(certificate, context);
}

function boundAs(certificate: Certificate, bound: SignerTrust["bound"]): SignerKey | null {
  for (const [known, key] of bound) if (known.fingerprint === certificate.fingerprint) return key;
  return null;
}
