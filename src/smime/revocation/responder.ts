/** Who may answer for an issuer: itself, or whom it certified for nothing else (RFC 6960 §4.2.2.2). */
import { type Bytes, equalBytes } from "#base";
import { type Element, octetsOf, readWhole } from "../asn1/ber.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, orRefuse } from "../asn1/refusal.ts";
import { purposesOf } from "../certificates/certificate-extensions.ts";
import { type Certificate, publicKeyOf } from "../certificates/certificate.ts";
import { sameName } from "../certificates/distinguished-name.ts";
import { whyNotAt, whyWeak } from "../certificates/purpose.ts";
import { isRevoked, type RevocationList } from "../certificates/revocation-list.ts";
import { isWeakSignature, readSignatureAlgorithm, whyWrong } from "../signatures/signature-algorithm.ts";
import { keyHash } from "./certificate-id.ts";

export interface SignedAnswer {
  readonly tbs: Bytes;
  /** byName [1] or byKey [2]. */
  readonly responderId: Element;
  readonly signatureAlgorithm: Element;
  readonly signature: Bytes;
  readonly certificates: readonly Certificate[];
}

/** Hashes that an answer may be signed with: it gives trust. */
const DIGESTS = [OID.sha256, OID.sha384, OID.sha512];

export interface Asked {
  readonly issuer: Certificate;
  /** A responder that one of them revokes does not count any more. */
  readonly lists: readonly RevocationList[];
  readonly at: Date;
}

export function isSignedByResponder(answer: SignedAnswer, asked: Asked): boolean {
  const { issuer } = asked;
  return [issuer, ...answer.certificates]
    .filter((one) => isNamed(answer.responderId, one))
    .some((one) => (one === issuer || isDelegate(one, asked)) && isBy(answer, one));
}

function isNamed({ tag, content }: Element, { subject, subjectPublicKeyInfo }: Certificate): boolean {
  const named = attempt(() =>
    tag === 0xa1
      ? sameName(readWhole(content).raw, subject)
      : equalBytes(octetsOf(readWhole(content)), keyHash(subjectPublicKeyInfo)),
  );
  return named.ok && named.value;
}

/** Issued by the issuer itself for this purpose, in its time, with a key of today's strength. */
function isDelegate(certificate: Certificate, { issuer, lists, at }: Asked): boolean {
  const may = attempt(
    () =>
      sameName(certificate.issuer, issuer.subject) &&
      (purposesOf(certificate) ?? []).includes(OID.ocspSigning) &&
      whyNotAt(certificate, at) === null &&
      whyWeak(publicKeyOf(certificate)) === null &&
      !isWeakSignature(certificate.signatureAlgorithm) &&
      orRefuse(() => certificate.x509.verify(publicKeyOf(issuer))) &&
      !isRevoked(certificate, [issuer], lists, at),
  );
  return may.ok && may.value;
}

function isBy({ tbs, signatureAlgorithm, signature }: SignedAnswer, signer: Certificate): boolean {
  return DIGESTS.some((digestId) => {
    const right = attempt(() => {
      const algorithm = readSignatureAlgorithm(signatureAlgorithm, digestId);
      return whyWrong(algorithm, publicKeyOf(signer), { octets: tbs, signature }) === null;
    });
    return right.ok && right.value;
  });
}
