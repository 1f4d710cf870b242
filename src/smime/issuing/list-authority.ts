/**
 * The authority behind a list's own certificate. Programs trust an authority where they do not trust a
 * certificate that signed itself (Thunderbird), so a list has one: it vouches for one certificate of this
 * address, and its key is gone with the function that made it. Who trusts it trusts this list and nobody else.
 */
import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, domainOf, type EmailAddress, equalBytes, localPartOf, type Random, utf8 } from "#base";
import { buildCertificate, extension, USAGE, withAsciiDomain } from "../certificates/build-certificate.ts";
import { readCertificate } from "../certificates/certificate.ts";
import { der, sequence } from "../asn1/der.ts";
import { sameName } from "../certificates/distinguished-name.ts";
import { isAscii } from "../asn1/is-ascii.ts";
import { OID } from "../asn1/oids.ts";
import { CRL_SIGN } from "../certificates/purpose.ts";
import { attempt } from "../asn1/refusal.ts";

export interface ListAuthority {
  /** Signed by itself, DER. */
  readonly certificate: Bytes;
  /** Its Name and key, for the one certificate below it. */
  readonly issuer: { readonly name: Bytes; readonly key: KeyObject };
}

/** Good for mail, for certificates directly below it, and for this address (RFC 5280 §4.2.1.10). */
export async function makeListAuthority(input: {
  readonly address: EmailAddress;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly random: Random;
}): Promise<ListAuthority> {
  const { address, ...rest } = input;
  const { publicKey, privateKey } = await promisify(generateKeyPair)("ec", { namedCurve: "P-256" });
  const certificate = buildCertificate({
    ...rest,
    commonName: nameFor(address),
    addresses: [],
    publicKey,
    issuer: { selfKey: privateKey },
    usage: USAGE.keyCertSign | CRL_SIGN,
    purposes: [OID.emailProtection],
    authority: true,
    pathLength: 0,
    // QUIRK: RFC 5280 §4.2.1.10 wants it critical, but gpgsm refuses every such path; whoever reads it applies it either way.
    extensions: [extension(OID.nameConstraints, permitting(address))],
  });
  return { certificate, issuer: { name: readCertificate(certificate).subject, key: privateKey } };
}

/**
 * At most 64 characters (RFC 5280 §A.1), and never the address itself: gpgsm looks for recipients in all names, and
 * would find two.
 */
function nameFor(address: EmailAddress): string {
  const text = `List authority of ${localPartOf(address)} at ${domainOf(address)}`;
  return Array.from(text).slice(0, 64).join("");
}

/** The certificate of a chain, own first, that `makeListAuthority` made or one as harmless; null: there is none. */
export function listAuthorityOf(chain: readonly Bytes[], address: EmailAddress): Bytes | null {
  const [, last, ...more] = chain;
  if (last === undefined || more.length > 0) return null;
  const read = attempt(() => readCertificate(last));
  if (!read.ok || !sameName(read.value.issuer, read.value.subject)) return null;
  const constraints = read.value.extensions.get(OID.nameConstraints);
  return constraints && equalBytes(constraints.value, permitting(address)) ? last : null;
}

/** NameConstraints with one rfc822Name; where the local part is not ASCII, of the host (RFC 9598 §6). */
function permitting(address: EmailAddress): Bytes {
  const mailbox = withAsciiDomain(address);
  const base = isAscii(mailbox) ? mailbox : domainOf(address);
  return sequence(der(0xa0, sequence(der(0x81, utf8(base)))));
}
