import assert from "node:assert/strict";
import { createPublicKey, generatePrimeSync } from "node:crypto";
import { test } from "node:test";
import { type Bytes, concatBytes, fromHex, toHex, utf8 } from "#base";
import { digestBy, DIGESTS } from "./digest.ts";
import { mgf1, xor } from "./mgf1.ts";
import { OID } from "../asn1/oids.ts";
import { isRightPss, type Pss } from "./pss.ts";

const CONTENT = utf8("Yes.\r\n");
const PSS: Pss = { hash: DIGESTS[OID.sha256]!, maskHash: DIGESTS[OID.sha1]!, saltLength: 20 };

/** EMSA-PSS-ENCODE (RFC 8017 §9.1.1) of 256 octets and a whole number of them. */
function encode(salt: Bytes): Bytes {
  const hash = digestBy(PSS.hash, concatBytes(Buffer.alloc(8), digestBy(PSS.hash, CONTENT), salt));
  const padding = Buffer.alloc(256 - hash.length - 1 - salt.length);
  padding[padding.length - 1] = 1;
  const block = concatBytes(padding, salt);
  return concatBytes(xor(block, mgf1(PSS.maskHash.name, hash, block.length)), hash, Buffer.of(0xbc));
}

const E = 65537n;

interface OddKey {
  readonly modulus: bigint;
  readonly secret: bigint;
}

/** A modulus of 2049 bits, which no program makes; primes begin with two bits set, so it is at least 9/8 · 2^2048. */
function oddKey(): OddKey {
  const [p, q] = [1025, 1024].map((bits) => generatePrimeSync(bits, { bigint: true })) as [bigint, bigint];
  const order = (p - 1n) * (q - 1n);
  for (let k = 1n; k < E; k++)
    if ((1n + k * order) % E === 0n) return { modulus: p * q, secret: (1n + k * order) / E };
  return oddKey();
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2))
    result = (((result * result) % modulus) * (bit === "1" ? base : 1n)) % modulus;
  return result;
}

const numberOf = (octets: Bytes): bigint => BigInt(`0x${toHex(octets)}`);
const octetsOf = (number: bigint): Bytes => fromHex(number.toString(16).padStart(2 * 257, "0"));

/** An encoding that is below the modulus with an octet of 1 before it, too. */
function smallEncoding(modulus: bigint): Bytes {
  for (let i = 0; ; i++) {
    const encoded = encode(Buffer.alloc(PSS.saltLength, String(i)));
    if (numberOf(concatBytes(Buffer.of(1), encoded)) < modulus) return encoded;
  }
}

test("what a signature is raised to begins with nothing but the encoding (RFC 8017 §8.1.2)", () => {
  // One bit more than whole octets: the modulus has an octet that the encoding has not.
  const { modulus, secret } = oddKey();
  const n = Buffer.from(octetsOf(modulus)).toString("base64url");
  const key = createPublicKey({ format: "jwk", key: { kty: "RSA", n, e: "AQAB" } });
  const encoded = smallEncoding(modulus);
  const right = (first: number, octets = CONTENT): boolean => {
    const raised = numberOf(concatBytes(Buffer.of(first), encoded));
    return isRightPss(PSS, key, { octets, signature: octetsOf(power(raised, secret, modulus)) });
  };
  assert.equal(right(0), true);
  assert.equal(right(0, utf8("No.\r\n")), false);
  assert.equal(right(1), false);
});
