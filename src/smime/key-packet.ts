/** Writes one member's head: the outer CMS headers with their lengths, and the one RecipientInfo. */
import { constants, createECDH, createPublicKey, publicEncrypt } from "node:crypto";
import { type Bytes, concatBytes, type Recipient, type SealedBody } from "#base";
import { readWhole, TAG } from "./ber.ts";
import { der, derHeader, derNull, octetString, oid, sequence, setOf, smallInteger } from "./der.ts";
import { Cursor } from "./cursor.ts";
import { sharedInfo, wrapAlgorithmIdentifier, wrapKey, x963Kdf } from "./key-agreement.ts";
import { OID } from "./oids.ts";

/** KDF per curve as RFC 5753 §8 pairs them; the key wrap is as strong as the content cipher. */
const CURVES = {
  p256: { name: "prime256v1", scheme: OID.dhSha256Kdf, hash: "sha256" },
  p384: { name: "secp384r1", scheme: OID.dhSha384Kdf, hash: "sha384" },
  p521: { name: "secp521r1", scheme: OID.dhSha512Kdf, hash: "sha512" },
} as const;

/**
 * The head for one recipient: head ‖ body.shared is a ContentInfo with EnvelopedData (RFC 5652 §6.1)
 * or AuthEnvelopedData (RFC 5083 §2.1).
 */
export function keyPacket(recipient: Recipient, body: SealedBody): Bytes {
  const transport = recipient.algorithm === "rsa";
  const info = transport ? keyTransport(recipient, body) : keyAgreement(recipient, body);
  const gcm = body.cipher === "gcm";
  const version = smallInteger(gcm || transport ? 0 : 2);
  return wrapped(gcm ? OID.authEnvelopedData : OID.envelopedData, [version, setOf(info)], body.shared.length);
}

function wrapped(type: string, inner: readonly Bytes[], following: number): Bytes {
  const innerLength = inner.reduce((sum, part) => sum + part.length, following);
  const data = derHeader(TAG.sequence, innerLength);
  const explicit = derHeader(0xa0, data.length + innerLength);
  const id = oid(type);
  const whole = id.length + explicit.length + data.length + innerLength;
  return concatBytes(derHeader(TAG.sequence, whole), id, explicit, data, ...inner);
}

/** KeyTransRecipientInfo with RSAES-PKCS1-v1_5 (RFC 5652 §6.2.1, RFC 3370 §4.2.1): what every reader has. */
function keyTransport(recipient: Recipient, body: SealedBody): Bytes {
  const key = createPublicKey({ key: Buffer.from(recipient.publicKey), format: "der", type: "spki" });
  const encrypted = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, body.sessionKey);
  const algorithm = sequence(oid(OID.rsaEncryption), derNull);
  return sequence(smallInteger(0), recipient.locator, algorithm, octetString(encrypted));
}

/** KeyAgreeRecipientInfo with a fresh ephemeral key (RFC 5753 §3.1.1). */
function keyAgreement(recipient: Recipient, body: SealedBody): Bytes {
  const curve = CURVES[recipient.algorithm as keyof typeof CURVES];
  const ecdh = createECDH(curve.name);
  const ephemeral = ecdh.generateKeys();
  const secret = ecdh.computeSecret(pointOf(recipient.publicKey));
  const wrap = wrapAlgorithmIdentifier(OID.aes256Wrap);
  const kek = x963Kdf(curve.hash, secret, sharedInfo(wrap, 32, null), 32);
  const originatorKey = der(0xa1, sequence(oid(OID.ecPublicKey)), bitString(ephemeral));
  const encryptedKey = sequence(recipient.locator, octetString(wrapKey(kek, body.sessionKey)));
  return der(
    0xa1,
    smallInteger(3),
    der(0xa0, originatorKey),
    sequence(oid(curve.scheme), wrap),
    sequence(encryptedKey),
  );
}

function pointOf(subjectPublicKeyInfo: Bytes): Bytes {
  const fields = new Cursor(readWhole(subjectPublicKeyInfo));
  fields.any();
  return fields.take(TAG.bitString).content.subarray(1);
}

function bitString(bytes: Bytes): Bytes {
  return der(TAG.bitString, Buffer.from([0]), bytes);
}
