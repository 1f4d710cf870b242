import type { Bytes } from "#base";
import { attempt } from "../asn1/refusal.ts";
import { readCertificate } from "./certificate.ts";

/** Who issued a certificate (DER), in one line: "CN=Our CA, O=Example"; null: it does not say, or cannot be read. */
export function issuerName(der: Bytes): string | null {
  const read = attempt(() => readCertificate(der).x509.issuer as string | undefined);
  const name = read.ok ? read.value?.split("\n").filter(Boolean).join(", ") : undefined;
  return name === undefined || name === "" ? null : name;
}
