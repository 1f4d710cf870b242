/** Layers and signatures in the form in which they are told. */
import { addressKey, type EmailAddress, type Layer, type Signature } from "#base";
import type { Keyring } from "./keyring.ts";
import type { LayerReport, SignatureReport } from "./report.ts";
import { signatureText } from "./words.ts";

export function layerReport(layer: Layer): LayerReport {
  const { kind, scheme } = layer;
  if (layer.kind === "encrypted" && !layer.opened) return { kind, scheme, opened: false, why: layer.why };
  return { kind, scheme, opened: true, why: null };
}

export function signatureReport(signature: Signature, keyring: Keyring): SignatureReport {
  const { scheme, verdict, covers } = signature;
  return {
    scheme,
    verdict,
    why: signature.verdict === "valid" ? null : signature.why,
    text: signatureText(signature),
    signer: signature.signer ?? null,
    claimedKey: signature.verdict === "valid" ? null : (signature.claimedKey ?? null),
    addresses: addressesOf(signature, keyring).map(addressKey),
    at: isoTime(signature.at ?? null),
    covers,
  };
}

/** Of a signature that does not count, those of the key that made it, if it is one of the given ones. */
function addressesOf(signature: Signature, { known }: Keyring): readonly EmailAddress[] {
  if (signature.verdict === "valid") return signature.addresses;
  return known.find(({ key }) => key.fingerprint === signature.signer)?.description.addresses ?? [];
}

function isoTime(at: Date | null): string | null {
  return at === null || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
