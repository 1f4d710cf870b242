/** The outermost layer of every CMS object (RFC 5652 §3). */
import { type Bytes } from "#base";
import { type Element, readElement, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, refuse } from "../asn1/refusal.ts";

/** "encrypted": EncryptedData (RFC 5652 §8), whose key came another way: nobody can open it by a certificate. */
export type CmsKind =
  | "enveloped"
  | "auth-enveloped"
  | "encrypted"
  | "signed"
  | "certs-only"
  | "compressed"
  | "other"
  | "malformed";

const KINDS: Readonly<Record<string, CmsKind>> = {
  [OID.envelopedData]: "enveloped",
  [OID.authEnvelopedData]: "auth-enveloped",
  [OID.encryptedData]: "encrypted",
  [OID.signedData]: "signed",
  [OID.compressedData]: "compressed",
};

/** Type and content of a ContentInfo; octets after it are ignored (QUIRK: some gateways pad p7m files). */
export function readContentInfo(bytes: Bytes): { type: string; content: Element } {
  const fields = new Cursor(readElement(bytes, 0));
  const type = fields.oid();
  return { type, content: readWhole(fields.take(0xa0).content) };
}

/** What these octets are, without opening or verifying anything. */
export function kindOf(der: Bytes): CmsKind {
  const kind = attempt(() => {
    const { type, content } = readContentInfo(der);
    if (type === OID.signedData) return hasSignerInfos(content) ? "signed" : "certs-only";
    return KINDS[type] ?? "other";
  });
  return kind.ok ? kind.value : "malformed";
}

/** "certs-only" has no content and no signers (RFC 8551 §3.8). */
function hasSignerInfos(signedData: Element): boolean {
  const fields = new Cursor(signedData);
  fields.take(TAG.integer);
  fields.take(TAG.set);
  const encapsulated = new Cursor(fields.take(TAG.sequence));
  encapsulated.oid();
  if (!encapsulated.done) return true;
  while (!fields.done) {
    const field = fields.any();
    if (field.tag === TAG.set) return field.content.length > 0;
  }
  return refuse("malformed");
}
