/**
 * Whether a trusted mail server vouches for the From of a message (S7): by what it wrote into Authentication-Results
 * (RFC 8601). Signatures of domains are not verified here.
 */
import { addressKey, type EmailAddress, parseEmailAddress, sameAddress } from "#base";
import type { Entity, MethodResult } from "#mime";
import { trustedResults } from "./trusted-results.ts";

export interface Vouching {
  readonly message: Entity;
  /** The one address of the one From; null: nobody can vouch. */
  readonly from: EmailAddress | null;
  /** Names of the servers whose word counts. */
  readonly authservIds: readonly string[];
}

/**
 * DMARC decides where it was asked (RFC 7489 §3.1); else a DKIM signature or SPF of exactly the domain in From, or SMTP
 * AUTH as that address. If what is said differs, somebody forged a field or a check failed: nobody vouches.
 */
export function vouchedFrom({ message, from, authservIds }: Vouching): EmailAddress | null {
  if (from === null || authservIds.length === 0) return null;
  const results = trustedResults(message, authservIds);
  const domain = domainKey(from);
  const dmarc = results.filter(({ method, result }) => method === "dmarc" && result !== "none");
  if (dmarc.length > 0) return allPass(dmarc, (one) => namesDomain(one, "header.from", domain)) ? from : null;
  const vouches =
    someVouch(results, "dkim", (one) => namesDomain(one, "header.d", domain)) ||
    someVouch(results, "spf", (one) => namesDomain(one, "smtp.mailfrom", domain)) ||
    someVouch(results, "auth", (one) => namesAddress(one, from));
  return vouches ? from : null;
}

/** Of the results that speak of the author at least one, and each of them passes. */
function someVouch(
  results: readonly MethodResult[],
  method: string,
  speaksOfAuthor: (result: MethodResult) => boolean,
): boolean {
  return allPass(
    results.filter((one) => one.method === method && speaksOfAuthor(one)),
    () => true,
  );
}

function allPass(results: readonly MethodResult[], fits: (result: MethodResult) => boolean): boolean {
  return results.length > 0 && results.every((one) => one.result === "pass" && fits(one));
}

function namesDomain({ properties }: MethodResult, property: string, domain: string): boolean {
  const named = properties.get(property) ?? "";
  const address = parseEmailAddress(named.includes("@") ? named : `postmaster@${named}`);
  return address.ok && domainKey(address.value) === domain;
}

function namesAddress({ properties }: MethodResult, from: EmailAddress): boolean {
  const named = parseEmailAddress(properties.get("smtp.auth") ?? "");
  return named.ok && sameAddress(named.value, from);
}

function domainKey(address: EmailAddress): string {
  const key = addressKey(address);
  return key.slice(key.lastIndexOf("@") + 1);
}
