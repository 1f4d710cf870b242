/** The list's signature over content, made over node:crypto (RFC 9580 §5.2). */
import { createHash, createSign, type KeyObject, sign } from "node:crypto";
import { type Bytes, concatBytes, fromHex, type ListSecret, systemRandom } from "#base";
import { judgeKey } from "../keys/key-state.ts";
import { writeMpi } from "../packets/packet-fields.ts";
import { TAG } from "../packets/packets.ts";
import { parseKey } from "../keys/parsed-key.ts";
import { privateObjects } from "../algorithms/private-key-object.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import { secretKeyOf, type SecretPart } from "../algorithms/secret-key.ts";
import { writePacket } from "../packets/write-packet.ts";

export interface ContentSignature {
  /** Goes in front of the literal (RFC 9580 §5.4). */
  readonly onePass: Bytes;
  /** The signature packet. */
  readonly signature: Bytes;
}

/** Its name for micalg (RFC 3156 §5). */
export const SIGNING_MICALG = "pgp-sha512";
const HASH = { name: "sha512", id: 10, saltOctets: 32 } as const;
const BINARY = 0x00;

/** A binary signature by the newest part of the key that may sign at the time. Throws if there is none. */
export function signContent(content: Bytes, signWith: ListSecret, at: Date): ContentSignature {
  const part = signingPart(signWith, at);
  const { key } = part;
  const salt = key.version === 6 ? systemRandom.bytes(HASH.saltOctets) : new Uint8Array();
  const hashed = hashedOctets(key, at);
  const trailer = concatBytes(new Uint8Array([key.version, 0xff]), number(hashed.length, 4));
  const parts = [salt, content, hashed, trailer];
  const digest = digestOf(parts);
  const unhashed = key.version === 4 ? subpacket(16, fromHex(key.keyId)) : new Uint8Array();
  const signature = writePacket(
    TAG.signature,
    hashed,
    number(unhashed.length, countOctets(key)),
    unhashed,
    digest.subarray(0, 2),
    ...saltFields(key, salt),
    ...values(part, parts, digest),
  );
  return { onePass: onePass(key, salt), signature };
}

function signingPart(signWith: ListSecret, at: Date): SecretPart {
  const parsed = parseKey(signWith.secret);
  const state = parsed.ok ? judgeKey(parsed.value, { at, pinned: true }) : null;
  const able =
    state === null ? [] : [...state.subkeys, state.primary].filter(({ cannotSign }) => cannotSign === null);
  const newestFirst = able.toSorted((a, b) => b.key.created.getTime() - a.key.created.getTime());
  const { parts } = secretKeyOf(signWith);
  const found = newestFirst.map((component) =>
    parts.find(({ key }) => key.fingerprint === component.key.fingerprint),
  );
  const part = found.find((one) => one !== undefined);
  if (part === undefined) throw new Error("no part of the list's key may sign");
  return part;
}

function countOctets({ version }: PublicKey): number {
  return version === 6 ? 4 : 2;
}

function number(value: number, octets: number): Bytes {
  return fromHex(value.toString(16).padStart(octets * 2, "0"));
}

/** From the version to the end of the hashed area: when, and by which key. */
function hashedOctets(key: PublicKey, at: Date): Bytes {
  const created = subpacket(2, number(Math.floor(at.getTime() / 1000), 4));
  const issuer = subpacket(33, new Uint8Array([key.version]), fromHex(key.fingerprint));
  const lead = new Uint8Array([key.version, BINARY, key.algorithmId, HASH.id]);
  return concatBytes(lead, number(created.length + issuer.length, countOctets(key)), created, issuer);
}

function subpacket(type: number, ...body: readonly Bytes[]): Bytes {
  const content = concatBytes(...body);
  return concatBytes(new Uint8Array([content.length + 1, type]), content);
}

function saltFields({ version }: PublicKey, salt: Bytes): readonly Bytes[] {
  return version === 6 ? [new Uint8Array([salt.length]), salt] : [];
}

function onePass(key: PublicKey, salt: Bytes): Bytes {
  const isLast = new Uint8Array([1]);
  const lead = new Uint8Array([key.version === 6 ? 6 : 3, BINARY, HASH.id, key.algorithmId]);
  const issuer = fromHex(key.version === 6 ? key.fingerprint : key.keyId);
  return writePacket(TAG.onePassSignature, lead, ...saltFields(key, salt), issuer, isLast);
}

function digestOf(parts: readonly Bytes[]): Bytes {
  const hash = createHash(HASH.name);
  for (const octets of parts) hash.update(octets);
  return hash.digest();
}

function values(part: SecretPart, parts: readonly Bytes[], digest: Bytes): readonly Bytes[] {
  const objects = privateObjects(part);
  const [object] = objects;
  if (object === undefined) throw new Error("the list's key cannot be used");
  switch (part.key.algorithm?.kind) {
    case "rsa":
      return [writeMpi(signedOnce(object, parts))];
    case "ecdsa":
      return halves(signedOnce(object, parts));
    case "eddsa-legacy":
      return halves(sign(null, digest, object));
    default:
      return objects.map((one) => sign(null, digest, one));
  }
}

function signedOnce(key: KeyObject, parts: readonly Bytes[]): Bytes {
  const signer = createSign(HASH.name);
  for (const octets of parts) signer.update(octets);
  return signer.sign({ key, dsaEncoding: "ieee-p1363" });
}

function halves(value: Bytes): readonly Bytes[] {
  const middle = value.length / 2;
  return [writeMpi(value.subarray(0, middle)), writeMpi(value.subarray(middle))];
}
