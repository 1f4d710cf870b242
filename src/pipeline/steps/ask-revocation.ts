import { createHash } from "node:crypto";
import { type Fingerprint, toHex, type WhyCode } from "#base";
import type { ListedStatus } from "#smime";
import {
  authorities,
  memberKeyByFingerprint,
  revocationListsOfSite,
  type StoredStatus,
  statusesOf,
} from "#store";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * `revocation = hard` and `ocsp = yes`: whether an answer that is in time says that the signer's certificate, and each
 * above it, is good. Nothing is fetched here: what is missing is asked for in the background, and a post waits for it;
 * at other doors it counts as not signed. What a responder revoked does not count under `soft` either.
 */
export async function askRevocation(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { revocation, ocsp } = mail.list.settings;
  if (revocation === "off" || (revocation !== "hard" && ocsp === "no")) return go(mail);
  const signer = signerOf(mail);
  if (signer === null) return go(mail);
  const path = await pathOf(mail, context, signer);
  const fingerprints = (path ?? []).map(({ fingerprint }) => fingerprint);
  const answers = await context.db.read((tx) => statusesOf(tx, fingerprints));
  const why = whyRevoked(path ?? [], answers);
  if (why !== null) return go(notSigned(mail, why));
  if (revocation !== "hard") return go(mail);
  const missing = path?.filter((one) => !isAnswered(one, answers, mail.judgedAt)) ?? null;
  if (missing?.length === 0) return go(mail);
  const unansweredFor = missing ?? [];
  return go({ ...(mail.door === "post" ? mail : notSigned(mail, "revocation-unknown")), unansweredFor });
}

/** The S/MIME certificate that the author's signature is by. */
function signerOf({ author, opened }: InFlight): Fingerprint | null {
  const signature = opened?.signatures.find(
    (one) =>
      one.verdict === "valid" && one.scheme === "smime" && author.authentic && one.signer === author.signer,
  );
  return signature?.signer ?? null;
}

async function pathOf(
  { list, opened, judgedAt }: InFlight,
  { db, keyring }: StepContext,
  signer: Fingerprint,
): Promise<readonly ListedStatus[] | null> {
  const { pathStatuses } = await import("#smime");
  const embedded = opened?.certificates ?? [];
  const [bound, own] = await db.read(async (tx) => [
    await memberKeyByFingerprint(tx, list.id, signer),
    [...(await authorities(tx)).map(({ certificate }) => certificate), ...(await revocationListsOfSite(tx))],
  ]);
  const certificate = bound?.publicKey ?? embedded.find((der) => fingerprintOf(der) === signer);
  if (certificate === undefined) return null;
  const anchors = [...(await keyring.anchors(list.settings)), ...own];
  return pathStatuses({ certificate, embedded, anchors, at: judgedAt });
}

function fingerprintOf(der: Uint8Array): string {
  return toHex(createHash("sha256").update(der).digest()).toUpperCase();
}

function whyRevoked(path: readonly ListedStatus[], answers: readonly StoredStatus[]): WhyCode | null {
  const revoked = new Set(
    answers.filter(({ status }) => status === "revoked").map(({ fingerprint }) => fingerprint),
  );
  const place = path.findIndex(({ fingerprint, byList }) => byList === "revoked" || revoked.has(fingerprint));
  if (place < 0) return null;
  return place === 0 ? "key-revoked" : "chain-revoked";
}

function isAnswered(
  { fingerprint, byList }: ListedStatus,
  answers: readonly StoredStatus[],
  at: Date,
): boolean {
  if (byList === "good") return true;
  const answer = answers.find((one) => one.fingerprint === fingerprint);
  return answer?.status === "good" && answer.until !== null && answer.until > at;
}

function notSigned(mail: InFlight, why: WhyCode): InFlight {
  const { address, member } = mail.author;
  return { ...mail, author: { authentic: false, address, why, member } };
}
