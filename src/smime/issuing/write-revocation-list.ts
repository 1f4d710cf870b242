/** Certificate revocation lists of an authority of one's own (RFC 5280 §5). */
import { type Bytes, fromHex } from "#base";
import { TAG } from "../asn1/ber.ts";
import { extension } from "../certificates/build-certificate.ts";
import { keyIdentifierOf, readCertificate } from "../certificates/certificate.ts";
import { der, integer, sequence, smallInteger, time } from "../asn1/der.ts";
import { type Authority, issuerOf } from "./make-authority.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";
import { signingWith } from "../signatures/signing-with.ts";

export interface RevokedCertificate {
  /** Contents of the INTEGER, hexadecimal. */
  readonly serial: string;
  readonly at: Date;
}

export interface RevocationListRequest {
  readonly authority: Authority;
  readonly revoked: readonly RevokedCertificate[];
  /** One more than that of the list before (RFC 5280 §5.2.3). */
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** CertificateList, DER. */
export function writeRevocationList(request: RevocationListRequest): Bytes {
  const { authority, revoked, number, thisUpdate, nextUpdate } = request;
  const { name, key } = issuerOf(authority);
  const signing = signingWith(key) ?? refuse("unsupported");
  const algorithm = signing.inCertificate;
  const identifier = keyIdentifierOf(readCertificate(authority.certificate));
  const entries = revoked.map(({ serial, at }) => sequence(der(TAG.integer, fromHex(serial)), time(at)));
  const tbs = sequence(
    smallInteger(1),
    algorithm,
    name,
    time(thisUpdate),
    time(nextUpdate),
    // RFC 5280 §5.1.2.6: where there are none, the field is absent.
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    der(
      0xa0,
      sequence(
        extension(OID.authorityKeyIdentifier, sequence(der(0x80, identifier))),
        extension(OID.crlNumber, integer(number)),
      ),
    ),
  );
  return sequence(tbs, algorithm, der(TAG.bitString, Buffer.from([0]), signing.sign(tbs)));
}
