/**
 * Writes KeyAgreeRecipientInfo (RFC 5652 §6.2.2) for NIST curves (RFC 5753 §3.1), X25519 and X448 (RFC 8418).
 *
 * All recipients of one body are given one ephemeral key, as they are in a message to several people (RFC 5753 §3.1.1):
 * it protects nothing but the session key that they all get, and making it is half of the work.
 */
import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from "node:crypto";
import { type Bytes, type HeadBody, type Recipient, view } from "#base";
import { readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { der, octetString, oid, sequence, smallInteger } from "../asn1/der.ts";
import { agreedKek, type AgreementScheme, SCHEMES } from "./key-derivation.ts";
import { AES256_WRAP, wrapKey } from "./key-wrap.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

interface Curve {
  readonly scheme: AgreementScheme;
  /** keyEncryptionAlgorithm, DER. */
  readonly algorithm: Bytes;
  readonly generate: () => Pair;
}

function curve(schemeId: string, generate: () => Pair): Curve {
  const algorithm = sequence(oid(schemeId), AES256_WRAP.identifier);
  return { scheme: SCHEMES[schemeId] ?? refuse("unsupported"), algorithm, generate };
}

/** KDF per curve as RFC 5753 §8 and RFC 8418 §4 pair them. */
const CURVES: Readonly<Partial<Record<Recipient["algorithm"], Curve>>> = {
  p256: curve(OID.dhSha256Kdf, () => generateKeyPairSync("ec", { namedCurve: "prime256v1" })),
  p384: curve(OID.dhSha384Kdf, () => generateKeyPairSync("ec", { namedCurve: "secp384r1" })),
  p521: curve(OID.dhSha512Kdf, () => generateKeyPairSync("ec", { namedCurve: "secp521r1" })),
  x25519: curve(OID.dhHkdfSha256, () => generateKeyPairSync("x25519")),
  x448: curve(OID.dhHkdfSha512, () => generateKeyPairSync("x448")),
};

const VERSION = smallInteger(3);

/** A KeyAgreeRecipientInfo, DER; the key wrap is as strong as the content cipher. */
export function writeKeyAgreement(recipient: Recipient, body: HeadBody): Bytes {
  const { scheme, algorithm, generate } = CURVES[recipient.algorithm] ?? refuse("unsupported");
  const { privateKey, originator } = ephemeralFor(body, recipient.algorithm, generate);
  const publicKey = createPublicKey({ key: view(recipient.publicKey), format: "der", type: "spki" });
  const wrap = AES256_WRAP;
  const kek = agreedKek(scheme, diffieHellman({ privateKey, publicKey }), { wrap, ukm: null });
  const encryptedKey = sequence(recipient.locator, octetString(wrapKey(wrap, kek, body.sessionKey)));
  return der(0xa1, VERSION, originator, algorithm, sequence(encryptedKey));
}

interface Ephemeral {
  readonly privateKey: KeyObject;
  /** originator [0] with OriginatorPublicKey [1], DER. */
  readonly originator: Bytes;
}

const ephemerals = new WeakMap<HeadBody, Map<string, Ephemeral>>();

function ephemeralFor(body: HeadBody, algorithm: string, generate: () => Pair): Ephemeral {
  const ofBody = ephemerals.get(body) ?? new Map<string, Ephemeral>();
  ephemerals.set(body, ofBody);
  const known = ofBody.get(algorithm) ?? ephemeralOf(generate());
  ofBody.set(algorithm, known);
  return known;
}

/** The algorithm stands without the curve, which the recipient's certificate names (RFC 5753 §3.1.1). */
function ephemeralOf({ privateKey, publicKey }: Pair): Ephemeral {
  const info = new Cursor(readWhole(publicKey.export({ format: "der", type: "spki" })));
  const algorithm = sequence(oid(new Cursor(info.take(TAG.sequence)).oid()));
  const originatorKey = der(0xa1, algorithm, info.take(TAG.bitString).raw);
  return { privateKey, originator: der(0xa0, originatorKey) };
}
