/**
 * Names of files in a site directory of certificates as Sympa has it: the address in small letters, each octet beyond
 * letters, digits and -+.@ as `_xx`, and `@sign` or `@enc` behind it if the certificate is for that alone.
 */
import { type EmailAddress, fromUtf8, parseEmailAddress, utf8 } from "#base";

export type CertificateUse = "both" | "sign" | "enc";

const PLAIN = /^[-+.0-9@A-Za-z]$/;

export function certificateFileName(address: EmailAddress, use: CertificateUse): string {
  const octets = [...utf8(address.toLowerCase())];
  const name = octets.map((octet) => {
    const letter = String.fromCharCode(octet);
    return PLAIN.test(letter) ? letter : `_${octet.toString(16).padStart(2, "0")}`;
  });
  return `${name.join("")}${use === "both" ? "" : `@${use}`}`;
}

/** null: no certificate of a person has this name. */
export function addressInFileName(name: string): EmailAddress | null {
  const bare = name.replace(/@(?:sign|enc)$/, "");
  if (!/^(?:[-+.0-9@A-Za-z]|_[0-9a-f]{2})+$/.test(bare)) return null;
  const octets = [...bare.matchAll(/_([0-9a-f]{2})|(.)/g)].map(([, hex, letter = ""]) =>
    hex === undefined ? letter.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  const parsed = parseEmailAddress(fromUtf8(Uint8Array.from(octets)));
  return parsed.ok ? parsed.value : null;
}
