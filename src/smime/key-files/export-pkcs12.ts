/**
 * Writes a list's key as PKCS#12 (RFC 7292) for other programs: keys and certificates under AES-256 with
 * PBKDF2, the whole under a MAC with SHA-256, as current OpenSSL, NSS and Windows read it.
 */
import { createCipheriv, createHmac, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { type Bytes, concatBytes, type ListSecret, type Random } from "#base";
import { der, derNull, integer, octetString, oid, sequence, setOf, smallInteger } from "../asn1/der.ts";
import { digest } from "../signatures/digest.ts";
import { OID } from "../asn1/oids.ts";
import { type Passphrase, passphraseForms } from "./passphrase.ts";
import { pkcs12Key } from "./pkcs12-kdf.ts";

const ROUNDS = 100_000;
const SALT_BYTES = 16;

/** One PKCS#12 file; the passphrase protects key and certificates. */
export async function exportPkcs12(secret: ListSecret, passphrase: string, random: Random): Promise<Bytes> {
  const [form] = passphraseForms(passphrase);
  const lock = (plain: Bytes) => encrypt(plain, form, random);
  const [own] = secret.certificates;
  const keyId = localKeyId(own ?? secret.secret);
  const key = await lock(secret.secret);
  const keyBag = bag(OID.shroudedKeyBag, sequence(key.algorithm, octetString(key.ciphertext)), keyId);
  const certificates = secret.certificates.map((certificate, i) =>
    bag(OID.certBag, certificateBag(certificate), i === 0 ? keyId : null),
  );
  const safes = sequence(
    encryptedSafe(await lock(sequence(...certificates))),
    contentInfo(OID.data, octetString(sequence(keyBag))),
  );
  return sequence(
    smallInteger(3),
    contentInfo(OID.data, octetString(safes)),
    await macData(safes, form, random.bytes(SALT_BYTES)),
  );
}

function contentInfo(type: string, content: Bytes): Bytes {
  return sequence(oid(type), der(0xa0, content));
}

/** SafeBag ::= SEQUENCE { bagId, bagValue [0], bagAttributes SET OPTIONAL } (RFC 7292 §4.2) */
function bag(id: string, value: Bytes, keyId: Bytes | null): Bytes {
  const attributes = keyId ? [setOf(keyId)] : [];
  return sequence(oid(id), der(0xa0, value), ...attributes);
}

function certificateBag(certificate: Bytes): Bytes {
  return sequence(oid(OID.x509Certificate), der(0xa0, octetString(certificate)));
}

/** Leads from the key to its certificate (RFC 2985 §5.5.2). */
function localKeyId(certificate: Bytes): Bytes {
  return sequence(oid(OID.localKeyId), setOf(octetString(digest("sha1", certificate))));
}

interface Locked {
  readonly algorithm: Bytes;
  readonly ciphertext: Bytes;
}

/** PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018 §6.2). */
async function encrypt(plain: Bytes, { octets }: Passphrase, random: Random): Promise<Locked> {
  const salt = random.bytes(SALT_BYTES);
  const iv = random.bytes(16);
  const key = await promisify(pbkdf2)(octets, salt, ROUNDS, 32, "sha256");
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const prf = sequence(oid(OID.hmacSha256), derNull);
  const derivation = sequence(oid(OID.pbkdf2), sequence(octetString(salt), integer(ROUNDS), prf));
  const scheme = sequence(oid(OID.aes256Cbc), octetString(iv));
  return {
    algorithm: sequence(oid(OID.pbes2), sequence(derivation, scheme)),
    ciphertext: concatBytes(cipher.update(plain), cipher.final()),
  };
}

/** EncryptedData (RFC 5652 §8) */
function encryptedSafe({ algorithm, ciphertext }: Locked): Bytes {
  const info = sequence(oid(OID.data), algorithm, der(0x80, ciphertext));
  return contentInfo(OID.encryptedData, sequence(smallInteger(0), info));
}

async function macData(content: Bytes, { bmp }: Passphrase, salt: Bytes): Promise<Bytes> {
  const kdf = { hash: "sha256", bmp, salt, iterations: ROUNDS };
  const key = await pkcs12Key(kdf, "mac", 32, { roundsUsed: 0 });
  const mac = createHmac("sha256", key).update(content).digest();
  const digestInfo = sequence(sequence(oid(OID.sha256), derNull), octetString(mac));
  return sequence(digestInfo, octetString(salt), integer(ROUNDS));
}
