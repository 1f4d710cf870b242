/**
 * Reads the private key of another program that signed: PEM or DER (PKCS #8, PKCS #1), as OpenDKIM and Rspamd keep it, or
 * Ed25519 as bare octets in base64, as Rspamd and dkimpy do. What stands around a key in its file is passed over.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { type Bytes, err, fromLatin1, ok, type Result, view } from "#base";
import type { NewSigningKey } from "./key-record.ts";
import type { SigningAlgorithm } from "./signature-field.ts";

export interface ReadSigningKey extends NewSigningKey {
  readonly algorithm: SigningAlgorithm;
}

/** `halves-differ`: its private half does not fit the public one that stands beside it. */
export type UnreadKey =
  "no-key" | "public-only" | "locked" | "other-kind" | "too-short" | "too-long" | "halves-differ";

/** RFC 8301 §3.2: what signers may use, and what every verifier takes. */
const LEAST_RSA_BITS = 1024;
const MOST_RSA_BITS = 4096;
const PKCS8_OF_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
const SEED_OCTETS = 32;
const PROBE = Buffer.from("probe");

export function readSigningKey(file: Bytes): Result<ReadSigningKey, UnreadKey> {
  const text = fromLatin1(file);
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) return err("locked");
  const bare = bareEd25519(text);
  const key = bare?.key ?? fromPem(text) ?? fromDer(file);
  if (key === null) return err(/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(text) ? "public-only" : "no-key");
  const algorithm = algorithmOf(key);
  if (algorithm === null) return err("other-kind");
  const bits = key.asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS;
  if (bits < LEAST_RSA_BITS) return err("too-short");
  if (bits > MOST_RSA_BITS) return err("too-long");
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  if (bare?.fits === false || !signsFor(key, algorithm)) return err("halves-differ");
  return ok({ algorithm, publicKey, secret: key.export({ type: "pkcs8", format: "der" }) });
}

/** The seed, or the seed and behind it the public half, alone on the first line. */
function bareEd25519(text: string): { readonly key: KeyObject; readonly fits: boolean } | null {
  const [line = ""] = text.trimStart().split(/\r?\n/, 1);
  if (!/^(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)\s*$/.test(line)) return null;
  const octets = Buffer.from(line, "base64");
  const der = Buffer.concat([PKCS8_OF_ED25519, octets.subarray(0, SEED_OCTETS)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  const beside = octets.subarray(SEED_OCTETS);
  return { key, fits: beside.length === 0 || beside.equals(Buffer.from(x, "base64url")) };
}

function fromPem(text: string): KeyObject | null {
  const [block] = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[\s\S]*?-----END \1-----/.exec(text) ?? [];
  return block === undefined ? null : orNull(() => createPrivateKey(block));
}

function fromDer(file: Bytes): KeyObject | null {
  const key = view(file);
  return (
    orNull(() => createPrivateKey({ key, format: "der", type: "pkcs8" })) ??
    orNull(() => createPrivateKey({ key, format: "der", type: "pkcs1" }))
  );
}

function orNull(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function algorithmOf({ asymmetricKeyType: type }: KeyObject): SigningAlgorithm | null {
  return type === "rsa" || type === "ed25519" ? type : null;
}

/** A file that was damaged can hold a key that signs, and whose signatures nobody can verify. */
function signsFor(key: KeyObject, algorithm: SigningAlgorithm): boolean {
  const digest = algorithm === "rsa" ? "sha256" : null;
  try {
    return verify(digest, PROBE, createPublicKey(key), sign(digest, PROBE, key));
  } catch {
    return false;
  }
}

/** Of an RSA key; null: of an Ed25519 key, which has one size. @param publicKey SubjectPublicKeyInfo, DER */
export function rsaBits(publicKey: Bytes): number | null {
  const key = createPublicKey({ key: view(publicKey), format: "der", type: "spki" });
  return key.asymmetricKeyDetails?.modulusLength ?? null;
}
