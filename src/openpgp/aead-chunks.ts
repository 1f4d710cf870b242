/**
 * AEAD in chunks: SEIPD version 2 (RFC 9580 §5.13.2) and the OCB packet of GnuPG. Nothing comes out before the last
 * tag, which covers the length, has been looked at.
 */
import { createDecipheriv, hkdfSync } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import { eaxDecrypt } from "./eax.ts";
import { READABLE_CIPHERS } from "./policy.ts";

const TAG_OCTETS = 16;
/** RFC 9580 §5.13.2: chunks of 64 octets to 4 MiB. */
const MOST_CHUNK_OCTET = 16;

interface Mode {
  readonly name: "eax" | "ocb" | "gcm";
  readonly nonceOctets: number;
}

/** RFC 9580 §9.6. */
const MODES: ReadonlyMap<number, Mode> = new Map<number, Mode>([
  [1, { name: "eax", nonceOctets: 16 }],
  [2, { name: "ocb", nonceOctets: 15 }],
  [3, { name: "gcm", nonceOctets: 12 }],
]);

interface Chunked {
  readonly mode: Mode;
  /** 128, 192 or 256. */
  readonly bits: number;
  readonly key: Bytes;
  readonly chunkOctets: number;
  readonly nonce: (index: number) => Bytes;
  /** Associated data of a chunk, and of the tag at the end. */
  readonly associated: (index: number) => Bytes;
  readonly atEnd: (index: number, octets: number) => Bytes;
}

const SALT_OCTETS = 32;
const VERSION_2_DATA_AT = 4 + SALT_OCTETS;

/** @param content of the packet, from its version on; null if anything does not fit */
export function decryptVersion2(content: Bytes, sessionKey: Bytes): Bytes | null {
  const chunked = version2(content.subarray(0, VERSION_2_DATA_AT), sessionKey);
  return chunked === null ? null : openChunks(chunked, content.subarray(VERSION_2_DATA_AT));
}

function version2(head: Bytes, sessionKey: Bytes): Chunked | null {
  const [, cipherId = 0, modeId = 0, chunkOctet = 255] = head;
  const mode = MODES.get(modeId);
  const bits = aesBits(cipherId);
  if (mode === undefined || bits !== sessionKey.length * 8 || chunkOctet > MOST_CHUNK_OCTET) return null;
  if (head.length < VERSION_2_DATA_AT) return null;
  const info = concatBytes(new Uint8Array([0xd2]), head.subarray(0, 4));
  const prefixOctets = mode.nonceOctets - 8;
  const derived = new Uint8Array(
    hkdfSync("sha256", sessionKey, head.subarray(4), info, bits / 8 + prefixOctets),
  );
  const prefix = derived.subarray(bits / 8);
  return {
    mode,
    bits,
    key: derived.subarray(0, bits / 8),
    chunkOctets: 2 ** (chunkOctet + 6),
    nonce: (index) => concatBytes(prefix, number8(index)),
    associated: () => info,
    atEnd: (_index, octets) => concatBytes(info, number8(octets)),
  };
}

/**
 * QUIRK: GnuPG 2.3 and later write packet type 20 (LibrePGP's OCB encrypted data) to keys that announce it, and
 * people's programs announce it for a key that is used elsewhere, too.
 *
 * @param content of the packet, from its version on; null if anything does not fit
 */
export function decryptGnupgAead(content: Bytes, sessionKey: Bytes): Bytes | null {
  const [version, cipherId = 0, modeId = 0, chunkOctet = 255] = content;
  const mode = MODES.get(modeId);
  const bits = aesBits(cipherId);
  if (version !== 1 || mode === undefined || mode.name === "gcm" || chunkOctet > MOST_CHUNK_OCTET)
    return null;
  const dataAt = 4 + mode.nonceOctets;
  if (bits !== sessionKey.length * 8 || content.length < dataAt) return null;
  const start = content.subarray(4, dataAt);
  const head = concatBytes(new Uint8Array([0xd4]), content.subarray(0, 4));
  const chunked: Chunked = {
    mode,
    bits,
    key: sessionKey,
    chunkOctets: 2 ** (chunkOctet + 6),
    nonce: (index) => exclusiveOr(start, number8(index)),
    associated: (index) => concatBytes(head, number8(index)),
    atEnd: (index, octets) => concatBytes(head, number8(index), number8(octets)),
  };
  return openChunks(chunked, content.subarray(dataAt));
}

/** 0 for ciphers that node:crypto has no AEAD mode for. */
function aesBits(cipherId: number): number {
  const cipher = READABLE_CIPHERS.get(cipherId);
  return cipher?.name.startsWith("aes") === true ? cipher.keyBytes * 8 : 0;
}

function number8(value: number): Bytes {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(BigInt(value));
  return octets;
}

/** The last octets of the first, changed by the second. */
function exclusiveOr(first: Bytes, last: Bytes): Bytes {
  const start = first.length - last.length;
  return first.map((octet, at) => octet ^ (at < start ? 0 : (last[at - start] ?? 0)));
}

function openChunks(chunked: Chunked, data: Bytes): Bytes | null {
  if (data.length < TAG_OCTETS) return null;
  const sealed = data.subarray(0, -TAG_OCTETS);
  const chunks: Bytes[] = [];
  const step = chunked.chunkOctets + TAG_OCTETS;
  for (let at = 0; at < sealed.length; at += step) {
    const index = chunks.length;
    const plain = openOne(chunked, {
      index,
      associated: chunked.associated(index),
      sealed: sealed.subarray(at, at + step),
    });
    if (plain === null) return null;
    chunks.push(plain);
  }
  const octets = sealed.length - chunks.length * TAG_OCTETS;
  const end = { index: chunks.length, associated: chunked.atEnd(chunks.length, octets) };
  return openOne(chunked, { ...end, sealed: data.subarray(-TAG_OCTETS) }) === null
    ? null
    : concatBytes(...chunks);
}

interface Chunk {
  readonly index: number;
  readonly associated: Bytes;
  /** With its tag behind it. */
  readonly sealed: Bytes;
}

function openOne({ mode, bits, key, nonce }: Chunked, { index, associated, sealed }: Chunk): Bytes | null {
  const input = {
    key,
    nonce: nonce(index),
    associated,
    data: sealed.subarray(0, -TAG_OCTETS),
    tag: sealed.subarray(-TAG_OCTETS),
  };
  if (input.tag.length < TAG_OCTETS) return null;
  if (mode.name === "eax") return eaxDecrypt(input);
  // One union of names for each mode: node's types tell them apart.
  const cipher = `aes-${bits}-${mode.name}` as "aes-256-gcm";
  const decipher = createDecipheriv(cipher, key, input.nonce, { authTagLength: TAG_OCTETS });
  decipher.setAAD(associated).setAuthTag(input.tag);
  try {
    return concatBytes(decipher.update(input.data), decipher.final());
  } catch {
    return null;
  }
}
