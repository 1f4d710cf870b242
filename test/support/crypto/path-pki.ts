/**
 * Certificates with every field as a test wants it, for paths that are right or wrong in one place. What is not said
 * is as a careful authority would write it.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type Bytes, concatBytes, fromHex, utf8 } from "#base";
import { USAGE } from "../../../src/smime/certificates/build-certificate.ts";
import {
  der,
  derNull,
  octetString,
  oid,
  sequence,
  setOf,
  smallInteger,
} from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { rsaPair } from "./rsa-pool.ts";

export interface Issued {
  readonly der: Bytes;
  readonly name: Bytes;
  readonly key: KeyPair;
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface SignatureForm {
  readonly algorithm: Bytes;
  readonly sign: (tbs: Bytes, key: KeyObject) => Bytes;
}

export interface PathSpec {
  readonly key?: KeyPair;
  /** Other words for the issuer than its own certificate has. */
  readonly issuerName?: Bytes;
  readonly version?: 1 | 2 | 3;
  readonly serial?: string;
  /** "YYMMDD…Z" is UTCTime, with four digits for the year GeneralizedTime. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly signature?: SignatureForm;
  /** Replace those of the same kind, or come to them; null: leaves that kind out. */
  readonly extensions?: Readonly<Record<string, Bytes | null>>;
}

export const NAME_STRING = { utf8: 0x0c, printable: 0x13, teletex: 0x14, ia5: 0x16, bmp: 0x1e } as const;
const EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";

const ecdsaSha256: SignatureForm = {
  algorithm: sequence(oid(OID.ecdsaWithSha256)),
  sign: (tbs, key) => sign("sha256", tbs, key),
};

export function newKey(curve = "P-256"): KeyPair {
  return generateKeyPairSync("ec", { namedCurve: curve });
}

export function rsaKey(modulusLength: number): KeyPair {
  return rsaPair(modulusLength);
}

/** "CN=Alice", "O=Example/CN=Alice": one attribute per relative name. */
export function nameOf(text: string, tag: number = NAME_STRING.utf8): Bytes {
  const types: Readonly<Record<string, string>> = {
    CN: OID.commonName,
    O: "2.5.4.10",
    OU: "2.5.4.11",
    C: "2.5.4.6",
    SERIAL: "2.5.4.5",
    DC: "0.9.2342.19200300.100.1.25",
    E: OID.emailAddress,
  };
  const parts = text === "" ? [] : text.split("/").map((part) => part.split("="));
  return sequence(
    ...parts.map(([type = "", value = ""]) =>
      setOf(sequence(oid(types[type] ?? type), stringOf(value, type === "E" ? NAME_STRING.ia5 : tag))),
    ),
  );
}

function stringOf(text: string, tag: number): Bytes {
  return der(tag, tag === NAME_STRING.bmp ? Buffer.from(text, "utf16le").swap16() : utf8(text));
}

/** An authority that signed itself. */
export function root(name: string | Bytes, spec: PathSpec = {}): Issued {
  return issue(name, null, { ...spec, extensions: { ...AUTHORITY, ...spec.extensions } });
}

/** An authority under another one. */
export function authority(name: string | Bytes, issuer: Issued, spec: PathSpec = {}): Issued {
  return issue(name, issuer, { ...spec, extensions: { ...AUTHORITY, ...spec.extensions } });
}

/** A person who may sign mail: "CN=Alice" with alice@example.org. */
export function person(issuer: Issued, spec: PathSpec = {}, name: string | Bytes = "CN=Alice"): Issued {
  const extensions = {
    [OID.basicConstraints]: sequence(),
    [OID.keyUsage]: usage(USAGE.digitalSignature),
    [OID.extKeyUsage]: purposes(EMAIL_PROTECTION),
    [OID.subjectAltName]: sequence(mail("alice@example.org")),
    ...spec.extensions,
  };
  return issue(name, issuer, { ...spec, extensions });
}

const CRITICAL: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.nameConstraints,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
]);

function issue(subject: string | Bytes, issuer: Issued | null, spec: PathSpec): Issued {
  const name = typeof subject === "string" ? nameOf(subject) : subject;
  const key = spec.key ?? newKey();
  const signer = issuer?.key ?? key;
  const { algorithm, sign: signWith } = spec.signature ?? ecdsaSha256;
  const version = spec.version ?? 3;
  const tbs = sequence(
    ...(version === 1 ? [] : [der(0xa0, smallInteger(version - 1))]),
    der(0x02, spec.serial === undefined ? randomSerial() : fromHex(spec.serial)),
    algorithm,
    spec.issuerName ?? issuer?.name ?? name,
    sequence(timeOf(spec.notBefore ?? "260101000000Z"), timeOf(spec.notAfter ?? "360101000000Z")),
    name,
    spkiOf(key),
    ...(version === 1 ? [] : [der(0xa3, sequence(...extensionsOf(spec, key, issuer && signer)))]),
  );
  const signature = der(0x03, Buffer.of(0), signWith(tbs, signer.privateKey));
  return { der: sequence(tbs, algorithm, signature), name, key };
}

function extensionsOf({ extensions = {} }: PathSpec, key: KeyPair, issuer: KeyPair | null): Bytes[] {
  const all: Readonly<Record<string, Bytes | null>> = {
    [OID.subjectKeyIdentifier]: octetString(keyIdentifier(key)),
    [OID.authorityKeyIdentifier]: issuer && sequence(der(0x80, keyIdentifier(issuer))),
    ...extensions,
  };
  return Object.entries(all).flatMap(([id, value]) => {
    if (value === null) return [];
    const plain = id.replace(/^(?:non)?critical:/, "");
    const critical = id.startsWith("critical:") || (id === plain && CRITICAL.has(id));
    const flag = critical ? [der(0x01, Buffer.of(0xff))] : [];
    return [sequence(oid(plain), ...flag, octetString(value))];
  });
}

let serials = 1;

function randomSerial(): Bytes {
  return concatBytes(Buffer.of(0x40), fromHex((serials++).toString(16).padStart(8, "0")));
}

function timeOf(digits: string): Bytes {
  return der(digits.length === 13 ? 0x17 : 0x18, utf8(digits));
}

function spkiOf(key: KeyPair): Bytes {
  return key.publicKey.export({ format: "der", type: "spki" });
}

function keyIdentifier(key: KeyPair): Bytes {
  return createHash("sha1").update(spkiOf(key)).digest();
}

// Values of extensions.

/** BasicConstraints of an authority, with a number of authorities that may come below. */
export function isAuthority(pathLength: number | null = null): Bytes {
  return sequence(der(0x01, Buffer.of(0xff)), ...(pathLength === null ? [] : [smallInteger(pathLength)]));
}

export function usage(bits: number): Bytes {
  const unused = 31 - Math.clz32(bits & -bits);
  return der(0x03, Buffer.of(unused, bits));
}

export function purposes(...ids: readonly string[]): Bytes {
  return sequence(...ids.map(oid));
}

const AUTHORITY: Readonly<Record<string, Bytes>> = {
  [OID.basicConstraints]: isAuthority(),
  [OID.keyUsage]: usage(USAGE.keyCertSign),
};

export const mail = (text: string): Bytes => der(0x81, utf8(text));
export const dns = (text: string): Bytes => der(0x82, utf8(text));
export const uri = (text: string): Bytes => der(0x86, utf8(text));
export const ip = (hex: string): Bytes => der(0x87, fromHex(hex));
export const directory = (text: string, tag?: number): Bytes => der(0xa4, nameOf(text, tag));
export const otherName = (type: string, value: Bytes): Bytes => der(0xa0, oid(type), der(0xa0, value));
export const utf8Mail = (text: string): Bytes => otherName(OID.smtpUtf8Mailbox, der(0x0c, utf8(text)));

export function nameConstraints(
  permitted: readonly Bytes[],
  excluded: readonly Bytes[] = [],
): Readonly<Record<string, Bytes>> {
  const subtrees = (tag: number, bases: readonly Bytes[]) =>
    bases.length === 0 ? [] : [der(tag, ...bases.map((base) => sequence(base)))];
  return { [OID.nameConstraints]: sequence(...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)) };
}

export function policies(...ids: readonly string[]): Readonly<Record<string, Bytes>> {
  return { [OID.certificatePolicies]: sequence(...ids.map((id) => sequence(oid(id)))) };
}

export function mappings(...pairs: readonly (readonly [string, string])[]): Readonly<Record<string, Bytes>> {
  return { [OID.policyMappings]: sequence(...pairs.map(([from, to]) => sequence(oid(from), oid(to)))) };
}

export function policyConstraints(
  explicit: number | null,
  inhibitMapping: number | null = null,
): Readonly<Record<string, Bytes>> {
  const field = (tag: number, count: number | null) => (count === null ? [] : [der(tag, Buffer.of(count))]);
  return { [OID.policyConstraints]: sequence(...field(0x80, explicit), ...field(0x81, inhibitMapping)) };
}

export function inhibitAnyPolicy(count: number): Readonly<Record<string, Bytes>> {
  return { [OID.inhibitAnyPolicy]: smallInteger(count) };
}

/** The same certificate with one octet of its signature changed. */
export function tampered(issued: Issued): Issued {
  const octets = Buffer.from(issued.der);
  const last = octets.length - 1;
  octets[last] = (octets[last] ?? 0) ^ 1;
  return { ...issued, der: octets };
}

export const rsaSha256: SignatureForm = {
  algorithm: sequence(oid(OID.sha256WithRsa), derNull),
  sign: (tbs, key) => sign("sha256", tbs, key),
};

export interface ListSpec {
  readonly extensions?: readonly Bytes[];
  readonly key?: KeyPair;
}

/** An entry of a revocation list: serial number in hexadecimal, when, and extensions. */
export function revoked(serial: string, when: string, ...extensions: readonly Bytes[]): Bytes {
  const more = extensions.length === 0 ? [] : [sequence(...extensions)];
  return sequence(der(0x02, fromHex(serial)), timeOf(when), ...more);
}

/** A revocation list, DER (RFC 5280 §5.1). */
export function revocationList(
  issuer: Issued,
  entries: readonly Bytes[],
  { extensions = [], key = issuer.key }: ListSpec = {},
): Bytes {
  const { algorithm, sign: signWith } = ecdsaSha256;
  const tbs = sequence(
    smallInteger(1),
    algorithm,
    issuer.name,
    timeOf("260901000000Z"),
    timeOf("261001000000Z"),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [der(0xa0, sequence(...extensions))]),
  );
  return sequence(tbs, algorithm, der(0x03, Buffer.of(0), signWith(tbs, key.privateKey)));
}
