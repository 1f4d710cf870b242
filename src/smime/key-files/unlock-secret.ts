/** Private keys of lists out of PKCS#12 and PEM files, each with its certificate and chain. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import {
  type Bytes,
  err,
  equalBytes,
  type Fingerprint,
  LIMITS,
  type ListSecret,
  type Result,
  type WhyCode,
} from "#base";
import { USAGE } from "../certificates/build-certificate.ts";
import { type Certificate, publicKeyOf, readCertificate } from "../certificates/certificate.ts";
import { sameName } from "../certificates/distinguished-name.ts";
import { type KeyFile, type Locked, readKeyFile } from "./key-file.ts";
import { hasUsage } from "../certificates/purpose.ts";
import { attempt, attemptAsync, orRefuse, refuse } from "../asn1/refusal.ts";

export type UnlockError = Locked | WhyCode;

/**
 * The private key of a file that opens what is sealed to its certificate; of two, the one made for
 * encryption. `certificates` are looked through too, for key files that hold none.
 */
export async function unlockSecret(
  file: Bytes,
  passphrase: string | null,
  certificates: readonly Bytes[] = [],
): Promise<Result<ListSecret, UnlockError>> {
  const all = await unlockSecrets(file, passphrase, certificates);
  if (!all.ok) return all;
  const [first] = all.value;
  return first ? { ok: true, value: first } : err("no-key");
}

/** Every private key of a file that has a certificate, those for encryption first. */
export async function unlockSecrets(
  file: Bytes,
  passphrase: string | null,
  certificates: readonly Bytes[] = [],
): Promise<Result<readonly ListSecret[], UnlockError>> {
  const read = await attemptAsync(async () => {
    const content = await readKeyFile(file, passphrase);
    if (typeof content === "string") return content;
    return pair({ ...content, certificates: [...content.certificates, ...certificates] });
  });
  if (!read.ok) return read;
  return typeof read.value === "string" ? err(read.value) : { ok: true, value: read.value };
}

/** Each key with the certificate that has its public half. */
function pair(content: KeyFile): ListSecret[] {
  const certificates = readable(content.certificates);
  const secrets = content.keys.flatMap((secret) => {
    const own = certificateOf(publicHalf(secret), certificates);
    return own ? [{ own, secret }] : [];
  });
  if (secrets.length === 0) refuse(content.unread ?? "no-key");
  return secrets
    .toSorted((a, b) => Number(encrypts(b.own)) - Number(encrypts(a.own)))
    .map(({ own, secret }) => ({
      scheme: "smime",
      fingerprint: own.fingerprint,
      secret,
      certificates: chainOf(own, certificates).map(({ der }) => der),
    }));
}

/** Each once; a certificate that cannot be read belongs to no key. */
export function readable(all: readonly Bytes[]): readonly Certificate[] {
  const found = new Map<Fingerprint, Certificate>();
  for (const der of all) {
    const read = attempt(() => readCertificate(der));
    if (read.ok) found.set(read.value.fingerprint, read.value);
  }
  return [...found.values()];
}

/** Of several for one key, as after a renewal, the one that is valid longest. */
function certificateOf(publicKey: Bytes, certificates: readonly Certificate[]): Certificate | undefined {
  return certificates
    .filter((certificate) => belongs(publicKey, certificate))
    .toSorted((a, b) => b.notAfter.getTime() - a.notAfter.getTime())[0];
}

export function belongs(publicKey: Bytes, certificate: Certificate): boolean {
  const key = attempt(() => spki(publicKeyOf(certificate)));
  return key.ok && equalBytes(publicKey, key.value);
}

/** Compared as octets: KeyObject.equals of unlike types leaves an error behind that fails OpenSSL's next call. */
export function publicHalf(secret: Bytes): Bytes {
  return orRefuse(() =>
    spki(createPublicKey(createPrivateKey({ key: Buffer.from(secret), format: "der", type: "pkcs8" }))),
  );
}

function spki(key: KeyObject): Bytes {
  return key.export({ format: "der", type: "spki" });
}

function encrypts(certificate: Certificate): boolean {
  return hasUsage(certificate, USAGE.keyEncipherment | USAGE.keyAgreement);
}

/** The certificate and those above it, as far as they came along, up to one that signed itself. */
function chainOf(own: Certificate, all: readonly Certificate[]): Certificate[] {
  const chain = [own];
  for (let last = own; chain.length < LIMITS.certificateChain && !sameName(last.issuer, last.subject);) {
    const issuer = all.find((one) => sameName(one.subject, last.issuer) && !chain.includes(one));
    if (!issuer) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}
