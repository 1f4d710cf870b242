/** How the secret half of a key packet is locked (RFC 9580 §5.5.3, §3.7.2). */
import type { Bytes } from "#base";
import { AEAD_MODES } from "../algorithms/aead.ts";
import { BLOCK_CIPHERS } from "../algorithms/block-ciphers.ts";
import { isOldCipher } from "../algorithms/decrypt-old-cipher.ts";
import { type CipherName, READABLE_CIPHERS } from "../policy.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import { readS2k, type S2k } from "./s2k.ts";

export interface Locked {
  /** 253: AEAD; 254: SHA-1 behind the numbers; all others: their sum. */
  readonly usage: number;
  readonly cipherId: number;
  readonly cipher: { readonly name: CipherName; readonly keyBytes: number };
  readonly modeId: number;
  readonly s2k: S2k;
  readonly nonce: Bytes;
  readonly encrypted: Bytes;
}

const [AEAD, DIGEST, CHECKSUM] = [253, 254, 255];
const HAVE_S2K: ReadonlySet<number> = new Set([AEAD, DIGEST, CHECKSUM]);
const OLD_BLOCK_OCTETS = { cast5: 8, blowfish: 8, twofish: 16 } as const;

/** "missing" for GnuPG's mark that the secret is elsewhere; null for what nobody can unlock. */
export function readLocked(content: Bytes, key: PublicKey): Locked | "missing" | null {
  const usageAt = key.body.length;
  const usage = content[usageAt];
  if (usage === undefined) return null;
  if (!HAVE_S2K.has(usage)) return key.version === 4 ? readOldest(content, usageAt) : null;
  // Version 6 counts the octets of what follows, and of the specifier in it.
  const extra = key.version === 6 ? 1 : 0;
  const cipherAt = usageAt + 1 + extra;
  const cipherId = content[cipherAt] ?? 0;
  const hasMode = usage === AEAD ? 1 : 0;
  const modeId = hasMode === 1 ? (content[cipherAt + 1] ?? 0) : 0;
  const s2k = readS2k(content, cipherAt + 1 + hasMode + extra);
  if (s2k === null || s2k.kind === "missing") return s2k === null ? null : "missing";
  return withNonce(content, { usage, cipherId, modeId, s2k });
}

/** RFC 9580 §3.7.2.1: the octet names the cipher, and the key is the MD5 of the passphrase. */
function readOldest(content: Bytes, usageAt: number): Locked | null {
  const s2k: S2k = { kind: "simple", parameters: new Uint8Array([1]), end: usageAt + 1 };
  const cipherId = content[usageAt] ?? 0;
  return withNonce(content, { usage: cipherId, cipherId, modeId: 0, s2k });
}

function withNonce(content: Bytes, how: Omit<Locked, "cipher" | "nonce" | "encrypted">): Locked | null {
  const cipher = READABLE_CIPHERS.get(how.cipherId);
  if (cipher === undefined) return null;
  const octets = how.usage === AEAD ? AEAD_MODES.get(how.modeId)?.nonceOctets : blockOctets(cipher.name);
  if (octets === undefined) return null;
  const end = how.s2k.end + octets;
  if (end > content.length) return null;
  return { ...how, cipher, nonce: content.subarray(how.s2k.end, end), encrypted: content.subarray(end) };
}

function blockOctets(cipher: CipherName): number {
  return isOldCipher(cipher) ? OLD_BLOCK_OCTETS[cipher] : BLOCK_CIPHERS[cipher].blockOctets;
}
