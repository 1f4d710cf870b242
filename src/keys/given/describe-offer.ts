import type { Bytes, KeyDescription, Scheme } from "#base";
import { openpgp, smime } from "../crypto-rooms.ts";

export interface DescribedOffer {
  readonly description: KeyDescription;
  readonly use: "both" | "sign" | "encrypt";
}

/** A key that waits for an owner, in words; null if it cannot be read. */
export async function describeOffer(
  { scheme, publicKey }: { readonly scheme: Scheme; readonly publicKey: Bytes },
  at: Date,
): Promise<DescribedOffer | null> {
  const described =
    scheme === "openpgp"
      ? await (await openpgp()).describeKey(publicKey, at)
      : (await smime()).describeCertificate(publicKey, at);
  if (!described.ok) return null;
  const { cannotEncrypt, cannotSign } = described.value;
  const signs = cannotSign !== "key-cannot-sign";
  const use = cannotEncrypt === "key-cannot-encrypt" ? "sign" : signs ? "both" : "encrypt";
  return { description: described.value, use };
}
