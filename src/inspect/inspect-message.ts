/** One mail message: opened, verified and judged by the rules that the server has for a post. */
import { addressKey, type Author, type Bytes, type WhyCode } from "#base";
import { decodeWords, type Entity, type MimeProblem, parseMessage } from "#mime";
import {
  type Glimpse,
  type HeaderField,
  judgeAuthor,
  openPost,
  type OpenResult,
  type ProtectRequest,
} from "#protect";
import { describeCertificate, isVouchedFor } from "#smime";
import { type AddressedKey, bindingsOf } from "./bindings.ts";
import { type Keyring, keysNamed } from "./keys/keyring.ts";
import { layerReports, signatureReport } from "./report/found-reports.ts";
import type { Problem } from "./report/problems.ts";
import type { AuthorReport, Finding } from "./report/report.ts";
import { sealedAttachments } from "./sealed-attachments.ts";
import { timeProblems } from "./report/time-problems.ts";

/** @param message CRLF line ends, unless it mixes them */
export async function inspectMessage(message: Bytes, keyring: Keyring): Promise<Finding> {
  const opened = await openPost(openRequest(message, keyring));
  const seen = opened.ok ? opened.value : opened.seen;
  if (seen === null) return untold(opened.ok ? "malformed" : opened.why);
  const author = judge(seen, keyring);
  const attached = opened.ok ? sealedAttachments(opened.value.content) : [];
  return {
    layers: [...layerReports(seen.layers, message), ...attached],
    signatures: seen.signatures.map((signature) => signatureReport(signature, keyring)),
    author: seen.from.entries > 0 || isMail(message) ? authorReport(author, opened) : NO_AUTHOR,
    subject: subjectIn(seen.headers),
    problems: [
      ...(opened.ok ? timeProblems(author, seen.signatures, keyring) : []),
      ...problemsOf(message, seen, opened),
      ...(attached.length > 0 ? (["sealed-attachment"] as const) : []),
    ],
  };
}

export function openRequest(message: Bytes, keyring: Keyring): ProtectRequest {
  const { secrets, anchors, known, at } = keyring;
  return {
    message,
    at,
    secrets,
    signers: (hints) => Promise.resolve(keysNamed(known, hints)),
    anchors,
    // Without authorities a certificate that nobody named is unknown, not untrusted.
    trust: anchors.length > 0 ? "ca" : "bound",
    open: { openpgp: true, smime: true },
    verify: { openpgp: true, smime: true },
  };
}

/** A message beyond the limits: nothing in it was looked at. */
function untold(why: WhyCode): Finding {
  const author = { address: null, authentic: false, why };
  return { layers: [], signatures: [], author, subject: null, problems: [why] };
}

function judge(seen: Glimpse, keyring: Keyring): Author {
  const named = keyring.known.map(({ description }) => description);
  const vouched = vouchedFor(seen, keyring);
  return judgeAuthor(seen, bindingsOf([...named, ...vouched]));
}

/**
 * Certificates that came along and that a named authority vouches for: bound like those that were named themselves,
 * so that a bad signature of theirs counts against the author, too (S3).
 */
function vouchedFor({ signatures, certificates }: Glimpse, keyring: Keyring): readonly AddressedKey[] {
  const { anchors, known, at } = keyring;
  if (anchors.length === 0) return [];
  const unnamed = new Set(signatures.map(({ signer }) => signer));
  for (const { key } of known) unnamed.delete(key.fingerprint);
  return certificates.flatMap((certificate) => {
    const described = describeCertificate(certificate, at);
    if (!described.ok || !unnamed.has(described.value.fingerprint)) return [];
    return isVouchedFor(certificate, { embedded: certificates, anchors, at }) ? [described.value] : [];
  });
}

function authorReport(author: Author, opened: OpenResult): AuthorReport {
  const address = author.address === null ? null : addressKey(author.address);
  if (!opened.ok) return { address, authentic: false, why: opened.why };
  return { address, authentic: author.authentic, why: author.authentic ? null : author.why };
}

const NO_AUTHOR: AuthorReport = { address: null, authentic: false, why: "no-message" };

/** A MIME entity alone has none of the fields that a mail has (RFC 2045 §9). */
function isMail(message: Bytes): boolean {
  const parsed = parseMessage(message);
  return (
    !parsed.ok || parsed.value.header.fields.some(({ name }) => !/^(?:content-|mime-version$)/i.test(name))
  );
}

function subjectIn(headers: readonly HeaderField[]): string | null {
  const field = headers.find(({ name }) => name.toLowerCase() === "subject");
  return field === undefined ? null : decodeWords(field.value);
}

function problemsOf(message: Bytes, seen: Glimpse, opened: OpenResult): readonly Problem[] {
  const parsed = parseMessage(message);
  const form = parsed.ok ? [...formProblems(parsed.value)] : [];
  return [...new Set([...whatOpeningSays(opened), ...seen.problems, ...form])];
}

/** S13: what was opened can have been changed, and nobody signed it. */
export function whatOpeningSays(opened: OpenResult): readonly Problem[] {
  if (!opened.ok) return [opened.why];
  return opened.value.integrity ? [] : ["no-integrity"];
}

function* formProblems(entity: Entity): Generator<MimeProblem> {
  yield* entity.problems;
  for (const child of entity.children) yield* formProblems(child);
}
