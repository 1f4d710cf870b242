/** Public keys as the one file that another program asks for. */
import { type Bytes, concatBytes, utf8 } from "#base";
import { openpgp, smime } from "./crypto-rooms.ts";

/** Of certificates: PEM (RFC 7468 §5), DER, "certs-only" CMS (RFC 8551 §3.8). Of OpenPGP keys: as they are, or armoured. */
export const KEY_FILE_FORMS = ["pem", "der", "p7", "openpgp", "armor"] as const;

export type KeyFileForm = (typeof KEY_FILE_FORMS)[number];

export function schemeOfForm(form: KeyFileForm): "openpgp" | "smime" {
  return form === "openpgp" || form === "armor" ? "openpgp" : "smime";
}

/**
 * @param keys of the form's scheme: transferable public keys (RFC 9580 §10.1), or chains of certificates in DER, own one
 *   first; a file in DER holds the first certificate alone
 */
export async function publicKeyFile(form: KeyFileForm, keys: readonly (readonly Bytes[])[]): Promise<Bytes> {
  const all = keys.flat();
  if (form === "openpgp") return concatBytes(...all);
  if (form === "armor") {
    const { armourKey } = await openpgp();
    return utf8(all.map(armourKey).join(""));
  }
  if (form === "der") return all[0] ?? concatBytes();
  const { armourCertificate, certsOnly } = await smime();
  const once = all.filter((one, i) => all.findIndex((other) => Buffer.compare(one, other) === 0) === i);
  return form === "p7" ? certsOnly(once) : utf8(once.map(armourCertificate).join(""));
}
