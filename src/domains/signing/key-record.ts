/** The record that a domain publishes for a key (RFC 6376 §3.6.1, RFC 8463 §4), and making keys. */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, view } from "#base";
import type { SigningAlgorithm } from "./signature-field.ts";

const generate = promisify(generateKeyPair);
/** RFC 8301 §3.2: signers use at least 2048 bits; longer records do not fit into one string of the DNS. */
const RSA_BITS = 2048;

export interface NewSigningKey {
  /** PKCS #8, DER. */
  readonly secret: Bytes;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
}

export async function newSigningKey(algorithm: SigningAlgorithm): Promise<NewSigningKey> {
  const { privateKey, publicKey } =
    algorithm === "rsa" ? await generate("rsa", { modulusLength: RSA_BITS }) : await generate("ed25519", {});
  return {
    secret: privateKey.export({ type: "pkcs8", format: "der" }),
    publicKey: publicKey.export({ type: "spki", format: "der" }),
  };
}

/** @param secret PKCS #8, DER */
export function signingKeyObject(secret: Bytes): KeyObject {
  return createPrivateKey({ key: Buffer.from(secret), format: "der", type: "pkcs8" });
}

/** Where its record stands. */
export function recordName({
  selector,
  domain,
}: {
  readonly selector: string;
  readonly domain: string;
}): string {
  return `${selector}._domainkey.${domain}`;
}

interface PublicHalf {
  readonly algorithm: SigningAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
}

export function keyRecord(key: PublicHalf): string {
  return `v=DKIM1; k=${key.algorithm}; p=${publishedKey(key)}`;
}

/** RSA: SubjectPublicKeyInfo, as everybody writes it. Ed25519: the 32 octets alone. */
function publishedKey({ algorithm, publicKey }: PublicHalf): string {
  if (algorithm === "rsa") return view(publicKey).toString("base64");
  const { x = "" } = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" }).export({
    format: "jwk",
  });
  return Buffer.from(x, "base64url").toString("base64");
}

/** `testing`: it matches, and says that signatures need not count (`t=y`). */
export type RecordState = "matches" | "testing" | "differs" | "revoked" | "missing";

/** What the records of a name say about a key. @param records each with its strings put together */
export function compareRecord(key: PublicHalf, records: readonly string[]): RecordState {
  const tags = records.map(tagsOf).filter((one) => one.has("p") && (one.get("v") ?? "DKIM1") === "DKIM1");
  if (tags.length === 0) return "missing";
  const fits = (one: ReadonlyMap<string, string>): boolean =>
    one.get("p") === publishedKey(key) &&
    (one.get("k") ?? "rsa") === key.algorithm &&
    names(one.get("h"), ["sha256"]) &&
    names(one.get("s"), ["*", "email"]);
  // Which of two records a verifier takes nobody knows (RFC 6376 §3.6.2.2).
  if (tags.every(fits))
    return tags.some((one) => one.has("t") && names(one.get("t"), ["y"])) ? "testing" : "matches";
  return tags.every((one) => one.get("p") === "") ? "revoked" : "differs";
}

/** Whether a list with colons has one of these words; what is absent has all. */
function names(list: string | undefined, words: readonly string[]): boolean {
  return list === undefined || list.split(":").some((one) => words.includes(one));
}

function tagsOf(record: string): ReadonlyMap<string, string> {
  const pairs = record.split(";").map((tag) => tag.split(/=(.*)/s));
  return new Map(pairs.map(([name = "", value = ""]) => [name.trim(), value.replaceAll(/\s/g, "")] as const));
}
