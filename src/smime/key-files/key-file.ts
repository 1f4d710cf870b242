/** Private keys and certificates of a file: PEM with any number of blocks (RFC 7468), PKCS#12, or one key as DER. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { type Bytes, LIMITS, type WhyCode } from "#base";
import { readElement, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import type { DerivationBudget } from "./derivation-budget.ts";
import { passphraseForms } from "./passphrase.ts";
import { isPem, type PemBlock, pemBlocks } from "./pem.ts";
import { readPkcs12 } from "./pkcs12.ts";
import { decryptPkcs8 } from "./pkcs8.ts";
import { certificatesOf } from "../certificates/read-certificates.ts";
import { attempt, orRefuse, refuse } from "../asn1/refusal.ts";

export interface KeyFile {
  /** PKCS#8, DER. */
  readonly keys: readonly Bytes[];
  readonly certificates: readonly Bytes[];
  /** Why a part of the file was passed over. */
  readonly unread: WhyCode | null;
}

export type Locked = "wrong-passphrase" | "needs-passphrase";

/** Without a passphrase an empty one is tried where it is usual: PKCS#12. */
export async function readKeyFile(file: Bytes, passphrase: string | null): Promise<KeyFile | Locked> {
  if (file.length > LIMITS.keyFileBytes) refuse("too-large");
  const budget = { roundsUsed: 0 };
  if (isPem(file)) return readPem(file, passphrase, budget);
  return readDer(file, passphrase, budget);
}

async function readPem(
  file: Bytes,
  passphrase: string | null,
  budget: DerivationBudget,
): Promise<KeyFile | Locked> {
  const blocks = pemBlocks(file);
  const found: KeyFile[] = [];
  for (const block of blocks) {
    const read = await readBlock(block, passphrase, budget);
    if (typeof read === "string") return read;
    found.push(read);
  }
  return {
    keys: found.flatMap(({ keys }) => keys),
    certificates: found.flatMap(({ certificates }) => certificates),
    unread: found.find(({ unread }) => unread !== null)?.unread ?? null,
  };
}

const NOTHING: KeyFile = { keys: [], certificates: [], unread: null };

async function readBlock(
  block: PemBlock,
  passphrase: string | null,
  budget: DerivationBudget,
): Promise<KeyFile | Locked> {
  if (block.label === "ENCRYPTED PRIVATE KEY" || block.label === "PKCS12")
    return readDer(block.bytes, passphrase, budget);
  if (block.label.endsWith("PRIVATE KEY")) {
    const key = readPlainBlock(block, passphrase);
    return typeof key === "string" ? key : { ...NOTHING, keys: [key] };
  }
  // A certificate that cannot be read vouches for no key; the others may.
  const certificates = attempt(() => certificatesOf(block));
  return { ...NOTHING, certificates: certificates.ok ? certificates.value : [] };
}

/** PKCS#8, PKCS#1 and SEC 1; also in the form of old OpenSSL, which locks the text of the block (RFC 1421 §4.6.1). */
function readPlainBlock(block: PemBlock, passphrase: string | null): Bytes | Locked {
  const cipher = /^DEK-Info: *([A-Z0-9-]+)/m.exec(block.text)?.[1];
  if (cipher === undefined) return readPlainDer(block.bytes);
  if (OLD_CIPHERS.test(cipher)) refuse("weak-algorithm");
  if (passphrase === null) return "needs-passphrase";
  if (block.bytes.length === 0) refuse("malformed");
  const key = attempt(() => orRefuse(() => createPrivateKey({ key: block.text, passphrase })));
  return key.ok ? exportKey(key.value) : "wrong-passphrase";
}

const OLD_CIPHERS = /^(?:DES-(?:CBC|CFB|ECB|OFB)|DESX|RC[245]|IDEA|BF|CAST|SEED)/;

/** By what stands first: PKCS#12 and keys have a version, a locked key its algorithm. */
async function readDer(
  file: Bytes,
  passphrase: string | null,
  budget: DerivationBudget,
): Promise<KeyFile | Locked> {
  // QUIRK: a line end or zeros after the file are left alone.
  const outer = readElement(file, 0);
  const fields = new Cursor(outer);
  const locked = passphrase === null ? "needs-passphrase" : "wrong-passphrase";
  const version = fields.optional(TAG.integer);
  if (version?.content.length === 1 && version.content[0] === 3)
    return (await readPkcs12(file, passphrase ?? "", budget)) ?? locked;
  if (version) return { ...NOTHING, keys: [readPlainDer(outer.raw)] };
  const [, second] = [fields.take(TAG.sequence), fields.any()];
  // A certificate begins with a SEQUENCE, too.
  if (second.tag !== TAG.octetString) return NOTHING;
  if (passphrase === null) return "needs-passphrase";
  for (const form of passphraseForms(passphrase)) {
    const key = await decryptPkcs8(outer, form, budget);
    if (key) return { ...NOTHING, keys: [key] };
  }
  return "wrong-passphrase";
}

/** PKCS#8, PKCS#1 or SEC 1, by what follows the version. */
function readPlainDer(octets: Bytes): Bytes {
  const fields = new Cursor(readElement(octets, 0));
  fields.take(TAG.integer);
  const type = TYPES[fields.any().tag] ?? refuse("malformed");
  const key = Buffer.from(octets);
  return exportKey(orRefuse(() => createPrivateKey({ key, format: "der", type }), "unsupported"));
}

const TYPES: Readonly<Record<number, "pkcs8" | "pkcs1" | "sec1">> = {
  [TAG.sequence]: "pkcs8",
  [TAG.integer]: "pkcs1",
  [TAG.octetString]: "sec1",
};

/** A key whose number does not fit its curve is read, and cannot be written. */
function exportKey(key: KeyObject): Bytes {
  return orRefuse(() => key.export({ format: "der", type: "pkcs8" }));
}
