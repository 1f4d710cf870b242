/** Private keys of lists out of PKCS#12 and PEM files, each with its certificate and chain. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type Bytes, err, equalBytes, LIMITS, type ListSecret, type Result, type WhyCode } from "#base";
import { type Certificate, publicKeyOf, readCertificate } from "./certificate.ts";
import { Cursor } from "./cursor.ts";
import { isPem, type PemBlock, pemBlocks } from "./pem.ts";
import { decryptPkcs8, type KeyFile, readPkcs12 } from "./pkcs12.ts";
import { hasUsage } from "./purpose.ts";
import { attempt, orRefuse, refuse } from "./refusal.ts";
import { KeyUsageFlags } from "@peculiar/asn1-x509";

export type UnlockError = "wrong-passphrase" | "needs-passphrase" | WhyCode;

/**
 * The private key of a file that opens what is sealed to its certificate; of two, the one made for
 * encryption. `certificates` are looked through too, for key files that hold none.
 */
export function unlockSecret(
  file: Bytes,
  passphrase: string | null,
  certificates: readonly Bytes[] = [],
): Result<ListSecret, UnlockError> {
  const all = unlockSecrets(file, passphrase, certificates);
  if (!all.ok) return all;
  const [first] = all.value;
  return first ? { ok: true, value: first } : err("no-key");
}

/** Every private key of a file that has a certificate, those for encryption first. */
export function unlockSecrets(
  file: Bytes,
  passphrase: string | null,
  certificates: readonly Bytes[] = [],
): Result<readonly ListSecret[], UnlockError> {
  const read = attempt(() => {
    if (file.length > LIMITS.keyFileBytes) refuse("too-large");
    const content = isPem(file) ? readPem(file, passphrase) : readDer(file, passphrase);
    if (typeof content === "string") return content;
    return pair({ keys: content.keys, certificates: [...content.certificates, ...certificates] });
  });
  if (!read.ok) return read;
  return typeof read.value === "string" ? err(read.value) : { ok: true, value: read.value };
}

type Locked = "wrong-passphrase" | "needs-passphrase";

/** PKCS#12, whose version is 3 and whose missing passphrase is an empty one; or PKCS#8 in clear. */
function readDer(file: Bytes, passphrase: string | null): KeyFile | Locked {
  const version = Cursor.over(file).integer();
  if (version !== 3) return { keys: [file], certificates: [] };
  return (
    readPkcs12(file, passphrase ?? "") ?? (passphrase === null ? "needs-passphrase" : "wrong-passphrase")
  );
}

function readPem(file: Bytes, passphrase: string | null): KeyFile | Locked {
  const blocks = pemBlocks(file);
  const keys: Bytes[] = [];
  for (const block of blocks.filter(({ label }) => label.endsWith("PRIVATE KEY"))) {
    const key = readKeyBlock(block, passphrase);
    if (typeof key === "string") return key;
    keys.push(key);
  }
  const certificates = blocks.filter(({ label }) => label === "CERTIFICATE").map(({ bytes }) => bytes);
  return { keys, certificates };
}

function readKeyBlock(block: PemBlock, passphrase: string | null): Bytes | Locked {
  const pkcs8 = block.label === "ENCRYPTED PRIVATE KEY";
  const locked = pkcs8 || block.text.includes("Proc-Type: 4,ENCRYPTED");
  if (!locked) return exportKey(orRefuse(() => createPrivateKey(block.text)));
  if (passphrase === null) return "needs-passphrase";
  if (pkcs8) return decryptPkcs8(block.bytes, passphrase) ?? "wrong-passphrase";
  const key = attempt(() => orRefuse(() => createPrivateKey({ key: block.text, passphrase })));
  return key.ok ? exportKey(key.value) : "wrong-passphrase";
}

function exportKey(key: KeyObject): Bytes {
  return key.export({ format: "der", type: "pkcs8" });
}

/** Each key with the certificate that has its public half. */
function pair(content: KeyFile): ListSecret[] {
  const certificates = content.certificates.map((der) => readCertificate(der));
  const secrets = content.keys.flatMap((secret) => {
    const publicKey = publicHalf(secret);
    const own = certificates.find((certificate) => belongs(publicKey, certificate));
    return own ? [{ own, secret }] : [];
  });
  if (secrets.length === 0) refuse("no-key");
  return secrets
    .toSorted((a, b) => Number(encrypts(b.own)) - Number(encrypts(a.own)))
    .map(({ own, secret }) => ({
      scheme: "smime",
      fingerprint: own.fingerprint,
      secret,
      certificates: chainOf(own, certificates).map(({ der }) => der),
    }));
}

function belongs(publicKey: Bytes, certificate: Certificate): boolean {
  return equalBytes(publicKey, spki(publicKeyOf(certificate)));
}

/** Compared as octets: KeyObject.equals of unlike types leaves an error behind that fails OpenSSL's next call. */
function publicHalf(secret: Bytes): Bytes {
  return orRefuse(() =>
    spki(createPublicKey(createPrivateKey({ key: Buffer.from(secret), format: "der", type: "pkcs8" }))),
  );
}

function spki(key: KeyObject): Bytes {
  return key.export({ format: "der", type: "spki" });
}

function encrypts(certificate: Certificate): boolean {
  return hasUsage(certificate, KeyUsageFlags.keyEncipherment | KeyUsageFlags.keyAgreement);
}

/** The certificate and those above it, as far as they came along. */
function chainOf(own: Certificate, all: readonly Certificate[]): Certificate[] {
  const chain = [own];
  for (let last = own; chain.length < LIMITS.certificateChain;) {
    const issuer = all.find((one) => equalBytes(one.subject, last.issuer) && !chain.includes(one));
    if (!issuer) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}
