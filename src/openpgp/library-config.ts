/**
 * What OpenPGP.js may do, said in full and handed to every call: nothing here depends on the library's
 * defaults, and nobody changes its globals. Keys and signatures are read and judged without it.
 */
import { type Config, config as defaults, enums } from "openpgp";
import { decompressedLimit, LIMITS } from "#base";

const BROKEN_HASHES = new Set([enums.hash.md5, enums.hash.ripemd]);
const MIN_RSA_BITS = 2048;

/** For everything that is written. */
export const LIBRARY_CONFIG: Config = Object.freeze({
  ...defaults,
  preferredHashAlgorithm: enums.hash.sha512,
  preferredSymmetricAlgorithm: enums.symmetric.aes256,
  preferredCompressionAlgorithm: enums.compression.uncompressed,
  aeadProtect: false,
  v6Keys: false,
  enableParsingV5Entities: false,
  parseAEADEncryptedV4KeysAsLegacy: false,
  s2kType: enums.s2k.iterated,
  maxArgon2MemoryExponent: LIMITS.s2kArgon2MemoryExponent,
  maxDecompressedMessageSize: LIMITS.decompressedBytesSmall,
  allowUnauthenticatedMessages: false,
  allowUnauthenticatedStream: false,
  allowInsecureDecryptionWithSigningKeys: false,
  allowInsecureVerificationWithReformattedKeys: false,
  allowMissingKeyFlags: false,
  ignoreUnsupportedPackets: true,
  ignoreMalformedPackets: false,
  enforceGrammar: true,
  additionalAllowedPackets: [],
  minRSABits: MIN_RSA_BITS,
  knownNotations: [],
  nonDeterministicSignaturesViaNotation: true,
  showVersion: false,
  showComment: false,
  rejectHashAlgorithms: new Set([...BROKEN_HASHES, enums.hash.sha1]),
  rejectMessageHashAlgorithms: new Set([...BROKEN_HASHES, enums.hash.sha1]),
  rejectPublicKeyAlgorithms: new Set([enums.publicKey.elgamal, enums.publicKey.dsa]),
  rejectCurves: new Set([enums.curve.secp256k1]),
});

/** For reading a message of this size: how far it may grow depends on it. */
export function readingConfig(messageOctets: number): Config {
  return { ...LIBRARY_CONFIG, maxDecompressedMessageSize: decompressedLimit(messageOctets) };
}

/** For reading key files: a packet that nobody understands takes no other packet with it. */
export const KEY_FILE_CONFIG: Config = Object.freeze({ ...LIBRARY_CONFIG, ignoreMalformedPackets: true });
