/**
 * The session key for one recipient, by the algorithm of their key (RFC 9580 §5.1.3 to §5.1.7, RFC 9980 §4.3). It is
 * the only work per member, so nothing is parsed here: everything is in the Recipient.
 */
import {
  constants,
  createECDH,
  createPublicKey,
  diffieHellman,
  encapsulate,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
} from "node:crypto";
import { type Bytes, concatBytes, oncePer, type OpenpgpKeyAlgorithm, type Recipient, view } from "#base";
import type { KeyName } from "../algorithms/algorithms.ts";
import {
  compositeKek,
  ecdhKek,
  type Montgomery,
  montgomeryKek,
  POINT_OCTETS,
  wrapKey,
} from "./key-encryption-key.ts";
import { rawPublicObject } from "../algorithms/key-object.ts";
import { writeMpi } from "../packets/packet-fields.ts";

/** In a version 3 packet the cipher stands with the key; version 6 leaves it to the encrypted data. */
export type PkeskVersion = 3 | 6;

const AES256 = 9;
/** RFC 9580 §9.1, RFC 9980 §2. */
const ALGORITHM_IDS: Record<OpenpgpKeyAlgorithm, number> = {
  rsa: 1,
  cv25519: 18,
  p256: 18,
  p384: 18,
  p521: 18,
  brainpool256: 18,
  brainpool384: 18,
  brainpool512: 18,
  x25519: 25,
  x448: 26,
  "mlkem768-x25519": 35,
  "mlkem1024-x448": 36,
};

const NODE_CURVES = {
  p256: "prime256v1",
  p384: "secp384r1",
  p521: "secp521r1",
  brainpool256: "brainpoolP256r1",
  brainpool384: "brainpoolP384r1",
  brainpool512: "brainpoolP512r1",
} as const;

type NamedCurve = keyof typeof NODE_CURVES;

/** The algorithm's octet and its fields. Throws for algorithms of the other family. */
export function encryptedSessionKey(recipient: Recipient, sessionKey: Bytes, version: PkeskVersion): Bytes {
  const algorithm = recipient.algorithm as OpenpgpKeyAlgorithm;
  const lead = new Uint8Array([ALGORITHM_IDS[algorithm]]);
  switch (algorithm) {
    case "rsa":
      return concatBytes(lead, rsaFields(recipient, encoded(sessionKey, version)));
    case "cv25519":
      return concatBytes(lead, ...wrapped(recipient, agreeCv25519(recipient), encoded(sessionKey, version)));
    case "x25519":
    case "x448":
      return concatBytes(lead, ...montgomeryFields(recipient, algorithm, { sessionKey, version }));
    case "mlkem768-x25519":
    case "mlkem1024-x448":
      return concatBytes(lead, ...compositeFields(recipient, algorithm, { sessionKey, version }));
    default:
      return concatBytes(
        lead,
        ...wrapped(recipient, agreeEcdh(recipient, algorithm), encoded(sessionKey, version)),
      );
  }
}

/** Cipher, key and the sum of the key's octets (RFC 9580 §5.1.3). */
function encoded(sessionKey: Bytes, version: PkeskVersion): Bytes {
  const sum = sessionKey.reduce((total, octet) => (total + octet) & 0xffff, 0);
  return concatBytes(cipherOctet(version), sessionKey, new Uint8Array([sum >> 8, sum & 255]));
}

function cipherOctet(version: PkeskVersion): Bytes {
  return new Uint8Array(version === 3 ? [AES256] : []);
}

function rsaFields(recipient: Recipient, octets: Bytes): Bytes {
  const key = publicKeyOf(recipient);
  return writeMpi(publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, octets));
}

interface Agreed {
  /** With the octet in front that says its form (RFC 9580 §11.2). */
  readonly point: Bytes;
  readonly secret: Bytes;
}

function agreeCv25519(recipient: Recipient): Agreed {
  const { ephemeral, secret } = agree("x25519", publicKeyOf(recipient));
  return { point: concatBytes(new Uint8Array([0x40]), ephemeral), secret };
}

function agreeEcdh({ publicKey }: Recipient, curve: NamedCurve): Agreed {
  const ephemeral = createECDH(NODE_CURVES[curve]);
  const point = ephemeral.generateKeys();
  // The point is the end of the SubjectPublicKeyInfo, as long as every uncompressed point of its curve.
  return { point, secret: ephemeral.computeSecret(publicKey.subarray(-point.length)) };
}

/** RFC 9580 §5.1.5 and §11.5. */
function wrapped({ kdf }: Recipient, { point, secret }: Agreed, octets: Bytes): readonly Bytes[] {
  const missing = 8 - (octets.length % 8);
  const padded = concatBytes(octets, new Uint8Array(missing).fill(missing));
  const key = wrapKey(ecdhKek(kdf, secret), padded);
  return [writeMpi(point), new Uint8Array([key.length]), key];
}

function agree(
  curve: Montgomery,
  publicKey: KeyObject,
): { readonly ephemeral: Bytes; readonly secret: Bytes } {
  const own = curve === "x448" ? generateKeyPairSync("x448") : generateKeyPairSync("x25519");
  const secret = diffieHellman({ privateKey: own.privateKey, publicKey });
  // As a JWK, because that is ten times cheaper here than the DER form.
  return { ephemeral: Buffer.from(own.publicKey.export({ format: "jwk" }).x ?? "", "base64url"), secret };
}

interface Wrapping {
  readonly sessionKey: Bytes;
  readonly version: PkeskVersion;
}

/** RFC 9580 §5.1.6, §5.1.7. */
function montgomeryFields(recipient: Recipient, curve: Montgomery, wrapping: Wrapping): readonly Bytes[] {
  const { ephemeral, secret } = agree(curve, publicKeyOf(recipient));
  const publicKey = recipient.publicKey.subarray(-POINT_OCTETS[curve]);
  return [ephemeral, ...wrappedBare(montgomeryKek(curve, { ephemeral, publicKey, secret }), wrapping)];
}

const COMPOSITES = {
  "mlkem768-x25519": ["x25519", "ml-kem-768"],
  "mlkem1024-x448": ["x448", "ml-kem-1024"],
} as const satisfies Record<string, readonly [Montgomery, KeyName]>;

/** RFC 9980 §4.3. */
function compositeFields(
  recipient: Recipient,
  algorithm: keyof typeof COMPOSITES,
  wrapping: Wrapping,
): readonly Bytes[] {
  const [curve, mlkem] = COMPOSITES[algorithm];
  const publicKey = recipient.publicKey.subarray(0, POINT_OCTETS[curve]);
  const [point, lattice] = compositeKeys(recipient, [curve, mlkem]);
  const { ephemeral, secret } = agree(curve, point);
  const { sharedKey, ciphertext } = encapsulate(lattice);
  const kek = compositeKek(ALGORITHM_IDS[algorithm], sharedKey, { ephemeral, publicKey, secret });
  return [ephemeral, ciphertext, ...wrappedBare(kek, wrapping)];
}

/** Length, cipher in version 3, wrapped key. */
function wrappedBare(kek: Bytes, { sessionKey, version }: Wrapping): readonly Bytes[] {
  const cipher = cipherOctet(version);
  const key = wrapKey(kek, sessionKey);
  return [new Uint8Array([cipher.length + key.length]), cipher, key];
}

const composites = new WeakMap<Recipient, readonly [KeyObject, KeyObject]>();

const publicKeyOf: (recipient: Recipient) => KeyObject = oncePer(({ publicKey }) =>
  createPublicKey({ key: view(publicKey), format: "der", type: "spki" }),
);

function compositeKeys(
  recipient: Recipient,
  [curve, mlkem]: readonly [Montgomery, KeyName],
): readonly [KeyObject, KeyObject] {
  const kept = composites.get(recipient);
  if (kept !== undefined) return kept;
  const border = POINT_OCTETS[curve];
  const { publicKey } = recipient;
  const made = [
    rawPublicObject(curve, publicKey.subarray(0, border)),
    rawPublicObject(mlkem, publicKey.subarray(border)),
  ] as const;
  composites.set(recipient, made);
  return made;
}
