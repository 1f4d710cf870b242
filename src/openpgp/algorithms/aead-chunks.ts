/**
 * AEAD in chunks: SEIPD version 2 (RFC 9580 §5.13.2) and the OCB packet of GnuPG. Nothing comes out before the last
 * tag, which covers the length, has been looked at.
 */
import { hkdfSync } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import { AEAD_MODES, type AeadInput, type AeadMode, openAead, sealAead, TAG_OCTETS } from "./aead.ts";
import { READABLE_CIPHERS } from "../policy.ts";

/** RFC 9580 §5.13.2: chunks of 64 octets to 4 MiB. */
const MOST_CHUNK_OCTET = 16;

interface Chunked {
  readonly mode: AeadMode;
  readonly key: Bytes;
  readonly chunkOctets: number;
  readonly nonce: (index: number) => Bytes;
  /** Associated data of a chunk, and of the tag at the end. */
  readonly associated: (index: number) => Bytes;
  readonly atEnd: (index: number, octets: number) => Bytes;
}

const HEAD_OCTETS = 4;
/** Version, cipher, mode, chunk size, and the salt. */
const VERSION_2_HEAD_OCTETS = HEAD_OCTETS + 32;

/** @param content of the packet, from its version on; null if anything does not fit */
export function decryptVersion2(content: Bytes, sessionKey: Bytes): Bytes | null {
  const chunked = version2(content.subarray(0, VERSION_2_HEAD_OCTETS), sessionKey);
  return chunked === null ? null : openChunks(chunked, content.subarray(VERSION_2_HEAD_OCTETS));
}

/** What stands behind this head in the packet. Throws for a head that nobody can read. */
export function encryptVersion2(head: Bytes, sessionKey: Bytes, plain: Bytes): readonly Bytes[] {
  const chunked = version2(head, sessionKey);
  if (chunked === null) throw new RangeError("no such form of SEIPD version 2");
  return sealChunks(chunked, plain);
}

function version2(head: Bytes, sessionKey: Bytes): Chunked | null {
  const [, cipherId = 0, modeId = 0, chunkOctet = 255] = head;
  const mode = AEAD_MODES.get(modeId);
  const keyOctets = aesOctets(cipherId);
  if (mode === undefined || keyOctets !== sessionKey.length || chunkOctet > MOST_CHUNK_OCTET) return null;
  if (head.length < VERSION_2_HEAD_OCTETS) return null;
  const info = concatBytes(new Uint8Array([0xd2]), head.subarray(0, HEAD_OCTETS));
  const octets = keyOctets + mode.nonceOctets - 8;
  const derived = new Uint8Array(hkdfSync("sha256", sessionKey, head.subarray(HEAD_OCTETS), info, octets));
  const prefix = derived.subarray(keyOctets);
  return {
    mode,
    key: derived.subarray(0, keyOctets),
    chunkOctets: 2 ** (chunkOctet + 6),
    nonce: (index) => concatBytes(prefix, number8(index)),
    associated: () => info,
    atEnd: (_index, total) => concatBytes(info, number8(total)),
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
  const mode = AEAD_MODES.get(modeId);
  if (version !== 1 || mode === undefined || mode.name === "gcm" || chunkOctet > MOST_CHUNK_OCTET)
    return null;
  const dataAt = HEAD_OCTETS + mode.nonceOctets;
  if (aesOctets(cipherId) !== sessionKey.length || content.length < dataAt) return null;
  const start = content.subarray(HEAD_OCTETS, dataAt);
  const head = concatBytes(new Uint8Array([0xd4]), content.subarray(0, HEAD_OCTETS));
  const chunked: Chunked = {
    mode,
    key: sessionKey,
    chunkOctets: 2 ** (chunkOctet + 6),
    nonce: (index) => exclusiveOr(start, number8(index)),
    associated: (index) => concatBytes(head, number8(index)),
    atEnd: (index, octets) => concatBytes(head, number8(index), number8(octets)),
  };
  return openChunks(chunked, content.subarray(dataAt));
}

/** Octets of an AES key; 0 for ciphers that node:crypto has no AEAD mode for. */
function aesOctets(cipherId: number): number {
  const cipher = READABLE_CIPHERS.get(cipherId);
  return cipher?.name.startsWith("aes") === true ? cipher.keyBytes : 0;
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

function inputOf({ mode, key, nonce }: Chunked, index: number, associated: Bytes): AeadInput {
  return { mode, key, nonce: nonce(index), associated };
}

function openChunks(chunked: Chunked, data: Bytes): Bytes | null {
  if (data.length < TAG_OCTETS) return null;
  const sealed = data.subarray(0, -TAG_OCTETS);
  const chunks: Bytes[] = [];
  const step = chunked.chunkOctets + TAG_OCTETS;
  for (let at = 0; at < sealed.length; at += step) {
    const index = chunks.length;
    const plain = openAead(
      inputOf(chunked, index, chunked.associated(index)),
      sealed.subarray(at, at + step),
    );
    if (plain === null) return null;
    chunks.push(plain);
  }
  const octets = sealed.length - chunks.length * TAG_OCTETS;
  const end = inputOf(chunked, chunks.length, chunked.atEnd(chunks.length, octets));
  return openAead(end, data.subarray(-TAG_OCTETS)) === null ? null : concatBytes(...chunks);
}

function sealChunks(chunked: Chunked, plain: Bytes): readonly Bytes[] {
  const parts: Bytes[] = [];
  let index = 0;
  for (let at = 0; at < plain.length; at += chunked.chunkOctets, index++) {
    const chunk = plain.subarray(at, at + chunked.chunkOctets);
    parts.push(...sealAead(inputOf(chunked, index, chunked.associated(index)), chunk));
  }
  const end = inputOf(chunked, index, chunked.atEnd(index, plain.length));
  return [...parts, ...sealAead(end, new Uint8Array())];
}
