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
