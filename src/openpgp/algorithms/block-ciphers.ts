import type { OldCipher } from "./decrypt-old-cipher.ts";
import type { CipherName } from "../policy.ts";

export interface BlockCipher {
  /** In CFB, as node:crypto names it. */
  readonly name: string;
  readonly blockOctets: number;
}

/** The ciphers that OpenSSL has. */
export const BLOCK_CIPHERS: Record<Exclude<CipherName, OldCipher>, BlockCipher> = {
  aes128: { name: "aes-128-cfb", blockOctets: 16 },
  aes192: { name: "aes-192-cfb", blockOctets: 16 },
  aes256: { name: "aes-256-cfb", blockOctets: 16 },
  camellia128: { name: "camellia-128-cfb", blockOctets: 16 },
  camellia192: { name: "camellia-192-cfb", blockOctets: 16 },
  camellia256: { name: "camellia-256-cfb", blockOctets: 16 },
  tripledes: { name: "des-ede3-cfb", blockOctets: 8 },
};
