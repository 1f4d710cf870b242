/** Encrypts a body once; what follows every member's head is the same octets. */
import { type CipherGCM, type CipherGCMTypes, createCipheriv } from "node:crypto";
import { type Bytes, cipherPieces, concatBytes, gatherBytes, type Random, type SealedBody } from "#base";
import { derHeader, octetString, oid, sequence, smallInteger } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";

const KEY_BYTES = 32;
const CBC_BLOCK = 16;
const GCM_NONCE_BYTES = 12;
const GCM_TAG_BYTES = 16;

/**
 * Seals content with AES-256 under a fresh key. `shared` is EncryptedContentInfo, DER (RFC 5652 §6.1);
 * for "gcm" followed by the mac of AuthEnvelopedData (RFC 5083 §2.1).
 */
export function sealBody(input: { content: Bytes; cipher: "cbc" | "gcm"; random: Random }): SealedBody {
  const sessionKey = input.random.bytes(KEY_BYTES);
  const shared =
    input.cipher === "cbc"
      ? sealCbc(input.content, sessionKey, input.random.bytes(CBC_BLOCK))
      : sealGcm(input.content, sessionKey, input.random.bytes(GCM_NONCE_BYTES));
  return { sessionKey, shared, cipher: input.cipher };
}

function sealCbc(content: Bytes, key: Bytes, iv: Bytes): Bytes {
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const algorithm = sequence(oid(OID.aes256Cbc), octetString(iv));
  const length = content.length + CBC_BLOCK - (content.length % CBC_BLOCK);
  const head = contentInfoHead(algorithm, length);
  return gatherBytes(head.length + length, inOrder([head], cipherPieces(cipher, content)));
}

function sealGcm(content: Bytes, key: Bytes, nonce: Bytes): Bytes {
  const name: CipherGCMTypes = "aes-256-gcm";
  const cipher: CipherGCM = createCipheriv(name, key, nonce, { authTagLength: GCM_TAG_BYTES });
  const parameters = sequence(octetString(nonce), smallInteger(GCM_TAG_BYTES));
  const algorithm = sequence(oid(OID.aes256Gcm), parameters);
  const head = contentInfoHead(algorithm, content.length);
  const length = head.length + content.length + octetString(new Uint8Array(GCM_TAG_BYTES)).length;
  return gatherBytes(length, inOrder([head], cipherPieces(cipher, content), tagOf(cipher)));
}

/** Known only when all of the content went through. */
function* tagOf(cipher: CipherGCM): Generator<Bytes> {
  yield octetString(cipher.getAuthTag());
}

function* inOrder(...sources: readonly Iterable<Bytes>[]): Generator<Bytes> {
  for (const source of sources) yield* source;
}

/** What stands in front of so many octets of ciphertext. */
function contentInfoHead(algorithm: Bytes, length: number): Bytes {
  const content = derHeader(0x80, length);
  const type = oid(OID.data);
  const whole = type.length + algorithm.length + content.length + length;
  return concatBytes(derHeader(0x30, whole), type, algorithm, content);
}
