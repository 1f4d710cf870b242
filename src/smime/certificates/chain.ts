/**
 * Finds a valid path from a signer's certificate to the configured authorities: any valid one will do.
 * Any certificate among the anchors ends a path, an intermediate too (S2).
 */
import { type Bytes, equalBytes, LIMITS, oncePer, type WhyCode } from "#base";
import { type Certificate, keyIdentifierOf, publicKeyOf } from "./certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { sameName } from "./distinguished-name.ts";
import type { NameBudget } from "./name-constraints.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, orRefuse } from "../asn1/refusal.ts";
import type { RevocationList } from "./revocation-list.ts";
import { whyPathFails } from "./validate-path.ts";

export interface ChainContext {
  readonly embedded: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly at: Date;
  /** What the operator or the message brought along. */
  readonly revocationLists?: readonly RevocationList[];
}

/** What was spent so far for one message. */
interface ChainBudget extends NameBudget {
  signaturesChecked: number;
}

interface Search {
  readonly context: ChainContext;
  readonly budget: ChainBudget;
  /** Why the first path that reached an anchor is not valid. */
  why: WhyCode | null;
  valid: readonly Certificate[] | null;
}

/** All signers of a message share a context: one full of signatures and certificates costs no more than another. */
const budgetOf: (context: ChainContext) => ChainBudget = oncePer(() => ({
  signaturesChecked: 0,
  namesCompared: 0,
}));

/**
 * null: a valid path exists. "chain-untrusted": no path leads to an anchor; else why the first that does is not valid.
 * What is spent on one context has a limit.
 */
export function whyChainFails(leaf: Certificate, context: ChainContext): WhyCode | null {
  const search: Search = { context, budget: budgetOf(context), why: null, valid: null };
  return extend([leaf], search) ? null : (search.why ?? "chain-untrusted");
}

/** A valid path, leaf first and anchor last; null: there is none. */
export function validChain(leaf: Certificate, context: ChainContext): readonly Certificate[] | null {
  const search: Search = { context, budget: budgetOf(context), why: null, valid: null };
  extend([leaf], search);
  return search.valid;
}

/** Goes on from the last certificate of a path, leaf first; true once a valid path is found. */
function extend(path: readonly Certificate[], search: Search): boolean {
  const last = path.at(-1);
  if (!last) return false;
  if (search.context.anchors.some(({ fingerprint }) => fingerprint === last.fingerprint)) {
    const { at, revocationLists = [] } = search.context;
    const why = whyPathFails(path, { at, budget: search.budget, revocationLists });
    if (why === null) {
      search.valid = path;
      return true;
    }
    search.why ??= why;
  }
  if (path.length > LIMITS.certificateChain) return false;
  return candidates(path, last, search.context).some((issuer) => {
    if (search.budget.signaturesChecked >= LIMITS.certificatePathSteps) return false;
    search.budget.signaturesChecked++;
    return isSignedBy(last, issuer) && extend([...path, issuer], search);
  });
}

/**
 * Those that have the issuer's name and are not in the path. Anchors first, so that the shortest path is found first;
 * then those whose key has the identifier that the certificate names, which is a hint and no more.
 */
function candidates(
  path: readonly Certificate[],
  certificate: Certificate,
  { anchors, embedded }: ChainContext,
): Certificate[] {
  const wanted = authorityKeyIdentifier(certificate);
  const named = (issuer: Certificate) => isNamed(wanted, issuer);
  const fits = (issuer: Certificate) =>
    sameIssuer(certificate, issuer) && !path.some((one) => isSameAuthority(one, issuer));
  const byHint = (pool: readonly Certificate[]) =>
    pool.filter(fits).toSorted((a, b) => Number(named(b)) - Number(named(a)));
  return [...byHint(anchors), ...byHint(embedded)];
}

function sameIssuer(certificate: Certificate, issuer: Certificate): boolean {
  const same = attempt(() => sameName(certificate.issuer, issuer.subject));
  return same.ok && same.value;
}

/** A path that comes to the same name and key again goes round in a circle. */
function isSameAuthority(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.subjectPublicKeyInfo, b.subjectPublicKeyInfo) && equalBytes(a.subject, b.subject);
}

/** AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] OPTIONAL, … } (RFC 5280 §4.2.1.1) */
function authorityKeyIdentifier(certificate: Certificate): Bytes | null {
  const extension = certificate.extensions.get(OID.authorityKeyIdentifier);
  if (!extension) return null;
  const identifier = attempt(() => Cursor.over(extension.value).optional(0x80)?.content ?? null);
  return identifier.ok ? identifier.value : null;
}

function isNamed(wanted: Bytes | null, issuer: Certificate): boolean {
  if (!wanted) return false;
  const identifier = attempt(() => keyIdentifierOf(issuer));
  return identifier.ok && equalBytes(identifier.value, wanted);
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const signed = attempt(() => {
    const key = publicKeyOf(issuer);
    return orRefuse(() => certificate.x509.verify(key));
  });
  return signed.ok && signed.value;
}
