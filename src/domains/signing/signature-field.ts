/** Writing signature fields: DKIM-Signature (RFC 6376 §3.5), and those of ARC, which are made like it (RFC 8617 §4.1). */
import { createHash, sign as cryptoSign, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, latin1, view } from "#base";
import { relaxedField } from "./header-fields.ts";

export const SIGNING_ALGORITHMS = ["rsa", "ed25519"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** A key that a domain signs with. */
export interface SigningKey {
  /** A-labels in lower case. */
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: SigningAlgorithm;
  readonly key: KeyObject;
}

type Tag = readonly [name: string, value: string];

/** What a signature over a message covers. */
export interface SignedMessage {
  /** Names of its fields, as `h=` wants them. */
  readonly names: readonly string[];
  readonly bodyHash: Bytes;
  readonly at: Date;
}

export interface UnsignedField {
  readonly name: string;
  /** All but `b`. */
  readonly tags: readonly Tag[];
  /** Canonical fields that the signature covers beside itself, each without its line end. */
  readonly covers: readonly string[];
}

const signInPool = promisify(cryptoSign);
const BASE64_COLUMNS = 72;

/** The whole field with its line end. Computed beside the event loop. */
export async function signedField(key: SigningKey, field: UnsignedField): Promise<string> {
  const unsigned = `${field.name}: ${[...field.tags, ["b", ""] as const].map(written).join(";\r\n\t")}`;
  const own = relaxedField({ name: field.name.toLowerCase(), raw: unsigned });
  const signature = await signatureOf(key, latin1([...field.covers, own].join("\r\n")));
  return `${unsigned}${folded(Buffer.from(signature).toString("base64"))}\r\n`;
}

/** RFC 8463 §3: Ed25519 signs the digest. */
async function signatureOf({ algorithm, key }: SigningKey, covered: Bytes): Promise<Bytes> {
  if (algorithm === "rsa") return signInPool("sha256", covered, key);
  return signInPool(null, createHash("sha256").update(covered).digest(), key);
}

/** White space in names of fields and in base64 is no part of them, so lines are broken there. */
function written([name, value]: Tag): string {
  return `${name}=${name === "h" ? foldedNames(value) : value}`;
}

function foldedNames(value: string): string {
  const lines: string[] = [""];
  for (const name of value.split(":")) {
    const line = lines.at(-1) ?? "";
    const joined = line === "" ? name : `${line}:${name}`;
    if (joined.length > BASE64_COLUMNS) lines.push(name);
    else lines[lines.length - 1] = joined;
  }
  return lines.join(":\r\n\t ");
}

function folded(base64: string): string {
  return (base64.match(new RegExp(`.{1,${BASE64_COLUMNS}}`, "g")) ?? []).join("\r\n\t ");
}

/** Of DKIM-Signature and ARC-Message-Signature, which differ in the tag before these (RFC 8617 §4.1.2). */
export function messageTags(key: SigningKey, { names, bodyHash, at }: SignedMessage): readonly Tag[] {
  return [
    algorithmTag(key),
    ["c", "relaxed/relaxed"],
    ["d", key.domain],
    ["s", key.selector],
    timeTag(at),
    ["bh", view(bodyHash).toString("base64")],
    ["h", names.join(":")],
  ];
}

/** `a=`: RFC 6376 §3.3, RFC 8463 §3. */
export function algorithmTag({ algorithm }: SigningKey): Tag {
  return ["a", `${algorithm}-sha256`];
}

/** `t=`: seconds since 1970. */
export function timeTag(at: Date): Tag {
  return ["t", String(Math.floor(at.getTime() / 1000))];
}
