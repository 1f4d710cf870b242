import { createMessage, encrypt } from "openpgp";
import { type Bytes, type ListSecret, type SealedBody, systemRandom } from "#base";
import { LIBRARY_CONFIG } from "./library-config.ts";
import { libraryKey } from "./parsed-key.ts";

const SESSION_KEY_OCTETS = 32;

export interface SealInput {
  readonly content: Bytes;
  /** Signs inside the encryption, in one pass; null leaves the content unsigned. */
  readonly signWith: ListSecret | null;
  readonly at: Date;
}

/**
 * Encrypts a body once under a fresh AES-256 session key, for any number of recipients: a SEIPD packet
 * version 1 (RFC 9580 §5.13.1), which every program reads. Key packets come in front of it, one per member.
 */
export async function sealBody(input: SealInput): Promise<SealedBody> {
  const sessionKey = systemRandom.bytes(SESSION_KEY_OCTETS);
  const shared = await encrypt({
    message: await createMessage({ binary: input.content, date: input.at }),
    sessionKey: { data: sessionKey, algorithm: "aes256" },
    signingKeys: input.signWith === null ? [] : [await libraryKey(input.signWith)],
    date: input.at,
    format: "binary",
    config: LIBRARY_CONFIG,
  });
  return { sessionKey, shared, cipher: "aes256" };
}
