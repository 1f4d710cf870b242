/**
 * What an OCSP responder answered (RFC 6960 §4.2). It comes over plain HTTP: only the signature of the certificate's own
 * issuer counts, or of a responder that this issuer named for it (RFC 6960 §4.2.2.2).
 */
import { type Bytes, DAY_MS, equalBytes, err, LIMITS, ok, type Result } from "#base";
import { childrenOf, type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { readTime } from "../asn1/read-time.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { type Certificate, readCertificate, readExtensions } from "../certificates/certificate.ts";
import { readableLists } from "../certificates/revocation-list.ts";
import { isAbout, type IssuedBy } from "./certificate-id.ts";
import { isSignedByResponder } from "./responder.ts";
import type { StatusQuestion } from "./status-request.ts";

export interface CertificateStatus {
  readonly status: "good" | "revoked";
  readonly thisUpdate: Date;
  /** Until when it counts as an answer. */
  readonly until: Date;
}

/**
 * "refused": the responder said that it does not answer. "unknown": it does not know the certificate. "other": it
 * speaks of other certificates only.
 */
export type StatusFault =
  | "malformed"
  | "refused"
  | "not-by-an-authority"
  | "other-nonce"
  | "other"
  | "unknown"
  | "stale"
  | "from-the-future";

/** Clocks of responders that are ahead of ours. */
const SKEW_MS = 5 * 60 * 1000;
/** How long an answer counts that does not say when the next one comes. */
const UNSAID_MS = DAY_MS;

interface Response {
  readonly tbs: Element;
  readonly signatureAlgorithm: Element;
  readonly signature: Bytes;
  /** That came along, at most as many as a path may have. */
  readonly certificates: readonly Certificate[];
}

export interface AskedStatus extends StatusQuestion {
  /** The present. */
  readonly at: Date;
  /** Revocation lists that are known, DER: of responders too. */
  readonly lists: readonly Bytes[];
}

export function readStatusResponse(
  file: Bytes,
  question: AskedStatus,
): Result<CertificateStatus, StatusFault> {
  const read = attempt(() => judge(file, question));
  return read.ok ? read.value : err("malformed");
}

function judge(
  file: Bytes,
  { certificate, issuer, nonce, at, lists }: AskedStatus,
): Result<CertificateStatus, StatusFault> {
  if (file.length > LIMITS.statusResponseBytes) return err("malformed");
  const about: IssuedBy = { certificate: readCertificate(certificate), issuer: readCertificate(issuer) };
  const response = readResponse(file);
  if (response === null) return err("refused");
  const signed = { ...response, tbs: response.tbs.raw, responderId: idOf(response) };
  const asked = { issuer: about.issuer, lists: readableLists(lists), at };
  if (!isSignedByResponder(signed, asked)) return err("not-by-an-authority");
  const { answers, extensions } = dataOf(response);
  const returned = extensions.get(OID.ocspNonce)?.value;
  // Responders that answer from a store repeat none (RFC 9654 §3): their times alone say how old an answer is.
  if (returned !== undefined && !equalBytes(octetsOf(readWhole(returned)), nonce)) return err("other-nonce");
  const answer = answers.find((one) => isAbout(new Cursor(one).take(TAG.sequence), about));
  return answer === undefined ? err("other") : statusIn(answer, at);
}

/** OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] EXPLICIT OPTIONAL }; null: no answer. */
function readResponse(file: Bytes): Response | null {
  const outer = Cursor.over(file);
  const status = outer.take(ENUMERATED).content;
  if (status.length !== 1 || status[0] !== 0) return null;
  const bytes = new Cursor(readWhole(outer.take(0xa0).content));
  if (bytes.oid() !== OID.ocspBasic) return refuse("unsupported");
  const basic = Cursor.over(octetsOf(bytes.take(TAG.octetString)));
  const tbs = basic.take(TAG.sequence);
  const signatureAlgorithm = basic.take(TAG.sequence);
  const signature = basic.take(TAG.bitString).content.subarray(1);
  const along = basic.optional(0xa0);
  const certificates = along === null ? [] : childrenOf(readWhole(along.content));
  return {
    tbs,
    signatureAlgorithm,
    signature,
    certificates: certificates.slice(0, LIMITS.certificateChain).map(({ raw }) => readCertificate(raw)),
  };
}

const ENUMERATED = 0x0a;

/** ResponseData ::= SEQUENCE { version [0] DEFAULT v1, responderID, producedAt, responses, responseExtensions [1] } */
function dataOf({ tbs }: Response) {
  const fields = new Cursor(tbs);
  fields.optional(0xa0);
  fields.take(0xa1, 0xa2);
  readTime(fields.take(TAG.generalizedTime));
  const answers = childrenOf(fields.take(TAG.sequence));
  const extensions = readExtensions(fields.optional(0xa1));
  refuseCritical(extensions);
  return { answers, extensions };
}

function idOf({ tbs }: Response): Element {
  const fields = new Cursor(tbs);
  fields.optional(0xa0);
  return fields.take(0xa1, 0xa2);
}

/** SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] OPTIONAL, singleExtensions [1] OPTIONAL } */
function statusIn(answer: Element, at: Date): Result<CertificateStatus, StatusFault> {
  const fields = new Cursor(answer);
  fields.take(TAG.sequence);
  const status = STATUSES[fields.any().tag] ?? refuse("malformed");
  const thisUpdate = readTime(fields.take(TAG.generalizedTime));
  const next = fields.optional(0xa0);
  refuseCritical(readExtensions(fields.optional(0xa1)));
  if (status === "unknown") return err("unknown");
  if (thisUpdate.getTime() > at.getTime() + SKEW_MS) return err("from-the-future");
  const until = next ? readTime(readWhole(next.content)) : new Date(thisUpdate.getTime() + UNSAID_MS);
  return until <= at ? err("stale") : ok({ status, thisUpdate, until });
}

/** CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] UnknownInfo } */
const STATUSES: Readonly<Record<number, "good" | "revoked" | "unknown">> = {
  0x80: "good",
  0xa1: "revoked",
  0x82: "unknown",
};

function refuseCritical(extensions: ReturnType<typeof readExtensions>): void {
  if ([...extensions.values()].some(({ critical }) => critical)) refuse("unsupported");
}
