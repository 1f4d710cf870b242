/**
 * OpenPGP octets made by hand over node:crypto, right or wrong as a test wants them: no library would
 * write most of this. Packet layouts are RFC 9580 §5.
 */
import {
  createCipheriv,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signOctets,
} from "node:crypto";
import { type Bytes, concatBytes, fromHex, toHex, utf8 } from "#base";
import { writeArmour } from "../../../src/openpgp/packets/armour.ts";
import { rsaPair } from "./rsa-pool.ts";

export const octets = (...values: readonly number[]): Bytes => Uint8Array.from(values);
const number4 = (value: number): Bytes => fromHex(value.toString(16).padStart(8, "0"));
const number2 = (value: number): Bytes => fromHex(value.toString(16).padStart(4, "0"));
const seconds = (at: Date): Bytes => number4(Math.floor(at.getTime() / 1000));

export function packet(tag: number, ...body: readonly Bytes[]): Bytes {
  const content = concatBytes(...body);
  return concatBytes(octets(0xc0 | tag, 255), number4(content.length), content);
}

function mpi(value: Bytes): Bytes {
  const first = value.findIndex((octet) => octet !== 0);
  const trimmed = first < 0 ? octets() : value.subarray(first);
  const bits = trimmed.length === 0 ? 0 : trimmed.length * 8 - (Math.clz32(trimmed[0] ?? 0) - 24);
  return concatBytes(number2(bits), trimmed);
}

export type HashName = "md5" | "sha1" | "sha256" | "sha512";
const HASH_IDS: Record<HashName, number> = { md5: 1, sha1: 2, sha256: 8, sha512: 10 };

/** One key or subkey with its private half. */
export interface ForgedKey {
  readonly algorithm: number;
  readonly body: Bytes;
  readonly fingerprint: Bytes;
  readonly privateKey: KeyObject;
}

function forgeKey(
  algorithm: number,
  fields: Bytes,
  keys: { created: Date; privateKey: KeyObject },
): ForgedKey {
  const body = concatBytes(octets(4), seconds(keys.created), octets(algorithm), fields);
  const fingerprint = createHash("sha1").update(keyForHash(body)).digest();
  return { algorithm, body, fingerprint, privateKey: keys.privateKey };
}

function keyForHash(body: Bytes): Bytes {
  return concatBytes(octets(0x99), number2(body.length), body);
}

const rawPoint = (key: KeyObject): Bytes => key.export({ format: "der", type: "spki" }).subarray(-32);

export function ed25519Key(created: Date): ForgedKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const point = mpi(concatBytes(octets(0x40), rawPoint(publicKey)));
  return forgeKey(22, concatBytes(fromHex("092b06010401da470f01"), point), { created, privateKey });
}

export function cv25519Key(created: Date): ForgedKey {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const point = mpi(concatBytes(octets(0x40), rawPoint(publicKey)));
  const fields = concatBytes(fromHex("0a2b060104019755010501"), point, octets(3, 1, 8, 7));
  return forgeKey(18, fields, { created, privateKey });
}

/** Algorithm 25 of RFC 9580 in a version 4 key. */
export function x25519Key(created: Date): ForgedKey {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  return forgeKey(25, rawPoint(publicKey), { created, privateKey });
}

export function rsaKey(created: Date, modulusLength: number): ForgedKey {
  const { publicKey, privateKey } = rsaPair(modulusLength);
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const fields = concatBytes(mpi(Buffer.from(n, "base64url")), mpi(Buffer.from(e, "base64url")));
  return forgeKey(1, fields, { created, privateKey });
}

export interface SignatureParts {
  readonly by: ForgedKey;
  readonly type: number;
  /** What is signed, before the signature's own trailer. */
  readonly over: Bytes;
  readonly at: Date;
  readonly hash?: HashName;
  readonly hashed?: readonly Bytes[];
  readonly unhashed?: readonly Bytes[];
}

export function subpacket(type: number, ...body: readonly Bytes[]): Bytes {
  const content = concatBytes(...body);
  return concatBytes(octets(255), number4(content.length + 1), octets(type), content);
}

/** The contents of a version 4 signature packet. */
function signatureBody(parts: SignatureParts): Bytes {
  const hash = parts.hash ?? "sha256";
  const issuer = subpacket(33, octets(4), parts.by.fingerprint);
  const area = concatBytes(subpacket(2, seconds(parts.at)), issuer, ...(parts.hashed ?? []));
  const head = concatBytes(
    octets(4, parts.type, parts.by.algorithm, HASH_IDS[hash]),
    number2(area.length),
    area,
  );
  const toHash = concatBytes(parts.over, head, octets(4, 255), number4(head.length));
  const digest = createHash(hash).update(toHash).digest();
  const unhashed = concatBytes(...(parts.unhashed ?? []));
  return concatBytes(
    head,
    number2(unhashed.length),
    unhashed,
    digest.subarray(0, 2),
    signed(parts.by, hash, { toHash, digest }),
  );
}

function signed(by: ForgedKey, hash: HashName, what: { toHash: Bytes; digest: Bytes }): Bytes {
  if (by.algorithm === 1) return mpi(signOctets(hash, what.toHash, by.privateKey));
  const value = signOctets(null, what.digest, by.privateKey);
  return concatBytes(mpi(value.subarray(0, 32)), mpi(value.subarray(32)));
}

export const signature = (parts: SignatureParts): Bytes => packet(2, signatureBody(parts));

export const armouredSignature = (parts: SignatureParts): string =>
  writeArmour("PGP SIGNATURE", signature(parts));

export interface CertificateParts {
  readonly primary: ForgedKey;
  readonly userIds: readonly {
    readonly text: Bytes;
    readonly hashed?: readonly Bytes[];
    readonly hash?: HashName;
  }[];
  readonly at: Date;
  readonly subkeys?: readonly Bytes[];
  readonly direct?: readonly Bytes[];
}

export const keyFlags = (flags: number): Bytes => subpacket(27, octets(flags));
export const FLAGS = { certify: 1, sign: 2, encrypt: 12 } as const;

/** A transferable public key; user ids without `hashed` certify and sign. */
export function certificate(parts: CertificateParts): Bytes {
  const users = parts.userIds.map(
    ({ text, hashed = [keyFlags(FLAGS.certify | FLAGS.sign)], hash = "sha256" }) => {
      const over = certificationData(parts.primary, text);
      return concatBytes(
        packet(13, text),
        signature({ by: parts.primary, type: 0x13, over, at: parts.at, hashed, hash }),
      );
    },
  );
  return concatBytes(
    packet(6, parts.primary.body),
    ...(parts.direct ?? []),
    ...users,
    ...(parts.subkeys ?? []),
  );
}

/** RFC 9580 §5.2.4. */
export function certificationData(primary: ForgedKey, userId: Bytes): Bytes {
  return concatBytes(keyForHash(primary.body), octets(0xb4), number4(userId.length), userId);
}

export function bindingData(primary: ForgedKey, subkey: ForgedKey): Bytes {
  return concatBytes(keyForHash(primary.body), keyForHash(subkey.body));
}

export interface SubkeyParts {
  readonly primary: ForgedKey;
  readonly subkey: ForgedKey;
  readonly at: Date;
  /** null: no such subpacket. */
  readonly flags: number | null;
  readonly hashed?: readonly Bytes[];
  /** Who makes the back-signature; absent: nobody. */
  readonly backSignedBy?: ForgedKey;
  /** 0x19 if it is not told: what a back-signature has to be. */
  readonly backType?: number;
}

export function boundSubkey(parts: SubkeyParts): Bytes {
  const over = bindingData(parts.primary, parts.subkey);
  const { backSignedBy: by, backType: type = 0x19, at } = parts;
  const back = by === undefined ? [] : [subpacket(32, signatureBody({ by, type, over, at }))];
  const flags = parts.flags === null ? [] : [keyFlags(parts.flags)];
  const hashed = [...flags, ...(parts.hashed ?? []), ...back];
  return concatBytes(
    packet(14, parts.subkey.body),
    signature({ by: parts.primary, type: 0x18, over, at, hashed }),
  );
}

/** Key revocation with a reason octet (RFC 9580 §5.2.3.31). */
export function keyRevocation(primary: ForgedKey, at: Date, reason: number): Bytes {
  const hashed = [subpacket(29, octets(reason))];
  return signature({ by: primary, type: 0x20, over: keyForHash(primary.body), at, hashed });
}

export function literal(content: Bytes): Bytes {
  return packet(11, utf8("b"), octets(0), number4(0), content);
}

export function onePass(by: ForgedKey, isLast = true): Bytes {
  const keyId = by.fingerprint.subarray(-8);
  return packet(4, octets(3, 0, 8, by.algorithm), keyId, octets(isLast ? 1 : 0));
}

/** One-pass signed literal by one key. */
export function signedMessage(
  by: ForgedKey,
  content: Bytes,
  parts: Partial<SignatureParts> & { at: Date },
): Bytes {
  return concatBytes(onePass(by), literal(content), signature({ by, type: 0, over: content, ...parts }));
}

/** SEIPD version 1 around any octets (RFC 9580 §5.13.1). */
export function seipd1(sessionKey: Bytes, plain: Bytes): Bytes {
  const prefix = randomBytes(16);
  const covered = concatBytes(prefix, prefix.subarray(14), plain, octets(0xd3, 0x14));
  const mdc = createHash("sha1").update(covered).digest();
  const cipher = createCipheriv("aes-256-cfb", sessionKey, Buffer.alloc(16));
  return packet(18, octets(1), cipher.update(concatBytes(covered, mdc)), cipher.final());
}

export const fingerprintHex = (key: ForgedKey): string => toHex(key.fingerprint).toUpperCase();
