/**
 * Opening what is sealed to a list's key. Everything that can go wrong behind the key packet gives one
 * and the same answer (S11); passwords are never tried (S1).
 */
import type { Message, PrivateKey } from "openpgp";
import {
  type Bytes,
  type Fingerprint,
  LIMITS,
  type ListSecret,
  type OpenOutcome,
  type OpenRequest,
  type WhyCode,
} from "#base";
import { toBinary } from "./armour.ts";
import { decryptBody } from "./decrypt-body.ts";
import { judgeSignatures } from "./judge-signatures.ts";
import { type Packet, readPackets, TAG } from "./packets.ts";
import { fingerprintOf, parseSecret } from "./parsed-key.ts";
import { READABLE_CIPHERS } from "./policy.ts";
import { type AddressedPacket, decryptSessionKey, readAddress, type SessionKey } from "./session-key.ts";
import { readSignedContent } from "./signed-content.ts";

/** Opens one encrypted message, armoured or binary: PKESKs and one SEIPD packet (RFC 9580 §10.3). */
export async function open(request: OpenRequest): Promise<OpenOutcome> {
  const sealed = readSealed(request.ciphertext);
  if (typeof sealed === "string") return failed(sealed);
  const ours = await unlockedKeys(request.secrets);
  const candidates = recipientsFor(sealed, ours);
  if (candidates.length === 0) return failed(sealed.isForPassword ? "password-encrypted" : "no-key");
  let tried: Bytes | null = null;
  for (const { addressed, key, fingerprint } of candidates) {
    const sessionKey = await decryptSessionKey(addressed, key);
    if (sessionKey === null) continue;
    tried ??= sessionKey.data;
    const plain = await decryptBody(sealed.body, sessionKey);
    if (plain !== null) return readOpened({ request, plain, sessionKey, fingerprint, body: sealed.body });
  }
  return { opened: false, why: "cannot-open", sessionKey: tried };
}

function failed(why: WhyCode): OpenOutcome {
  return { opened: false, why, sessionKey: null };
}

interface Sealed {
  readonly recipients: readonly AddressedPacket[];
  readonly isForPassword: boolean;
  readonly body: Packet;
}

const IGNORED: ReadonlySet<number> = new Set([TAG.marker, TAG.padding]);
const SESSION_KEY_PACKETS: ReadonlySet<number> = new Set([TAG.pkesk, TAG.skesk]);

/** Takes a message apart; anything but session keys and one encrypted packet behind them is refused. */
function readSealed(source: Bytes): Sealed | WhyCode {
  const binary = toBinary(source, "PGP MESSAGE");
  if (!binary.ok) return binary.error;
  const packets = readPackets(binary.value, LIMITS.recipientsRead + 1);
  if (!packets.ok) return packets.error;
  const relevant = packets.value.filter((packet) => !IGNORED.has(packet.tag));
  const body = relevant.at(-1);
  if (body?.tag === TAG.sed) return "no-integrity";
  const heads = relevant.slice(0, -1);
  if (body?.tag !== TAG.seipd || heads.some((packet) => !SESSION_KEY_PACKETS.has(packet.tag)))
    return "malformed";
  const recipients = heads.filter((packet) => packet.tag === TAG.pkesk).map(readAddress);
  const version = pkeskVersionFor(body);
  return {
    recipients: recipients.filter((addressed) => addressed?.version === version) as AddressedPacket[],
    isForPassword: heads.length > 0 && heads.every((packet) => packet.tag === TAG.skesk),
    body,
  };
}

/** Version 3 goes with SEIPD version 1, version 6 with version 2, and never across (RFC 9580 §10.3.2.1). */
function pkeskVersionFor(body: Packet): 3 | 6 {
  return body.body()[0] === 2 ? 6 : 3;
}

interface OurKey {
  readonly key: PrivateKey;
  readonly fingerprint: Fingerprint;
}

async function unlockedKeys(secrets: readonly ListSecret[]): Promise<readonly OurKey[]> {
  const openpgp = secrets.filter((secret) => secret.scheme === "openpgp");
  const keys = await Promise.all(openpgp.map(parseSecret));
  return keys.map((key) => ({ key, fingerprint: fingerprintOf(key) }));
}

interface Candidate extends OurKey {
  readonly addressed: AddressedPacket;
}

/** Named recipients that are ours, then the first hidden ones with each of our keys. */
function recipientsFor(sealed: Sealed, ours: readonly OurKey[]): readonly Candidate[] {
  const named = sealed.recipients.flatMap((addressed) =>
    ours.filter((our) => isFor(addressed, our.key)).map((our) => ({ ...our, addressed })),
  );
  const hidden = sealed.recipients
    .filter((addressed) => addressed.keyId === null)
    .flatMap((addressed) => ours.map((our) => ({ ...our, addressed })));
  const fewNamed = named.slice(0, LIMITS.hiddenRecipientsTried);
  return [...fewNamed, ...hidden.slice(0, LIMITS.hiddenRecipientsTried)];
}

function isFor(addressed: AddressedPacket, key: PrivateKey): boolean {
  return key.getKeyIDs().some((keyId) => keyId.toHex() === addressed.keyId);
}

interface OpenedBody {
  readonly request: OpenRequest;
  readonly plain: Bytes | Message<Bytes>;
  readonly sessionKey: SessionKey;
  readonly fingerprint: Fingerprint;
  readonly body: Packet;
}

async function readOpened({
  request,
  plain,
  sessionKey,
  fingerprint,
  body,
}: OpenedBody): Promise<OpenOutcome> {
  const signed = await readSignedContent(plain);
  if (signed === null) return { opened: false, why: "cannot-open", sessionKey: sessionKey.data };
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
    cipher: sessionKey.algorithm ?? cipherInside(body),
    sessionKey: sessionKey.data,
    openedWith: fingerprint,
    integrity: true,
    signatures,
  };
}

/** SEIPD version 2 names its cipher in the second octet (RFC 9580 §5.13.2). */
function cipherInside(body: Packet): string {
  return READABLE_CIPHERS.get(body.body()[1] ?? 0)?.name ?? "unknown";
}
