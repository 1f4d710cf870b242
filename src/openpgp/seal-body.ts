import { createMessage, encrypt, sign } from "openpgp";
import { type Bytes, type ListSecret, type Profile, type SealedBody, systemRandom } from "#base";
import { encryptVersion2 } from "./aead-chunks.ts";
import { LIBRARY_CONFIG } from "./library-config.ts";
import { TAG } from "./packets.ts";
import { libraryKey } from "./parsed-key.ts";
import { writePacket } from "./write-packet.ts";

const SESSION_KEY_OCTETS = 32;

export interface SealInput {
  readonly content: Bytes;
  /** Signs inside the encryption, in one pass; null leaves the content unsigned. */
  readonly signWith: ListSecret | null;
  readonly at: Date;
  /** SEIPD version 2 with its mode; everything else is version 1, which every program reads. */
  readonly cipher?: Profile["cipher"];
}

type Version2 = "seipd2-ocb" | "seipd2-gcm";

/**
 * Encrypts a body once under a fresh AES-256 session key, for any number of recipients: a SEIPD packet. Key packets
 * come in front of it, one per member.
 */
export async function sealBody({ cipher = "seipd1", ...input }: SealInput): Promise<SealedBody> {
  const isVersion2 = cipher === "seipd2-ocb" || cipher === "seipd2-gcm";
  return isVersion2 ? sealVersion2(input, cipher) : sealVersion1(input);
}

/** RFC 9580 §5.13.1. */
async function sealVersion1({ content, signWith, at }: SealInput): Promise<SealedBody> {
  const sessionKey = systemRandom.bytes(SESSION_KEY_OCTETS);
  const shared = await encrypt({
    message: await createMessage({ binary: content, date: at }),
    sessionKey: { data: sessionKey, algorithm: "aes256" },
    signingKeys: signWith === null ? [] : [await libraryKey(signWith)],
    date: at,
    format: "binary",
    config: LIBRARY_CONFIG,
  });
  return { sessionKey, shared, cipher: "seipd1" };
}

/** Version, AES-256, mode, chunks of 256 KiB. */
const HEADS = { "seipd2-ocb": [2, 9, 2, 12], "seipd2-gcm": [2, 9, 3, 12] } as const;
const SALT_OCTETS = 32;

/** RFC 9580 §5.13.2, over node:crypto: the library's OCB takes a hundred times as long. */
async function sealVersion2(input: SealInput, cipher: Version2): Promise<SealedBody> {
  const sessionKey = systemRandom.bytes(SESSION_KEY_OCTETS);
  const head = Buffer.concat([new Uint8Array(HEADS[cipher]), systemRandom.bytes(SALT_OCTETS)]);
  const sealed = encryptVersion2(head, sessionKey, await plainPackets(input));
  return { sessionKey, shared: writePacket(TAG.seipd, head, ...sealed), cipher };
}

/** The literal, between the list's one-pass packet and signature if it signs. */
async function plainPackets({ content, signWith, at }: SealInput): Promise<Bytes> {
  const message = await createMessage({ binary: content, date: at });
  if (signWith === null) return message.write() as Bytes;
  const signingKeys = await libraryKey(signWith);
  return sign({ message, signingKeys, date: at, format: "binary", config: LIBRARY_CONFIG });
}
