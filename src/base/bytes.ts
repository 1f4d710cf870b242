/**
 * Octets as they came from the wire. Nothing here interprets them beyond ASCII/UTF-8 and hex.
 */
export type Bytes = Uint8Array;

/** UTF-8 octets of a string. */
export function utf8(text: string): Bytes {
  return Buffer.from(text, "utf8");
}

/** The string whose UTF-8 octets these are; ill-formed sequences become U+FFFD. */
export function fromUtf8(bytes: Bytes): string {
  return view(bytes).toString("utf8");
}

/** One character per octet, 0x00–0xFF: the lossless way to look at octets with string tools. */
export function fromLatin1(bytes: Bytes): string {
  return view(bytes).toString("latin1");
}

export function latin1(text: string): Bytes {
  return Buffer.from(text, "latin1");
}

export function toHex(bytes: Bytes): string {
  return view(bytes).toString("hex");
}

export function fromHex(hex: string): Bytes {
  return Buffer.from(hex, "hex");
}

export function concatBytes(...parts: readonly Bytes[]): Bytes {
  return Buffer.concat(parts);
}

export function equalBytes(a: Bytes, b: Bytes): boolean {
  return view(a).equals(view(b));
}

/** A Buffer over the same memory, for its search and codec methods. */
export function view(bytes: Bytes): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const LARGE_OCTETS = 64 * 1024;

/**
 * Gives the memory of large octets back at once, where the garbage collector would wait until there are a few
 * hundred MB. Nobody may look at them afterwards: they are empty. A part of a larger buffer stays as it is.
 */
export function letGo(bytes: Bytes): void {
  const { buffer, length } = bytes;
  if (length >= LARGE_OCTETS && buffer instanceof ArrayBuffer && buffer.byteLength === length)
    buffer.transfer(0);
}
