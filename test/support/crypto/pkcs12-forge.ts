/** PKCS#12 files put together piece by piece, right or wrong in one place. */
import { createHmac, pbkdf2Sync } from "node:crypto";
import { type Bytes, utf8 } from "#base";
import {
  der,
  derNull,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  smallInteger,
} from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { passphraseForms } from "../../../src/smime/key-files/passphrase.ts";
import { pkcs12Key } from "../../../src/smime/key-files/pkcs12-kdf.ts";

const SALT = Buffer.from("0123456789abcdef");
const FRIENDLY_NAME = "1.2.840.113549.1.9.20";

export function contentInfo(type: string, content: Bytes): Bytes {
  return sequence(oid(type), der(0xa0, content));
}

/** SafeContents in clear, as one of an AuthenticatedSafe. */
export function clearSafe(...bags: readonly Bytes[]): Bytes {
  return contentInfo(OID.data, octetString(sequence(...bags)));
}

export function bag(id: string, value: Bytes): Bytes {
  const name = sequence(oid(FRIENDLY_NAME), setOf(der(0x1e, Buffer.from("Alice", "utf16le").swap16())));
  return sequence(oid(id), der(0xa0, value), setOf(name));
}

export function keyBag(key: Bytes): Bytes {
  return bag(OID.keyBag, key);
}

export function certificateBag(certificate: Bytes): Bytes {
  return bag(OID.certBag, sequence(oid(OID.x509Certificate), der(0xa0, octetString(certificate))));
}

export function nestedBag(...bags: readonly Bytes[]): Bytes {
  return bag(OID.safeContentsBag, sequence(...bags));
}

/** A whole file; `mac` makes MacData over the AuthenticatedSafe. */
export async function pfx(safes: readonly Bytes[], mac: Mac | null = null): Promise<Bytes> {
  const content = sequence(...safes);
  const tail = mac ? [await mac(content)] : [];
  return sequence(smallInteger(3), contentInfo(OID.data, octetString(content)), ...tail);
}

export type Mac = (content: Bytes) => Promise<Bytes>;

/** RFC 7292 §4, SHA-256, over these octets of a passphrase. */
export function oldMac(bmp: Bytes, rounds = 10): Mac {
  return async (content) => {
    const kdf = { hash: "sha256", bmp, salt: SALT, iterations: rounds };
    const key = await pkcs12Key(kdf, "mac", 32, { roundsUsed: 0 });
    const mac = createHmac("sha256", key).update(content).digest();
    const info = sequence(sequence(oid(OID.sha256), derNull), octetString(mac));
    return sequence(info, octetString(SALT), integer(rounds));
  };
}

export function usualMac(passphrase: string): Mac {
  return oldMac(passphraseForms(passphrase)[0].bmp);
}

/** RFC 9579: PBKDF2 and HMAC, both with the same hash; macSalt and iterations are there and mean nothing. */
export function pbmac1(passphrase: string, hash: "sha256" | "sha512", keyBytes: number | null = 32): Mac {
  const hmac = sequence(oid(hash === "sha256" ? OID.hmacSha256 : OID.hmacSha512), derNull);
  const length = keyBytes === null ? [] : [smallInteger(keyBytes)];
  const derivation = sequence(oid(OID.pbkdf2), sequence(octetString(SALT), integer(2048), ...length, hmac));
  const algorithm = sequence(oid(OID.pbmac1), sequence(derivation, hmac));
  return (content) => {
    const key = pbkdf2Sync(utf8(passphrase), SALT, 2048, keyBytes ?? 32, hash);
    const mac = createHmac(hash, key).update(content).digest();
    return Promise.resolve(
      sequence(sequence(algorithm, octetString(mac)), octetString(utf8("NOT USED")), smallInteger(1)),
    );
  };
}
