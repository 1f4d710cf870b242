/** Authorities and people with certificates, made fresh for each test run; no program is needed. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type Bytes, type EmailAddress, type ListSecret, type SignerKey, systemRandom } from "#base";
import { buildCertificate, USAGE } from "../../../src/smime/certificates/build-certificate.ts";
import { fingerprintOf, readCertificate } from "../../../src/smime/certificates/certificate.ts";
import { toPem } from "../../../src/smime/key-files/pem.ts";
import { rsaPair } from "./rsa-pool.ts";

export type TestKeyKind =
  | "rsa2048"
  | "rsa1024"
  | "rsa3072"
  | "p256"
  | "p384"
  | "p521"
  | "brainpoolP256r1"
  | "brainpoolP384r1"
  | "brainpoolP512r1"
  | BareKeyKind;

/** Keys that Node makes by the name of their type alone. */
const BARE_KEYS = {
  x25519: () => generateKeyPairSync("x25519"),
  x448: () => generateKeyPairSync("x448"),
  ed25519: () => generateKeyPairSync("ed25519"),
  ed448: () => generateKeyPairSync("ed448"),
  "ml-kem-512": () => generateKeyPairSync("ml-kem-512"),
  "ml-kem-768": () => generateKeyPairSync("ml-kem-768"),
  "ml-kem-1024": () => generateKeyPairSync("ml-kem-1024"),
  "ml-dsa-44": () => generateKeyPairSync("ml-dsa-44"),
  "ml-dsa-65": () => generateKeyPairSync("ml-dsa-65"),
  "ml-dsa-87": () => generateKeyPairSync("ml-dsa-87"),
  "slh-dsa-sha2-128f": () => generateKeyPairSync("slh-dsa-sha2-128f"),
  "slh-dsa-shake-128f": () => generateKeyPairSync("slh-dsa-shake-128f"),
};
type BareKeyKind = keyof typeof BARE_KEYS;

export interface TestAuthority {
  readonly certificate: Bytes;
  readonly key: KeyObject;
  /** Its own certificate and those above it, without the root. */
  readonly chain: readonly Bytes[];
}

export interface CertificateOptions {
  readonly kind?: TestKeyKind;
  readonly address?: string;
  readonly addresses?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly usage?: number;
  readonly purposes?: readonly string[];
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly extensions?: readonly Bytes[];
}

const EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
export const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const FROM = new Date("2026-01-01T00:00:00Z");
const UNTIL = new Date("2036-01-01T00:00:00Z");

export function makeAuthority(
  commonName = "Test CA",
  issuer: TestAuthority | null = null,
  options: CertificateOptions = {},
): TestAuthority {
  const made = make({ commonName, issuer, options: { kind: "p256", authority: true, ...options } });
  return { ...made, chain: issuer ? [made.certificate, ...issuer.chain] : [] };
}

/** A person's key and certificate as the rooms take them; self-made without an issuer. */
export function makePerson(
  options: CertificateOptions = {},
  issuer: TestAuthority | null = null,
): ListSecret {
  const address = options.address ?? "alice@example.org";
  const { certificate, key } = make({ commonName: address, issuer, options: { address, ...options } });
  return {
    scheme: "smime",
    fingerprint: fingerprintOf(certificate),
    secret: key.export({ format: "der", type: "pkcs8" }),
    certificates: [certificate, ...(issuer?.chain ?? [])],
  };
}

export function signerOf(person: ListSecret, pinned = true): SignerKey {
  const [bytes = new Uint8Array()] = person.certificates;
  return { scheme: "smime", fingerprint: person.fingerprint, bytes, pinned };
}

export function privateKeyPem(person: ListSecret): string {
  return toPem("PRIVATE KEY", person.secret);
}

export function certificatePem(certificate: Bytes): string {
  return toPem("CERTIFICATE", certificate);
}

function make(input: { commonName: string; issuer: TestAuthority | null; options: CertificateOptions }): {
  certificate: Bytes;
  key: KeyObject;
} {
  const { commonName, issuer, options } = input;
  const { authority = false, kind = "rsa2048" } = options;
  const pair = keyPair(kind);
  const addresses = options.addresses ?? (options.address === undefined ? [] : [options.address]);
  const certificate = buildCertificate({
    commonName,
    addresses: addresses as EmailAddress[],
    publicKey: pair.publicKey,
    issuer: issuer
      ? { name: readCertificate(issuer.certificate).subject, key: issuer.key }
      : { selfKey: pair.privateKey },
    notBefore: options.notBefore ?? FROM,
    notAfter: options.notAfter ?? UNTIL,
    usage: options.usage ?? (authority ? USAGE.keyCertSign : usualUsage(kind)),
    purposes: options.purposes ?? (authority ? [] : [EMAIL_PROTECTION]),
    authority,
    ...(options.pathLength === undefined ? {} : { pathLength: options.pathLength }),
    extensions: options.extensions ?? [],
    random: systemRandom,
  });
  return { certificate, key: pair.privateKey };
}

function usualUsage(kind: TestKeyKind): number {
  if (kind.startsWith("ml-kem")) return USAGE.keyEncipherment;
  if (kind.startsWith("x")) return USAGE.keyAgreement;
  if (/^(ed|ml-dsa|slh)/.test(kind)) return USAGE.digitalSignature;
  return USAGE.digitalSignature | (kind.startsWith("rsa") ? USAGE.keyEncipherment : USAGE.keyAgreement);
}

function keyPair(kind: TestKeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind.startsWith("rsa")) return rsaPair(Number(kind.slice(3)));
  if (kind.startsWith("brainpool")) return generateKeyPairSync("ec", { namedCurve: kind });
  if (/^p\d/.test(kind)) return generateKeyPairSync("ec", { namedCurve: `P-${kind.slice(1)}` });
  return BARE_KEYS[kind as BareKeyKind]();
}
