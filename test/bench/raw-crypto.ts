/** The mathematics alone, over node:crypto with keys that are parsed already: what cryptography costs at best. */
import {
  constants,
  createCipheriv,
  createECDH,
  createHash,
  diffieHellman,
  encapsulate,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from "node:crypto";

export type RawKey =
  | "rsa2048"
  | "rsa3072"
  | "rsa4096"
  | "x25519"
  | "p256"
  | "p384"
  | "p521"
  | "ml-kem-768"
  | "ml-kem-768+x25519";

export interface RawKeyOptions {
  /** RSA with OAEP in place of PKCS#1 v1.5. */
  readonly oaep?: boolean;
  /** The ephemeral key is there already: all recipients of a message share it. */
  readonly shared?: boolean;
}

const SESSION_KEY = randomBytes(32);
const CURVES: Readonly<Record<string, string>> = { p256: "prime256v1", p384: "secp384r1", p521: "secp521r1" };

/** One session key for one recipient. */
export function rawKeyPacket(kind: RawKey, { oaep = false, shared = false }: RawKeyOptions = {}): () => void {
  if (kind.startsWith("rsa")) {
    const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(3)) });
    const padding = oaep ? constants.RSA_PKCS1_OAEP_PADDING : constants.RSA_PKCS1_PADDING;
    const options = oaep ? { key, padding, oaepHash: "sha256" } : { key, padding };
    return () => void publicEncrypt(options, SESSION_KEY);
  }
  const lattice = kind.startsWith("ml-kem") ? encapsulation() : () => {};
  if (kind === "ml-kem-768") return lattice;
  const curve = kind.endsWith("x25519") ? agreement(shared) : ecdh(CURVES[kind] ?? "", shared);
  return () => {
    lattice();
    curve();
  };
}

function encapsulation(): () => void {
  const { publicKey } = generateKeyPairSync("ml-kem-768");
  return () => void encapsulate(publicKey);
}

function agreement(shared: boolean): () => void {
  const { publicKey } = generateKeyPairSync("x25519");
  const kept: KeyObject | null = shared ? generateKeyPairSync("x25519").privateKey : null;
  return () =>
    void diffieHellman({ publicKey, privateKey: kept ?? generateKeyPairSync("x25519").privateKey });
}

function ecdh(curve: string, shared: boolean): () => void {
  const theirs = createECDH(curve).generateKeys();
  const ours = createECDH(curve);
  ours.generateKeys();
  return () => {
    if (!shared) ours.generateKeys();
    ours.computeSecret(theirs);
  };
}

export type RawCipher = "aes-256-cfb" | "aes-256-cbc";

/** Encrypts and digests so many octets: every sealed message costs that, opened or written. */
export function rawBody(cipher: RawCipher, octets: number): () => void {
  const content = Buffer.alloc(octets, "x");
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  return () => {
    const encryption = createCipheriv(cipher, key, iv);
    encryption.update(content);
    encryption.final();
    createHash("sha256").update(content).digest();
    // The packet with integrity protection is digested once more (RFC 9580 §5.13.1).
    if (cipher === "aes-256-cfb") createHash("sha1").update(content).digest();
  };
}

export interface RawPrivate {
  /** The session key is taken out and a signature verified. */
  readonly open: () => void;
  /** A signature is made. */
  readonly sign: () => void;
}

const DIGEST = randomBytes(32);

/** What a list's own key does for one message: Curve25519 and Ed25519 in OpenPGP, RSA-3072 in S/MIME. */
export function rawPrivate(cipher: RawCipher): RawPrivate {
  return cipher === "aes-256-cfb" ? rawEdwards() : rawRsa();
}

function rawEdwards(): RawPrivate {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signature = sign(null, DIGEST, privateKey);
  const agree = agreement(true);
  return {
    open: () => {
      agree();
      verify(null, DIGEST, publicKey, signature);
    },
    sign: () => void sign(null, DIGEST, privateKey),
  };
}

function rawRsa(): RawPrivate {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 3072 });
  const signature = sign("sha256", DIGEST, privateKey);
  const padding = constants.RSA_PKCS1_PADDING;
  const encrypted = publicEncrypt({ key: publicKey, padding }, SESSION_KEY);
  return {
    open: () => {
      privateDecrypt({ key: privateKey, padding }, encrypted);
      verify("sha256", DIGEST, publicKey, signature);
    },
    sign: () => void sign("sha256", DIGEST, privateKey),
  };
}
