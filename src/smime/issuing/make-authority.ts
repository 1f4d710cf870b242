/** A certificate authority for a small group: one root, which signs the certificates of people itself. */
import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, type Random, utf8 } from "#base";
import { buildCertificate, extension, USAGE } from "../certificates/build-certificate.ts";
import { readCertificate } from "../certificates/certificate.ts";
import { der, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { CRL_SIGN } from "../certificates/purpose.ts";

export type NewKeyKind = "ec" | "rsa";

/** A root with its private key: PKCS#8, DER. */
export interface Authority {
  readonly certificate: Bytes;
  readonly secret: Bytes;
}

const RSA_BITS = 3072;

export interface AuthorityRequest {
  readonly name: string;
  readonly kind: NewKeyKind;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Mail domains, A-labels, that it may vouch for; empty: all. */
  readonly domains: readonly string[];
  readonly random: Random;
}

/** Good for mail and for certificates directly below it (RFC 5280 §4.2.1.9, §4.2.1.10). */
export async function makeAuthority(request: AuthorityRequest): Promise<Authority> {
  const { name, kind, domains, ...rest } = request;
  const { publicKey, privateKey } = await newKeyPair(kind);
  const certificate = buildCertificate({
    ...rest,
    commonName: name,
    addresses: [],
    publicKey,
    issuer: { selfKey: privateKey },
    usage: USAGE.keyCertSign | CRL_SIGN,
    purposes: [OID.emailProtection],
    authority: true,
    pathLength: 0,
    // QUIRK: RFC 5280 §4.2.1.10 wants it critical, but gpgsm refuses every such path.
    extensions: domains.length === 0 ? [] : [extension(OID.nameConstraints, permitting(domains))],
  });
  return { certificate, secret: privateKey.export({ format: "der", type: "pkcs8" }) };
}

/** P-256 or RSA-3072: what mail programs read. */
export async function newKeyPair(kind: NewKeyKind): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return kind === "ec"
    ? promisify(generateKeyPair)("ec", { namedCurve: "P-256" })
    : promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS });
}

/** The Name and key that stand behind what an authority signs. */
export function issuerOf({ certificate, secret }: Authority): { name: Bytes; key: KeyObject } {
  const key = createPrivateKey({ key: Buffer.from(secret), format: "der", type: "pkcs8" });
  return { name: readCertificate(certificate).subject, key };
}

/** NameConstraints: every mailbox of these hosts, and of no others. */
function permitting(domains: readonly string[]): Bytes {
  const subtrees = domains.map((domain) => sequence(der(0x81, utf8(domain))));
  return sequence(der(0xa0, ...subtrees));
}
