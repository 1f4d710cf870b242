/**
 * Keys as they travel between rooms: octets and the few facts that others decide on. Parsed key objects
 * stay inside the crypto rooms.
 */
import type { Bytes } from "./bytes.ts";
import type { EmailAddress } from "./email-address.ts";
import type { Fingerprint, Scheme, Signature, WhyCode } from "./verdict.ts";

/**
 * A private key of a list, unlocked, in memory only.
 * OpenPGP: `secret` is a binary transferable secret key without passphrase.
 * S/MIME: `secret` is PKCS#8 DER, `certificates` the chain as DER, own certificate first.
 */
export interface ListSecret {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly secret: Bytes;
  readonly certificates: readonly Bytes[];
}

/** A public key or certificate (binary; DER) whose signatures may count. */
export interface SignerKey {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly bytes: Bytes;
  /** The owner named this very key by its fingerprint: SHA-1 self-signatures are read, chains not asked for. */
  readonly pinned: boolean;
  /** True: who issued it said so, in no file that comes along. OpenPGP keys say it themselves. */
  readonly revoked?: boolean;
}

/** What a signature says about its maker before it is verified. */
export type SignerHint =
  | { readonly scheme: "openpgp"; readonly keyId: string; readonly fingerprint: Fingerprint | null }
  | { readonly scheme: "smime"; readonly certificate: Bytes | null };

/** Asked for keys once the content is open; gives those that are bound on this list. */
export type SignerLookup = (hints: readonly SignerHint[]) => Promise<readonly SignerKey[]>;

/** Kinds of keys that a PKESK is written for (RFC 9580 §5.1, RFC 9980 §4.3). */
export type OpenpgpKeyAlgorithm =
  | "rsa"
  | "cv25519"
  | "x25519"
  | "x448"
  | "p256"
  | "p384"
  | "p521"
  | "brainpool256"
  | "brainpool384"
  | "brainpool512"
  | "mlkem768-x25519"
  | "mlkem1024-x448";

/** Kinds of keys that a RecipientInfo is written for (RFC 5652 §6.2, RFC 9629). */
export type SmimeKeyAlgorithm =
  | "rsa"
  | "rsa-oaep"
  | "x25519"
  | "x448"
  | "p256"
  | "p384"
  | "p521"
  | "ml-kem-512"
  | "ml-kem-768"
  | "ml-kem-1024";

/** Everything a key packet needs, made once when a key is bound: fan-out parses no keys. */
export interface Recipient {
  readonly scheme: Scheme;
  /** The bound key: primary fingerprint, or certificate. */
  readonly fingerprint: Fingerprint;
  readonly algorithm: OpenpgpKeyAlgorithm | SmimeKeyAlgorithm;
  /** SubjectPublicKeyInfo, DER (RFC 5280 §4.1); of OpenPGP's ML-KEM composites the point, then the ML-KEM key, raw. */
  readonly publicKey: Bytes;
  /**
   * OpenPGP: version and fingerprint of the encryption (sub)key, or its key id, 8 octets. S/MIME:
   * IssuerAndSerialNumber, DER (RFC 5652 §10.2.4).
   */
  readonly locator: Bytes;
  /**
   * OpenPGP ECDH: OID, KDF parameters and subkey fingerprint as the KDF wants them. S/MIME "rsa-oaep": the
   * AlgorithmIdentifier that keyEncryptionAlgorithm is to be, DER. Else empty.
   */
  readonly kdf: Bytes;
  readonly usableFrom: Date;
  readonly usableUntil: Date | null;
  /** OpenPGP: SEIPDv2 announced, and with which mode. S/MIME: AES-GCM announced in SMIMECapabilities. */
  readonly aead: "gcm" | "ocb" | null;
}

/** What all copies share that are sealed alike: members of one profile share one body. */
export interface Profile {
  /** Names the profile in the plan: equal keys are one profile. */
  readonly key: string;
  readonly scheme: Scheme | "clear";
  readonly cipher: "seipd1" | "seipd2-ocb" | "seipd2-gcm" | "cbc" | "gcm" | "none";
  /** Signed by the list. */
  readonly sign: boolean;
  readonly language: string;
  /** The copy says that it left in clear (S6). */
  readonly marked: boolean;
}

/** A body encrypted once; `shared` follows every member's own head. */
export interface SealedBody {
  readonly sessionKey: Bytes;
  readonly shared: Bytes;
  /** What the head needs to know about the body, e.g. "seipd1" or "cbc". */
  readonly cipher: string;
}

/** What a head depends on: of the octets only how many follow. */
export interface HeadBody extends Omit<SealedBody, "shared"> {
  readonly shared: Pick<Bytes, "length">;
}

export interface OpenRequest {
  readonly ciphertext: Bytes;
  readonly secrets: readonly ListSecret[];
  /** Keys, chains and revocations are judged at this time: arrival. */
  readonly at: Date;
  readonly signers: SignerLookup;
}

export type OpenOutcome =
  | {
      readonly opened: true;
      readonly content: Bytes;
      readonly cipher: string;
      readonly sessionKeys: SessionKeys;
      readonly openedWith: Fingerprint;
      /** False for CMS EnvelopedData, whose CBC proves nothing (S13). */
      readonly integrity: boolean;
      /** Signatures that are part of the same cryptographic layer (OpenPGP sign+encrypt). */
      readonly signatures: readonly Signature[];
    }
  | { readonly opened: false; readonly why: WhyCode; readonly sessionKeys: SessionKeys };

/**
 * All that our keys took out of one message, whichever of them fitted: which one did would tell of what
 * it was used on (S11).
 */
export type SessionKeys = readonly Bytes[];

/** A key file in words, for people and for the rules about binding. */
export interface KeyDescription {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly version: number;
  readonly algorithm: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revoked: boolean;
  readonly secret: boolean;
  /** User ids, or the certificate's subject. */
  readonly names: readonly string[];
  /** Addresses the key proves (S2). */
  readonly addresses: readonly EmailAddress[];
  /** OpenPGP: ids (16 upper-case hex digits) of the primary key and subkeys that may sign; S/MIME: none. */
  readonly signingKeyIds: readonly string[];
  /** null: usable; else why not. */
  readonly cannotSign: WhyCode | null;
  readonly cannotEncrypt: WhyCode | null;
}
