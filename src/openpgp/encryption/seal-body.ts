import { createCipheriv, createHash } from "node:crypto";
import {
  type Bytes,
  cipherPieces,
  concatBytes,
  type ListSecret,
  type Profile,
  type SealedBody,
  systemRandom,
} from "#base";
import { encryptVersion2 } from "../algorithms/aead-chunks.ts";
import { TAG } from "../packets/packets.ts";
import { signContent } from "../signatures/sign-content.ts";
import { gatherPacket, octetsOf, packetHead, writePacket } from "../packets/write-packet.ts";

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
  const sessionKey = systemRandom.bytes(SESSION_KEY_OCTETS);
  const plain = plainPackets(input);
  const isVersion2 = cipher === "seipd2-ocb" || cipher === "seipd2-gcm";
  const shared = isVersion2 ? sealVersion2(cipher, sessionKey, plain) : sealVersion1(sessionKey, plain);
  return { sessionKey, shared, cipher: isVersion2 ? cipher : "seipd1" };
}

const BLOCK = 16;
const MDC_HEAD = new Uint8Array([0xd3, 0x14]);

/** RFC 9580 §5.13.1: a random block, its last two octets again, the packets, and SHA-1 over all of it. */
function sealVersion1(sessionKey: Bytes, plain: readonly Bytes[]): Bytes {
  const prefix = systemRandom.bytes(BLOCK);
  const covered = [prefix, prefix.subarray(-2), ...plain, MDC_HEAD];
  const cipher = createCipheriv("aes-256-cfb", sessionKey, new Uint8Array(BLOCK));
  const digest = createHash("sha1");
  for (const octets of covered) digest.update(octets);
  const whole = [...covered, digest.digest()];
  return gatherPacket(TAG.seipd, 1 + octetsOf(whole), version1(cipherPieces(cipher, ...whole)));
}

function* version1(sealed: Iterable<Bytes>): Generator<Bytes> {
  yield new Uint8Array([1]);
  yield* sealed;
}

/** Version, AES-256, mode, chunks of 256 KiB. */
const HEADS = { "seipd2-ocb": [2, 9, 2, 12], "seipd2-gcm": [2, 9, 3, 12] } as const;
const SALT_OCTETS = 32;

/** RFC 9580 §5.13.2. */
function sealVersion2(cipher: Version2, sessionKey: Bytes, plain: readonly Bytes[]): Bytes {
  const head = concatBytes(new Uint8Array(HEADS[cipher]), systemRandom.bytes(SALT_OCTETS));
  return writePacket(TAG.seipd, head, ...encryptVersion2(head, sessionKey, concatBytes(...plain)));
}

/** Binary, without a name and a date, of which nothing is signed (RFC 9580 §5.9). */
const LITERAL_HEAD = new Uint8Array([0x62, 0, 0, 0, 0, 0]);

/** The literal, between the list's one-pass packet and signature if it signs. */
function plainPackets({ content, signWith, at }: SealInput): readonly Bytes[] {
  const length = LITERAL_HEAD.length + content.length;
  const literal = [packetHead(TAG.literal, length), LITERAL_HEAD, content];
  if (signWith === null) return literal;
  const { onePass, signature } = signContent(content, signWith, at);
  return [onePass, ...literal, signature];
}
