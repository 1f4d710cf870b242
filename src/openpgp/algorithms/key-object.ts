/** Public and secret numbers as node:crypto takes them: SubjectPublicKeyInfo and PKCS#8, in DER. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type Bytes, concatBytes, fromHex, oncePer, view } from "#base";
import type { KeyName } from "./algorithms.ts";
import { leftPadded } from "../packets/packet-fields.ts";
import type { PublicKey } from "./public-key.ts";

/** Object identifiers: RFC 8410 §3 for the curves, RFC 9936 §3, RFC 9881 §2 and RFC 9909 §3 for the others. */
const OIDS: Record<KeyName, string> = {
  x25519: "06032b656e",
  x448: "06032b656f",
  ed25519: "06032b6570",
  ed448: "06032b6571",
  "ml-kem-768": "0609608648016503040402",
  "ml-kem-1024": "0609608648016503040403",
  "ml-dsa-65": "0609608648016503040312",
  "ml-dsa-87": "0609608648016503040313",
  "slh-dsa-shake-128s": "060960864801650304031a",
  "slh-dsa-shake-128f": "060960864801650304031b",
  "slh-dsa-shake-256s": "060960864801650304031e",
};
const EC_PUBLIC_KEY = fromHex("06072a8648ce3d0201");
const DSA = fromHex("06072a8648ce380401");
const RSA = fromHex("06092a864886f70d0101010500");
const VERSION_0 = fromHex("020100");
const VERSION_1 = fromHex("020101");
const [SEQUENCE, BIT_STRING, OCTET_STRING, INTEGER, OBJECT_ID, SEED] = [0x30, 0x03, 0x04, 0x02, 0x06, 0x80];

function der(tag: number, ...parts: readonly Bytes[]): Bytes {
  const content = concatBytes(...parts);
  const { length } = content;
  if (length < 0x80) return concatBytes(new Uint8Array([tag, length]), content);
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatBytes(new Uint8Array([tag, ...long]), content);
}

function integer(value: Bytes): Bytes {
  const isHigh = ((value[0] ?? 0) & 0x80) !== 0;
  return der(INTEGER, isHigh || value.length === 0 ? new Uint8Array(1) : new Uint8Array(), value);
}

function publicObject(algorithm: Bytes, key: Bytes): KeyObject {
  const spki = der(SEQUENCE, der(SEQUENCE, algorithm), der(BIT_STRING, new Uint8Array(1), key));
  return createPublicKey({ key: view(spki), format: "der", type: "spki" });
}

/** A key without parameters, by its raw octets. */
export function rawPublicObject(name: KeyName, octets: Bytes): KeyObject {
  return publicObject(fromHex(OIDS[name]), octets);
}

/** The key objects of a public key, one for each part of a composite. Throws for numbers that are no key. */
function publicObjects(key: PublicKey): readonly KeyObject[] {
  const { algorithm, values, curve } = key;
  const [first = new Uint8Array(), second = new Uint8Array()] = values;
  switch (algorithm?.kind) {
    case "rsa":
      return [publicObject(RSA, der(SEQUENCE, integer(first), integer(second)))];
    case "dsa": {
      const parameters = der(SEQUENCE, ...values.slice(0, 3).map(integer));
      return [publicObject(concatBytes(DSA, parameters), integer(values[3] ?? new Uint8Array()))];
    }
    case "ecdh":
    case "ecdsa":
    case "eddsa-legacy": {
      if (curve === null) return [];
      if (curve.isEdwards) return [rawPublicObject(curve.node as KeyName, edwardsPoint(second))];
      return [publicObject(concatBytes(EC_PUBLIC_KEY, der(OBJECT_ID, first)), second)];
    }
    default:
      return (algorithm?.names ?? []).map((name, index) =>
        rawPublicObject(name, values[index] ?? new Uint8Array()),
      );
  }
}

/** The point without the octet 0x40 in front that says its form (RFC 9580 §11.2). */
function edwardsPoint(point: Bytes): Bytes {
  return point[0] === 0x40 ? point.subarray(1) : new Uint8Array();
}

function privateObject(algorithm: Bytes, key: Bytes): KeyObject {
  const pkcs8 = der(SEQUENCE, VERSION_0, der(SEQUENCE, algorithm), der(OCTET_STRING, key));
  return createPrivateKey({ key: view(pkcs8), format: "der", type: "pkcs8" });
}

/** A secret key without parameters, by its raw octets; of ML-KEM and ML-DSA by its seed. */
export function rawPrivateObject(name: KeyName, octets: Bytes): KeyObject {
  const oid = fromHex(OIDS[name]);
  if (name.startsWith("slh-")) return privateObject(oid, octets);
  return privateObject(oid, der(name.startsWith("ml-") ? SEED : OCTET_STRING, octets));
}

/** The private key of a curve with two coordinates, by its secret number. */
export function curvePrivateObject(key: PublicKey, secret: Bytes): KeyObject {
  const [oid = new Uint8Array()] = key.values;
  const number = der(OCTET_STRING, leftPadded(secret, key.curve?.octets ?? 0));
  return privateObject(concatBytes(EC_PUBLIC_KEY, der(OBJECT_ID, oid)), der(SEQUENCE, VERSION_1, number));
}

/** The key objects, made once for each key; none for unknown algorithms and numbers that are no key. */
export const keyObjects: (key: PublicKey) => readonly KeyObject[] = oncePer((key) => {
  try {
    return publicObjects(key);
  } catch {
    return [];
  }
});
