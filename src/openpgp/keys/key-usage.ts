/** What a key or subkey is for: what its self-signatures say, or what its algorithm can do. */
import type { PublicKey } from "../algorithms/public-key.ts";
import type { SignaturePacket } from "../signatures/signature-packet.ts";
import { keyFlags } from "../signatures/subpackets.ts";

/** RFC 9580 §5.2.3.29. */
export const SIGN_FLAG = 0x02;
export const ENCRYPTION_FLAGS = 0x0c;

/**
 * The flags of the first of these self-signatures that tells any; none without a signature.
 *
 * QUIRK: keys that PGP made tell none. gpg uses those of version 4 by their algorithm, and so do we; sq and OpenPGP.js
 * do not use them.
 */
export function usageFlags(key: PublicKey, selfSignatures: readonly SignaturePacket[]): number {
  const told = selfSignatures.map(({ hashed }) => keyFlags(hashed)).find((flags) => flags !== null);
  return told ?? (selfSignatures.length > 0 && key.version === 4 ? flagsOfAlgorithm(key) : 0);
}

/** A subkey signs only if its binding says so, whatever its algorithm can do (S2). */
export function subkeyFlags(key: PublicKey, binding: SignaturePacket): number {
  const flags = usageFlags(key, [binding]);
  return keyFlags(binding.hashed) === null ? flags & ~SIGN_FLAG : flags;
}

const RSA_SIGN_ONLY = 3;
const ENCRYPTS: ReadonlySet<string> = new Set(["rsa", "elgamal", "ecdh", "xdh", "mlkem"]);

function flagsOfAlgorithm({ algorithm, algorithmId }: PublicKey): number {
  const encrypts = algorithm !== null && ENCRYPTS.has(algorithm.kind) && algorithmId !== RSA_SIGN_ONLY;
  return (algorithm?.signature === undefined ? 0 : SIGN_FLAG) | (encrypts ? ENCRYPTION_FLAGS : 0);
}
