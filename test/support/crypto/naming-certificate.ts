/** A multipart/signed post whose signature names the certificate that its author wants mail sealed to (RFC 8551 §2.5.3). */
import { sign } from "node:crypto";
import type { Bytes, ListSecret } from "#base";
import { composePart, encodeBase64Lines } from "#mime";
import { oid, retag, sequence, time } from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { issuerAndSerial, readCertificate } from "../../../src/smime/certificates/certificate.ts";
import { entity, multipartSigned } from "../programs/correspondents.ts";
import { attribute, contentAttributes, signedDataBy } from "./cms-signer.ts";

const certificateOf = ({ certificates: [own = new Uint8Array()] }: ListSecret): Bytes => own;

/** Signed by one, who wants mail sealed to the other; both certificates come along. */
export function namingCertificate(by: ListSecret, named: ListSecret, at: Date): Bytes {
  const content = entity("hello");
  const preference = retag(issuerAndSerial(readCertificate(certificateOf(named))), 0xa0);
  const signature = signedDataBy({
    by: { ...by, certificates: [certificateOf(by), certificateOf(named)] },
    content,
    digestId: OID.sha256,
    algorithm: sequence(oid(OID.ecdsaWithSha256)),
    sign: (octets, key) => sign("sha256", octets, key),
    attributes: [
      ...contentAttributes(content, OID.sha256),
      attribute(OID.signingTime, time(at)),
      attribute(OID.encryptionKeyPreference, preference),
    ],
  });
  const part = composePart({
    fields: [
      ["Content-Type", "application/pkcs7-signature; name=smime.p7s"],
      ["Content-Transfer-Encoding", "base64"],
    ],
    body: encodeBase64Lines(signature),
  });
  return multipartSigned("application/pkcs7-signature", "sha-256", [content, part]);
}
