import {
  type Bytes,
  concatBytes,
  err,
  type Fingerprint,
  LIMITS,
  ok,
  type Result,
  type Signature,
  type SignerLookup,
  type WhyCode,
} from "#base";
import { ANY_KIND, looksArmoured, readArmour } from "../packets/armour.ts";
import { judgeSignatures } from "./judge-signatures.ts";
import { isRelevant } from "../packets/message-packets.ts";
import { readPackets, TAG } from "../packets/packets.ts";
import { type FoundSignature, readSignature } from "./signature-packet.ts";

export interface DetachedRequest {
  /** Exactly what was signed: canonical, CRLF (RFC 3156 §5). */
  readonly content: Bytes;
  /** Armoured or binary. */
  readonly signature: Bytes;
  readonly at: Date;
  readonly signers: SignerLookup;
  /** Keys that opened the message around it, if it was sealed (S3, Intended Recipient). */
  readonly openedWith?: readonly Fingerprint[];
}

/** Every signature in a signature file, judged over the content. No signature packet: an empty list. */
export async function verifyDetached(request: DetachedRequest): Promise<readonly Signature[]> {
  const signatures = readSignatures(request.signature);
  if (typeof signatures === "string") return [malformed(signatures)];
  const { content, at, signers, openedWith } = request;
  return judgeSignatures({ content, signatures, at, signers, openedWith });
}

/** Reads the signature packets one by one: a broken or unknown one does not take the others with it. */
function readSignatures(source: Bytes): readonly FoundSignature[] | WhyCode {
  const binary = binaryOf(source);
  if (!binary.ok) return binary.error;
  const packets = readPackets(binary.value, LIMITS.signaturesPerMessage);
  if (!packets.ok) return packets.error;
  const relevant = packets.value.filter(({ tag }) => isRelevant(tag));
  if (relevant.some((packet) => packet.tag !== TAG.signature)) return "malformed";
  return relevant.map((packet) => readSignature(packet.body()));
}

/** QUIRK: PGP, and the examples of RFC 3156 §5, say MESSAGE above a detached signature. */
const KINDS: ReadonlySet<string> = new Set(["PGP SIGNATURE", "PGP MESSAGE", ANY_KIND]);

/** QUIRK: those who sign after others may put their own block below. */
function binaryOf(source: Bytes): Result<Bytes, "malformed"> {
  if (!looksArmoured(source)) return ok(source);
  const blocks = readArmour(source);
  if (!blocks.ok) return blocks;
  if (blocks.value.some(({ kind }) => !KINDS.has(kind))) return err("malformed");
  return ok(concatBytes(...blocks.value.map(({ bytes }) => bytes)));
}

function malformed(why: WhyCode): Signature {
  return { verdict: "malformed", scheme: "openpgp", why, covers: "whole" };
}
