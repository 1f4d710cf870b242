/** Certificate authorities of the site: made, asked for certificates, and asked to take them back. */
import {
  addDays,
  AppError,
  type Bytes,
  type EmailAddress,
  err,
  type Fingerprint,
  type ListSecret,
  ok,
  type Random,
  type Result,
  sameAddress,
  type WhyCode,
} from "#base";
import * as store from "#store";
import type { NewKeyKind } from "#smime";
import { smime } from "./crypto-rooms.ts";
import { keyUnusable } from "./key-problem.ts";

/** How long a revocation list is good for those who fetch it; it is written anew when half of that is over. */
const LIST_DAYS = 60;

export interface AuthorityPlan {
  readonly name: string;
  readonly kind: NewKeyKind;
  readonly days: number;
  readonly domains: readonly string[];
  readonly at: Date;
  readonly random: Random;
}

/** A root with an empty revocation list. */
export async function newAuthority(plan: AuthorityPlan): Promise<store.NewAuthority> {
  const { name, at, days, ...rest } = plan;
  const { makeAuthority, writeRevocationList } = await smime();
  const expiresAt = daysAfter(at, days);
  const made = await makeAuthority({ ...rest, name, notBefore: at, notAfter: expiresAt });
  const crlUntil = daysAfter(at, LIST_DAYS);
  const crl = writeRevocationList({
    authority: made,
    revoked: [],
    number: 1,
    thisUpdate: at,
    nextUpdate: crlUntil,
  });
  return { ...made, name, crl, crlNumber: 1, crlUntil, createdAt: at, expiresAt };
}

export interface IssuePlan {
  readonly authority: store.StoredAuthority;
  /** PKCS#8, DER. */
  readonly secret: Bytes;
  readonly address: EmailAddress;
  readonly commonName: string;
  /** A request for a key that the holder has (PKCS#10), or the kind of a new one. */
  readonly key: { readonly request: Bytes } | { readonly kind: NewKeyKind };
  readonly days: number;
  readonly at: Date;
  readonly random: Random;
}

export interface Issued {
  readonly row: Omit<store.IssuedRow, "revokedAt">;
  /** The holder's new key with its chain; null: they have it themselves. It is stored nowhere. */
  readonly holder: ListSecret | null;
}

/** Nothing is stored. */
export async function issue(plan: IssuePlan): Promise<Result<Issued, AppError>> {
  const { authority, secret, address, key, at } = plan;
  const { issueCertificate, newHolderKey } = await smime();
  const asked =
    "request" in key ? await requestedKey(key.request, address) : ok(await newHolderKey(key.kind));
  if (!asked.ok) return asked;
  const { commonName, random } = plan;
  const made = issueCertificate({
    authority: { certificate: authority.certificate, secret },
    address,
    commonName,
    publicKey: asked.value.publicKey,
    notBefore: at,
    notAfter: daysAfter(at, plan.days),
    random,
  });
  if (made.why !== null) return err(cannotIssue(made.why, authority, address));
  const { certificate, fingerprint, serial, notAfter } = made;
  const row = { address, serial, fingerprint, certificate, issuedAt: at, expiresAt: notAfter };
  const certificates = [certificate, authority.certificate];
  const own = asked.value.secret;
  const holder = own === null ? null : ({ scheme: "smime", fingerprint, secret: own, certificates } as const);
  return ok({ row, holder });
}

interface AskedKey {
  readonly publicKey: Bytes;
  readonly secret: Bytes | null;
}

async function requestedKey(file: Bytes, address: EmailAddress): Promise<Result<AskedKey, AppError>> {
  const { readCertificationRequest } = await smime();
  const request = readCertificationRequest(file);
  if (!request.ok) return err(badRequest(request.error));
  const { addresses, publicKey } = request.value;
  const isTheirs = addresses.length === 0 || addresses.some((one) => sameAddress(one, address));
  return isTheirs ? ok({ publicKey, secret: null }) : err(otherAddress(addresses, address));
}

/** Counts at once: on every list where it is bound, and in the authority's revocation list. */
export async function revokeIssued(
  tx: store.Transactor,
  authority: store.StoredAuthority,
  { fingerprint, at }: { readonly fingerprint: Fingerprint; readonly at: Date },
): Promise<void> {
  await store.markRevoked(tx, authority.id, { fingerprint, at });
  await rewriteList(tx, authority, at);
  for (const known of await store.memberKeysEverywhere(tx, fingerprint)) {
    const description = { ...known.description, revoked: true };
    await store.renewMemberKey(tx, known.id, { ...known, description, recipient: null });
  }
}

/** The revocation list (DER), written anew where half of its time is over. */
export async function freshRevocationList(
  tx: store.Transactor,
  authority: store.StoredAuthority,
  at: Date,
): Promise<Bytes> {
  const isFresh = authority.crlUntil > daysAfter(at, LIST_DAYS / 2);
  return isFresh ? authority.crl : rewriteList(tx, authority, at);
}

async function rewriteList(tx: store.Transactor, authority: store.StoredAuthority, at: Date): Promise<Bytes> {
  const { writeRevocationList } = await smime();
  const { id, certificate } = authority;
  const secret = await store.authoritySecret(tx, authority);
  const issued = await store.issuedBy(tx, id);
  const revoked = issued.flatMap(({ serial, revokedAt }) =>
    revokedAt === null ? [] : [{ serial, at: revokedAt }],
  );
  const [crlNumber, crlUntil] = [authority.crlNumber + 1, daysAfter(at, LIST_DAYS)];
  const times = { number: crlNumber, thisUpdate: at, nextUpdate: crlUntil };
  const crl = writeRevocationList({ authority: { certificate, secret }, revoked, ...times });
  await store.storeRevocationList(tx, { id, crl, crlNumber, crlUntil });
  return crl;
}

function daysAfter(at: Date, days: number): Date {
  return addDays(at, days);
}

function cannotIssue(why: WhyCode, { name }: store.StoredAuthority, address: EmailAddress): AppError {
  if (why === "chain-names") {
    const publicText = `${name} is made for other domains and cannot vouch for ${address}. Make another authority: conclave ca init NAME`;
    return new AppError({ code: "not-allowed", publicText });
  }
  if (why === "chain-expired") {
    const publicText = `${name} has expired. Make another authority: conclave ca init NAME`;
    return new AppError({ code: "key-unusable", publicText });
  }
  return keyUnusable(why);
}

function badRequest(why: WhyCode): AppError {
  const publicText =
    why === "bad-signature"
      ? "The request is not signed by the key that it is for. Make it again: openssl req -new -key KEY.pem"
      : "This is no certificate request (PKCS#10). It begins with -----BEGIN CERTIFICATE REQUEST-----";
  return new AppError({ code: "bad-data", publicText });
}

function otherAddress(addresses: readonly EmailAddress[], address: EmailAddress): AppError {
  const publicText = `The request is for ${addresses.join(", ")}, not for ${address}.`;
  return new AppError({ code: "not-allowed", publicText });
}
