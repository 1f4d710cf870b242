/** Verifies SignedData, detached or opaque: content and one verdict per SignerInfo. */
import {
  type Bytes,
  oncePer,
  type Signature,
  type SignerHint,
  type SignerKey,
  type SignerLookup,
  type WhyCode,
} from "#base";
import { type Certificate, readCertificate } from "../certificates/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { attempt } from "../asn1/refusal.ts";
import { readableLists } from "../certificates/revocation-list.ts";
import { type ExpansionHistory, expansionHistory } from "./expansion-history.ts";
import { readSignedData, type SignedData } from "./signed-data.ts";
import { VerificationEffort } from "./verification-effort.ts";
import { identifies, judgeSigner, type SignerContext } from "./judge-signer.ts";

export interface VerifyRequest {
  readonly der: Bytes;
  /** Detached: the octets that were signed, in canonical form (RFC 8551 §3.1.1). */
  readonly content: Bytes | null;
  readonly at: Date;
  readonly signers: SignerLookup;
  /** DER of authorities, and of their revocation lists. */
  readonly anchors: readonly Bytes[];
  readonly trust: "bound" | "ca";
}

export type VerifyOutcome =
  | {
      readonly content: Bytes | null;
      readonly signatures: readonly Signature[];
      readonly certificates: readonly Bytes[];
      /** Of lists, whether or not the signature that tells it counts. */
      readonly history: ExpansionHistory | null;
    }
  | {
      readonly content: null;
      readonly why: WhyCode;
      readonly signatures: readonly Signature[];
      readonly certificates: readonly Bytes[];
    };

/**
 * `content` is what was signed. Content both inside and beside is refused ("content-twice", S3); no
 * SignerInfo means no signatures. `certificates` are all that came along, as they came.
 */
export async function verifySigned(request: VerifyRequest): Promise<VerifyOutcome> {
  const read = attempt(() => readSignedData(request.der));
  if (!read.ok) return { content: null, why: read.error, signatures: [], certificates: [] };
  const data = read.value;
  const refused = whyRefused(data, request.content);
  const content = data.content ?? request.content;
  if (refused || content === null)
    return { content: null, why: refused ?? "malformed", signatures: [], certificates: data.certificates };
  const signatures = await judge(data, content, request);
  return { content, signatures, certificates: data.certificates, history: expansionHistory(data) };
}

function whyRefused(data: SignedData, beside: Bytes | null): WhyCode | null {
  if (data.content !== null && beside !== null) return "content-twice";
  // RFC 8551 §2.4.1: signed mail is id-data.
  return data.contentType === OID.data ? null : "unsupported";
}

async function judge(data: SignedData, content: Bytes, request: VerifyRequest): Promise<Signature[]> {
  if (data.signerInfos.length === 0) return [];
  const embedded = readable(data.certificates);
  const bound = await askSigners(data, embedded, request.signers);
  const context: SignerContext = {
    content,
    embedded,
    bound,
    at: request.at,
    anchors: readable(request.anchors),
    revocationLists: readableLists([...request.anchors, ...data.revocationLists]),
    trust: request.trust,
    effort: new VerificationEffort(content),
  };
  return data.signerInfos.map((info) => judgeSigner(info, context));
}

/** One hint per certificate that a SignerInfo names; one without certificate if some signer came without. */
async function askSigners(
  data: SignedData,
  embedded: readonly Certificate[],
  signers: SignerLookup,
): Promise<ReadonlyMap<Certificate, SignerKey>> {
  const named = embedded.filter((certificate) =>
    data.signerInfos.some((info) => identifies(info, certificate)),
  );
  const missing = data.signerInfos.some(
    (info) => !named.some((certificate) => identifies(info, certificate)),
  );
  const hints: SignerHint[] = named.map(({ der }) => ({ scheme: "smime", certificate: der }));
  if (missing) hints.push({ scheme: "smime", certificate: null });
  const keys = (await signers(hints)).filter(({ scheme }) => scheme === "smime");
  return new Map(
    keys.flatMap((key) => readable([key.bytes]).map((certificate) => [certificate, key] as const)),
  );
}

/** Authorities are the same octets for many messages. */
const certificateIn: (der: Bytes) => Certificate = oncePer(readCertificate);

/** Certificates that cannot be read are passed over: they can neither sign nor vouch. */
function readable(certificates: readonly Bytes[]): Certificate[] {
  return certificates.flatMap((der) => {
    const read = attempt(() => certificateIn(der));
    return read.ok ? [read.value] : [];
  });
}
