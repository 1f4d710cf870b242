/** Reads PKCS#12 files (RFC 7292), in DER or BER: MAC first, then keys and certificates. */
import { type Bytes, LIMITS, type WhyCode } from "#base";
import { childrenOf, type Element, octetsOf, readElement, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { takeOctets } from "./derive-key.ts";
import type { DerivationBudget } from "./derivation-budget.ts";
import type { KeyFile } from "./key-file.ts";
import { OID } from "../asn1/oids.ts";
import { type Passphrase, passphraseForms } from "./passphrase.ts";
import { decryptWithPassphrase } from "./password-based.ts";
import { macFits } from "./pkcs12-mac.ts";
import { decryptPkcs8 } from "./pkcs8.ts";
import { attempt, attemptAsync, refuse } from "../asn1/refusal.ts";

/** PFX ::= SEQUENCE { version, authSafe, macData OPTIONAL }; null: the passphrase is wrong. */
export async function readPkcs12(
  file: Bytes,
  passphrase: string,
  budget: DerivationBudget,
): Promise<KeyFile | null> {
  // QUIRK: what comes after the file, such as a line end, is left alone.
  const fields = new Cursor(readElement(file, 0));
  if (fields.integer() !== 3) refuse("unsupported");
  const safe = new Cursor(fields.take(TAG.sequence));
  // Other types are sealed to a key (RFC 7292 §3.1), which nobody uses.
  if (safe.oid() !== OID.data) refuse("unsupported");
  const content = takeOctets(new Cursor(safe.take(0xa0), 0xa0));
  const mac = fields.optional(TAG.sequence);
  for (const form of passphraseForms(passphrase)) {
    if (mac && !(await macFits(mac, content, form, budget))) continue;
    const opened = await gather(content, { passphrase: form, budget, proven: mac !== null });
    if (opened) return opened;
  }
  return null;
}

interface Unlocking {
  readonly passphrase: Passphrase;
  readonly budget: DerivationBudget;
  /** The MAC says that this is the passphrase: what does not open is broken. */
  readonly proven: boolean;
}

interface Gathered extends KeyFile {
  readonly keys: Bytes[];
  readonly certificates: Bytes[];
  unread: WhyCode | null;
}

/** AuthenticatedSafe ::= SEQUENCE OF ContentInfo; null: the passphrase is wrong. */
async function gather(content: Bytes, unlocking: Unlocking): Promise<KeyFile | null> {
  const found: Gathered = { keys: [], certificates: [], unread: null };
  for (const info of childrenOf(sequenceIn(content))) {
    const bags = await attemptAsync(() => openSafe(info, unlocking));
    // What is locked in a way that cannot be opened does not keep the rest from being read.
    if (!bags.ok) {
      if (bags.error !== "weak-algorithm" && bags.error !== "unsupported") refuse(bags.error);
      found.unread ??= bags.error;
      continue;
    }
    if (!bags.value || !(await emptyBags(bags.value, found, unlocking, 0)))
      return unlocking.proven ? refuse("malformed") : null;
  }
  return found;
}

/** SafeContents in clear; null: the passphrase is wrong. */
async function openSafe(info: Element, unlocking: Unlocking): Promise<readonly Element[] | null> {
  const fields = new Cursor(info);
  const type = fields.oid();
  const content = new Cursor(fields.take(0xa0), 0xa0);
  if (type === OID.data) return childrenOf(sequenceIn(takeOctets(content)));
  if (type !== OID.encryptedData) return refuse("unsupported");
  // EncryptedData ::= SEQUENCE { version, encryptedContentInfo, … } (RFC 5652 §8)
  const data = new Cursor(content.take(TAG.sequence));
  data.integer();
  const encrypted = new Cursor(data.take(TAG.sequence));
  encrypted.oid();
  const algorithm = encrypted.take(TAG.sequence);
  const ciphertext = octetsOf(encrypted.take(0x80, 0xa0));
  const { passphrase, budget } = unlocking;
  const opened = await decryptWithPassphrase(algorithm, passphrase, ciphertext, budget);
  if (!opened) return null;
  // Without a MAC a wrong passphrase shows in what comes out.
  const bags = attempt(() => childrenOf(sequenceIn(opened)));
  return bags.ok ? bags.value : null;
}

const MAX_DEPTH = 8;

/** False: the passphrase is wrong. */
async function emptyBags(
  bags: readonly Element[],
  found: Gathered,
  unlocking: Unlocking,
  depth: number,
): Promise<boolean> {
  if (depth > MAX_DEPTH) refuse("too-deep");
  for (const bag of bags) {
    // SafeBag ::= SEQUENCE { bagId, bagValue [0], bagAttributes SET OPTIONAL } (RFC 7292 §4.2)
    const fields = new Cursor(bag);
    const id = fields.oid();
    const value = new Cursor(fields.take(0xa0), 0xa0).any();
    if (found.keys.length + found.certificates.length >= LIMITS.keysPerFile) refuse("too-large");
    if (id === OID.keyBag) found.keys.push(value.raw);
    if (id === OID.certBag) found.certificates.push(...certificateOf(value));
    if (id === OID.shroudedKeyBag) {
      const key = await decryptPkcs8(value, unlocking.passphrase, unlocking.budget);
      if (!key) return false;
      found.keys.push(key);
    }
    if (id === OID.safeContentsBag && !(await emptyBags(childrenOf(value), found, unlocking, depth + 1)))
      return false;
  }
  return true;
}

/** CertBag ::= SEQUENCE { certId, certValue [0] }: X.509 as an OCTET STRING (RFC 7292 §4.2.3) */
function certificateOf(bag: Element): Bytes[] {
  const fields = new Cursor(bag);
  if (fields.oid() !== OID.x509Certificate) return [];
  return [takeOctets(new Cursor(fields.take(0xa0), 0xa0))];
}

function sequenceIn(octets: Bytes): Element {
  const element = readWhole(octets);
  return element.tag === TAG.sequence ? element : refuse("malformed");
}
