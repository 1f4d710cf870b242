/** The verdict on one SignerInfo: first the mathematics, then policy, then whose certificate it is. */
import { createHash } from "node:crypto";
import { type Bytes, equalBytes, type Signature, type WhyCode } from "#base";
import { sameAlgorithm } from "../asn1/algorithm-identifier.ts";
import { type Element, TAG } from "../asn1/ber.ts";
import { addressesOf } from "../certificates/certificate-addresses.ts";
import {
  type Certificate,
  issuerAndSerial,
  keyIdentifierOf,
  publicKeyOf,
} from "../certificates/certificate.ts";
import { digest, DIGESTS } from "./digest.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm, whyWrong } from "./signature-algorithm.ts";
import {
  type CertificateHash,
  looksLikeAttributes,
  readSignedAttributes,
  refuseMisplaced,
  type SignedAttributes,
} from "./signed-attributes.ts";
import { readSignerInfo, type SignerInfo } from "./signed-data.ts";
import type { VerificationEffort } from "./verification-effort.ts";
import { type SignerTrust, whyNotCounted } from "./why-not-counted.ts";

export interface SignerContext extends SignerTrust {
  readonly content: Bytes;
  readonly effort: VerificationEffort;
}

interface Statement {
  readonly info: SignerInfo;
  readonly algorithm: SignatureAlgorithm;
  readonly attributes: SignedAttributes | null;
  readonly contentDigest: Bytes;
}

/** Certificates tried for one signature: many may come along under one name. */
const MAX_CANDIDATES = 4;

type Verdict = Exclude<Signature["verdict"], "valid">;

/** Never throws for what a message brings: what cannot be read or judged is a verdict, too. */
export function judgeSigner(element: Element, context: SignerContext): Signature {
  const read = attempt(() => readStatement(element, context));
  if (!read.ok) return plain(read.error);
  const judged = attempt(() => judgeStatement(read.value, context));
  return judged.ok ? judged.value : plain(judged.error);
}

/** Whether a SignerInfo names this certificate; false for one that cannot be read. */
export function identifies(element: Element, certificate: Certificate): boolean {
  const info = attempt(() => readSignerInfo(element));
  return info.ok && names(info.value.sid, certificate);
}

function names(sid: Element, certificate: Certificate): boolean {
  if (sid.tag === TAG.sequence) return equalBytes(sid.raw, issuerAndSerial(certificate));
  const identifier = attempt(() => keyIdentifierOf(certificate));
  return identifier.ok && equalBytes(sid.content, identifier.value);
}

function readStatement(element: Element, context: SignerContext): Statement {
  const info = readSignerInfo(element);
  const algorithm = readSignatureAlgorithm(info.signatureAlgorithm, info.digestId);
  const attributes = info.signedAttrs && readSignedAttributes(info.signedAttrs);
  if (info.unsignedAttrs) refuseMisplaced(info.unsignedAttrs);
  if (attributes === null && looksLikeAttributes(context.content)) refuse("malformed");
  if (attributes !== null && attributes.contentType !== OID.data) refuse("malformed");
  if (attributes && !algorithmsAgree(attributes, info)) refuse("malformed");
  return { info, algorithm, attributes, contentDigest: context.effort.digest(algorithm.digest) };
}

/** RFC 6211 §3: what the attribute names is what was used. */
function algorithmsAgree({ protectedAlgorithms }: SignedAttributes, info: SignerInfo): boolean {
  if (!protectedAlgorithms) return true;
  const { digest: named, signature } = protectedAlgorithms;
  return sameAlgorithm(named, info.digestAlgorithm) && sameAlgorithm(signature, info.signatureAlgorithm);
}

function judgeStatement(statement: Statement, context: SignerContext): Signature {
  const candidates = candidatesFor(statement, context);
  const found = firstRight(statement, candidates, context);
  const certificate = found?.certificate ?? candidates[0];
  if (!certificate) return plain("unknown-key");
  const why = found ? whyNotCounted(statement, certificate, context) : "bad-signature";
  const at = statement.attributes?.signingTime ?? null;
  const preference = statement.attributes?.encryptionPreference;
  const said = found && preference ? { encryptionPreference: preference } : {};
  if (why || !found) {
    const other = { ...plain(why ?? "bad-signature"), signer: certificate.fingerprint, ...said };
    return at ? { ...other, at } : other;
  }
  return {
    verdict: "valid",
    scheme: "smime",
    signer: certificate.fingerprint,
    addresses: addressesOf(certificate),
    at,
    algorithm: statement.algorithm.text,
    covers: "whole",
    mark: markOf(statement, found),
    intendedRecipients: [],
    ...said,
  };
}

/** By fingerprint: a bound certificate that came along, too, is one. */
function candidatesFor({ info }: Statement, { bound, embedded }: SignerContext): Certificate[] {
  const named = [...bound.keys(), ...embedded].filter((certificate) => names(info.sid, certificate));
  const isFirst = ({ fingerprint }: Certificate, place: number): boolean =>
    named.findIndex((one) => one.fingerprint === fingerprint) === place;
  return named.filter(isFirst).slice(0, MAX_CANDIDATES);
}

interface Right {
  readonly certificate: Certificate;
  /** What the signature covers: an encoding of the attributes, or the content. */
  readonly covered: Bytes;
}

function firstRight(
  statement: Statement,
  candidates: readonly Certificate[],
  context: SignerContext,
): Right | null {
  for (const certificate of candidates) {
    const covered = coveredBy(statement, certificate, context);
    if (covered) return { certificate, covered };
  }
  return null;
}

function coveredBy(statement: Statement, certificate: Certificate, context: SignerContext): Bytes | null {
  const { info, algorithm, attributes, contentDigest: made } = statement;
  if (attributes && !equalBytes(attributes.messageDigest, made)) return null;
  if (attributes && !attributes.signingCertificates.every((named) => hashFits(named, certificate)))
    return null;
  const right = (octets: Bytes): boolean => {
    const { signature } = info;
    context.effort.spend(octets);
    const why = attempt(() => whyWrong(algorithm, publicKeyOf(certificate), { octets, signature }));
    return why.ok && why.value === null;
  };
  return (attributes ? attributes.encodings : [context.content]).find(right) ?? null;
}

/** Nobody can put another certificate with the same key in the signer's place (RFC 5035 §1). */
function hashFits({ digestId, hash }: CertificateHash, certificate: Certificate): boolean {
  const known = DIGESTS[digestId];
  return known !== undefined && equalBytes(digest(known.name, certificate.der), hash);
}

/**
 * The same for altered signature octets (S4), and another for another signer: attributes of two people who sign
 * the same within one second can be the same octets.
 */
function markOf({ attributes, contentDigest: made }: Statement, { certificate, covered }: Right): Bytes {
  const hash = createHash("sha256").update(certificate.fingerprint);
  if (attributes) hash.update(covered);
  return hash.update(made).digest();
}

const VERDICTS: Readonly<Partial<Record<WhyCode, Verdict>>> = {
  malformed: "malformed",
  "too-deep": "malformed",
  "too-large": "malformed",
  unsupported: "unsupported",
  "weak-algorithm": "weak",
  "weak-hash": "weak",
  "weak-key": "weak",
  "unknown-key": "unknown-key",
  "bad-signature": "invalid",
  "key-expired": "expired",
  "key-revoked": "revoked",
};

function plain(why: WhyCode): Extract<Signature, { why: WhyCode }> {
  return { verdict: VERDICTS[why] ?? "untrusted", scheme: "smime", why, covers: "whole" };
}
