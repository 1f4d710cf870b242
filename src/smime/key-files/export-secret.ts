/** Writes a list's key as PEM: PKCS#8, under a passphrase if there is one, then its certificates. */
import { createPrivateKey } from "node:crypto";
import type { Bytes, ListSecret } from "#base";
import { toPem } from "./pem.ts";

/** Readable by openssl, gpgsm and `unlockSecret`; the passphrase protects with AES-256 (PBES2). */
export function exportSecret(secret: ListSecret, passphrase: string | null): string {
  const key = createPrivateKey({ key: Buffer.from(secret.secret), format: "der", type: "pkcs8" });
  const pem = key.export({
    format: "pem",
    type: "pkcs8",
    ...(passphrase === null ? {} : { cipher: "aes-256-cbc", passphrase }),
  });
  return [pem.toString(), ...secret.certificates.map(armourCertificate)].join("");
}

export function armourCertificate(certificate: Bytes): string {
  return toPem("CERTIFICATE", certificate);
}
