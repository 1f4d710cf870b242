/**
 * Opening what is sealed to a list's key. Everything that can go wrong behind the key packet gives one
 * and the same answer (S11); passwords are never tried (S1).
 */
import {
  type Bytes,
  type Fingerprint,
  letGo,
  LIMITS,
  type ListSecret,
  type OpenOutcome,
  type OpenRequest,
  type SessionKeys,
  type WhyCode,
} from "#base";
import { type AddressedPacket, isHidden, mayBeFor, readAddress } from "../packets/addressed-packet.ts";
import { toBinary } from "../packets/armour.ts";
import { decryptBody } from "./decrypt-body.ts";
import type { SessionKey } from "./encoded-session-key.ts";
import { judgeSignatures } from "../signatures/judge-signatures.ts";
import { isRelevant } from "../packets/message-packets.ts";
import { type Packet, readPackets, TAG } from "../packets/packets.ts";
import { READABLE_CIPHERS } from "../policy.ts";
import { secretKeyOf, type SecretPart } from "../algorithms/secret-key.ts";
import { decryptSessionKey } from "./session-key.ts";
import { readSignedContent } from "../signatures/signed-content.ts";

/** Opens one encrypted message, armoured or binary: PKESKs and one SEIPD packet (RFC 9580 §10.3). */
export async function open(request: OpenRequest): Promise<OpenOutcome> {
  const sealed = readSealed(request.ciphertext);
  if (typeof sealed === "string") return failed(sealed);
  const ours = unlockedParts(request.secrets);
  const candidates = recipientsFor(sealed, ours);
  if (candidates.length === 0) return failed(sealed.isForPassword ? "password-encrypted" : "no-key");
  const attempts = candidates.flatMap(takeKey);
  const sessionKeys = attempts.map(({ sessionKey }) => sessionKey.data);
  for (const attempt of attempts) {
    const plain = await decryptBody(sealed.body, attempt.sessionKey);
    if (plain === null) continue;
    const cipher = attempt.sessionKey.algorithm ?? cipherInside(sealed.body);
    if (sealed.binary !== request.ciphertext) letGo(sealed.binary);
    return readOpened({ ...attempt, request, plain, cipher, sessionKeys });
  }
  return failed("cannot-open", sessionKeys);
}

function failed(why: WhyCode, sessionKeys: SessionKeys = []): OpenOutcome {
  return { opened: false, why, sessionKeys };
}

interface Sealed {
  readonly recipients: readonly AddressedPacket[];
  readonly isForPassword: boolean;
  readonly body: Packet;
  /** What the packets are views of. */
  readonly binary: Bytes;
}

const ENCRYPTED: ReadonlySet<number> = new Set([TAG.seipd, TAG.gnupgAead]);
const SESSION_KEY_PACKETS: ReadonlySet<number> = new Set([TAG.pkesk, TAG.skesk]);

/** Takes a message apart; anything but session keys and one encrypted packet behind them is refused. */
function readSealed(source: Bytes): Sealed | WhyCode {
  const binary = toBinary(source, "PGP MESSAGE");
  if (!binary.ok) return binary.error;
  const packets = readPackets(binary.value, LIMITS.recipientsRead + 1);
  if (!packets.ok) return packets.error;
  const relevant = packets.value.filter(({ tag }) => isRelevant(tag));
  const body = relevant.at(-1);
  if (body?.tag === TAG.sed) return "no-integrity";
  const heads = relevant.slice(0, -1);
  if (
    body === undefined ||
    !ENCRYPTED.has(body.tag) ||
    heads.some((packet) => !SESSION_KEY_PACKETS.has(packet.tag))
  )
    return "malformed";
  const recipients = heads.filter((packet) => packet.tag === TAG.pkesk).map(readAddress);
  const version = pkeskVersionFor(body);
  return {
    recipients: recipients
      .filter((addressed) => addressed?.version === version)
      .filter((one) => one !== null),
    isForPassword: heads.length > 0 && heads.every((packet) => packet.tag === TAG.skesk),
    body,
    binary: binary.value,
  };
}

/** Version 3 goes with SEIPD version 1, version 6 with version 2, and never across (RFC 9580 §10.3.2.1). */
function pkeskVersionFor(body: Packet): 3 | 6 {
  return body.tag === TAG.seipd && body.body()[0] === 2 ? 6 : 3;
}

interface OurPart {
  readonly part: SecretPart;
  /** Of the primary key. */
  readonly fingerprint: Fingerprint;
}

function unlockedParts(secrets: readonly ListSecret[]): readonly OurPart[] {
  const keys = secrets.filter((secret) => secret.scheme === "openpgp").map(secretKeyOf);
  return keys.flatMap(({ fingerprint, parts }) => parts.map((part) => ({ part, fingerprint })));
}

interface Candidate extends OurPart {
  readonly addressed: AddressedPacket;
}

/** Named recipients that are ours, then the first hidden ones with each of our keys. */
function recipientsFor({ recipients }: Sealed, ours: readonly OurPart[]): readonly Candidate[] {
  const fitting = recipients.flatMap((addressed) =>
    ours.filter(({ part }) => mayBeFor(addressed, part)).map((our) => ({ ...our, addressed })),
  );
  const named = fitting.filter(({ addressed }) => !isHidden(addressed));
  const hidden = fitting.filter(({ addressed }) => isHidden(addressed));
  return [named, hidden].flatMap((candidates) => candidates.slice(0, LIMITS.hiddenRecipientsTried));
}

interface Attempt {
  readonly sessionKey: SessionKey;
  readonly fingerprint: Fingerprint;
}

function takeKey({ addressed, part, fingerprint }: Candidate): readonly Attempt[] {
  const sessionKey = decryptSessionKey(addressed, part);
  return sessionKey === null ? [] : [{ sessionKey, fingerprint }];
}

interface OpenedBody extends Attempt {
  readonly request: OpenRequest;
  readonly plain: Bytes;
  readonly cipher: string;
  readonly sessionKeys: SessionKeys;
}

async function readOpened({
  request,
  plain,
  sessionKeys,
  fingerprint,
  cipher,
}: OpenedBody): Promise<OpenOutcome> {
  const signed = await readSignedContent(plain);
  if (signed === null) return failed("cannot-open", sessionKeys);
  const signatures = await judgeSignatures({
    content: signed.content,
    signatures: signed.signatures,
    at: request.at,
    signers: request.signers,
    openedWith: [fingerprint],
  });
  return {
    opened: true,
    content: signed.content,
    cipher,
    sessionKeys,
    openedWith: fingerprint,
    integrity: true,
    signatures,
  };
}

/** SEIPD version 2 names its cipher in the second octet (RFC 9580 §5.13.2). */
function cipherInside(body: Packet): string {
  return READABLE_CIPHERS.get(body.body()[1] ?? 0)?.name ?? "unknown";
}
