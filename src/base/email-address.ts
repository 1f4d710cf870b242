/**
 * Addresses as rules compare them (S2): domains are equal as A-labels without case, local parts
 * without ASCII case; nothing is folded or cut.
 */
import { domainToASCII } from "node:url";
import { err, ok, type Result } from "./result.ts";

/** An addr-spec as it was written, known to be well formed (RFC 5321 §4.1.2, RFC 6531 §3.3). */
export type EmailAddress = string & { readonly __emailAddress: true };

/** The form that is compared and stored in unique columns: lower ASCII case, A-label domain. */
export type AddressKey = string & { readonly __addressKey: true };

const LOCAL_PART =
  /^(?:[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*|"(?:[^"\\]|\\.)*")$/u;
/** Controls, invisible marks, half characters and any white space but a quoted blank. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}]|(?! )\p{Z}/u;
/** What a domain may be written with: `domainToASCII` alone would also read URL escapes, paths and line ends. */
const DOMAIN_AS_WRITTEN = /^[a-z0-9.\-\p{L}\p{M}\p{N}]+$/iu;
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** `domainToASCII` reads a name whose last label is a number as an IPv4 address. */
const NUMERIC_TOP_LABEL = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;
const MAX_LOCAL_PART = 64;
const MAX_ADDRESS = 254;

/**
 * Checks one addr-spec without display name or angle brackets.
 *
 * @example parseEmailAddress("Alice@Example.org") // { ok: true, value: "Alice@Example.org" }
 */
export function parseEmailAddress(text: string): Result<EmailAddress, string> {
  const at = text.lastIndexOf("@");
  if (at < 1) return err("an address has the form name@domain");
  const localPart = text.slice(0, at);
  if (Buffer.byteLength(localPart) > MAX_LOCAL_PART || Buffer.byteLength(text) > MAX_ADDRESS)
    return err("the address is too long");
  if (!LOCAL_PART.test(localPart) || UNFIT.test(localPart))
    return err("the part before the @ has characters that an address cannot have");
  if (!isDomain(text.slice(at + 1))) return err("the part after the @ is not a domain name");
  return ok(text as EmailAddress);
}

function isDomain(written: string): boolean {
  if (!DOMAIN_AS_WRITTEN.test(written)) return false;
  const domain = asciiDomain(written);
  return DOMAIN.test(domain) && !NUMERIC_TOP_LABEL.test(written) && !NUMERIC_TOP_LABEL.test(domain);
}

/** The comparable form of an address. */
export function addressKey(address: EmailAddress): AddressKey {
  const at = address.lastIndexOf("@");
  const localPart = address.slice(0, at).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `${localPart}@${asciiDomain(address.slice(at + 1))}` as AddressKey;
}

export function sameAddress(a: EmailAddress, b: EmailAddress): boolean {
  return addressKey(a) === addressKey(b);
}

/** The domain of an address as lower-case A-labels. */
export function domainOf(address: EmailAddress): string {
  return asciiDomain(address.slice(address.lastIndexOf("@") + 1));
}

/** The local part as it was written. */
export function localPartOf(address: EmailAddress): string {
  return address.slice(0, address.lastIndexOf("@"));
}

function asciiDomain(domain: string): string {
  return domainToASCII(domain).toLowerCase();
}
