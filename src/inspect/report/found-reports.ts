/** Layers and signatures in the form in which they are told. */
import { addressKey, type Bytes, type EmailAddress, type Layer, type Signature } from "#base";
import { recipientsNamed } from "#protect";
import type { Keyring } from "../keys/keyring.ts";
import type { LayerReport, SignatureReport } from "./report.ts";
import { signatureText } from "./words.ts";

/** @param message whose layers these are */
export function layerReports(layers: readonly Layer[], message: Bytes): readonly LayerReport[] {
  const isSealed = layers.some(({ kind }) => kind === "encrypted");
  const named = isSealed ? recipientsNamed(message).values() : [].values();
  return layers.map((layer) => {
    const { kind, scheme } = layer;
    if (layer.kind === "signed") return { kind, scheme, opened: true, why: null, recipients: [] };
    const recipients = named.next().value ?? [];
    return { kind, scheme, opened: layer.opened, why: layer.opened ? null : layer.why, recipients };
  });
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
