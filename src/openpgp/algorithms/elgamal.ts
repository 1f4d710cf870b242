/**
 * ElGamal, which old keys have; read only (RFC 9580 §5.1.4). The power is OpenSSL's, which takes the same time
 * for each key.
 */
import { createDiffieHellman } from "node:crypto";
import { type Bytes, fromHex, view } from "#base";
import { toNumber } from "./private-key-object.ts";
import type { SecretPart } from "./secret-key.ts";

/** The octets inside the padding of RFC 8017 §7.2; none if anything is wrong. */
export function elgamalDecrypt({ key, secret }: SecretPart, [first, second]: readonly Bytes[]): Bytes {
  const [p = new Uint8Array(), g = new Uint8Array()] = key.values;
  try {
    const group = createDiffieHellman(view(p), view(g));
    group.setPrivateKey(view(secret[0] ?? new Uint8Array()));
    const shared = toNumber(group.computeSecret(first ?? new Uint8Array()));
    const modulus = toNumber(p);
    const plain = (toNumber(second) * inverse(shared, modulus)) % modulus;
    return unpadded(plain, p.length);
  } catch {
    return new Uint8Array();
  }
}

/** The extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    if (b === 0n) throw new RangeError("not invertible");
    const quotient = a / b;
    [a, b, x, y] = [b, a % b, y, x - quotient * y];
  }
  return x < 0n ? x + modulus : x;
}

function unpadded(plain: bigint, octets: number): Bytes {
  const encoded = fromHex(plain.toString(16).padStart(octets * 2, "0"));
  const end = encoded.indexOf(0, 2);
  return encoded[0] === 0 && encoded[1] === 2 && end >= 10 ? encoded.subarray(end + 1) : new Uint8Array();
}
