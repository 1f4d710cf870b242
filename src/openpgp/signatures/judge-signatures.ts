/**
 * Judging data signatures (S2, S3): which key made it, do the mathematics hold, and only then whether
 * policy, key and dates let it count. Keys are judged at arrival, not at the claimed time of signing.
 */
import { createHash } from "node:crypto";
import type {
  Bytes,
  Fingerprint,
  OtherSignature,
  Signature,
  SignerHint,
  SignerKey,
  SignerLookup,
} from "#base";
import type { Component } from "../keys/component.ts";
import { judgeKey, type KeyState } from "../keys/key-state.ts";
import { parseKey } from "../keys/parsed-key.ts";
import { hashName, hashProblem } from "../policy.ts";
import type { FoundSignature, SignaturePacket } from "./signature-packet.ts";
import { policyProblem, type Problem } from "./signature-policy.ts";
import { SignedOctets } from "./signed-octets.ts";
import { intendedRecipients } from "./subpackets.ts";
import { namesAsIssuer } from "../keys/transferable-key.ts";

export interface SignatureRequest {
  readonly content: Bytes;
  readonly signatures: readonly FoundSignature[];
  readonly at: Date;
  readonly signers: SignerLookup;
  /** Keys that opened the message, if any did: a signature made for others does not count (S3). */
  readonly openedWith?: readonly Fingerprint[] | undefined;
}

export async function judgeSignatures(request: SignatureRequest): Promise<readonly Signature[]> {
  if (request.signatures.length === 0) return [];
  const readable = request.signatures.filter((signature) => typeof signature !== "string");
  const keys = await request.signers(readable.map(hintOf));
  const known = knownKeys(keys, readable, request.at);
  const texts = new SignedOctets(request.content);
  return request.signatures.map((signature) => judgeOne(signature, { known, texts, request }));
}

function hintOf({ issuerKeyId, issuerFingerprint }: SignaturePacket): SignerHint {
  return {
    scheme: "openpgp",
    keyId: issuerKeyId ?? keyIdOf(issuerFingerprint),
    fingerprint: issuerFingerprint,
  };
}

/** RFC 9580 §5.5.4: the end of a version 4 fingerprint, the beginning of a version 6 one. */
function keyIdOf(fingerprint: Fingerprint | null): string {
  if (fingerprint === null) return "0".repeat(16);
  return fingerprint.length === 64 ? fingerprint.slice(0, 16) : fingerprint.slice(-16);
}

/** The keys that a signature names; judging the others would cost time for nothing. */
function knownKeys(
  keys: readonly SignerKey[],
  signatures: readonly SignaturePacket[],
  at: Date,
): readonly KeyState[] {
  const states: KeyState[] = [];
  for (const { scheme, bytes, pinned } of keys) {
    const parsed = scheme === "openpgp" ? parseKey(bytes) : null;
    if (parsed?.ok !== true) continue;
    const parts = [parsed.value.primary, ...parsed.value.subkeys];
    const isNamed = signatures.some((signature) => parts.some(({ key }) => namesAsIssuer(signature, key)));
    if (isNamed) states.push(judgeKey(parsed.value, { at, pinned }));
  }
  return states;
}

const UNSUPPORTED: Problem = ["unsupported", "unsupported"];
interface Maker {
  readonly state: KeyState;
  readonly component: Component;
}

interface Judging {
  readonly known: readonly KeyState[];
  readonly texts: SignedOctets;
  readonly request: SignatureRequest;
}

function judgeOne(signature: FoundSignature, { known, texts, request }: Judging): Signature {
  if (typeof signature === "string") return rejected(signature, null, [signature, signature]);
  if (hashProblem(signature.hash) === "unsupported") return rejected(signature, null, UNSUPPORTED);
  const covered = texts.of(signature.type);
  const makers = possibleMakers(signature, known);
  const [firstMaker] = makers;
  if (firstMaker === undefined) return rejected(signature, null, ["unknown-key", "unknown-key"]);
  const maker = covered === null ? undefined : makerOf(signature, makers, { texts, covered });
  if (maker === "too-large") return rejected(signature, firstMaker, ["malformed", maker]);
  if (covered === null || maker === undefined)
    return rejected(signature, firstMaker, ["invalid", "bad-signature"]);
  const { cannotSign, key } = maker.component;
  const problem = policyProblem(signature, { cannotSign, keyCreated: key.created, ...request });
  if (problem !== null) return rejected(signature, maker, problem);
  return {
    verdict: "valid",
    scheme: "openpgp",
    signer: maker.state.primary.key.fingerprint,
    addresses: maker.state.addresses,
    at: signature.created,
    algorithm: `${maker.state.algorithm}/${hashName(signature.hash)}`,
    covers: "whole",
    mark: markOf(signature, maker, texts.digest("sha256", covered).digest()),
    intendedRecipients: intendedRecipients(signature.hashed),
  };
}

/** Keys and subkeys that the signature names; a key id alone can name several. */
function possibleMakers(signature: SignaturePacket, known: readonly KeyState[]): readonly Maker[] {
  const all = known.flatMap((state) =>
    [state.primary, ...state.subkeys].map((component) => ({ state, component })),
  );
  return all.filter(({ component }) => namesAsIssuer(signature, component.key));
}

/**
 * Of those whose mathematics hold, first one that may sign: anybody can bind another's key as a subkey of theirs, and
 * take nothing from its owner by that. The mathematics are done once per key, whoever bound it.
 */
function makerOf(
  signature: SignaturePacket,
  makers: readonly Maker[],
  { texts, covered }: { readonly texts: SignedOctets; readonly covered: Bytes },
): Maker | "too-large" | undefined {
  const byKey = Map.groupBy(makers, ({ component }) => component.key.fingerprint);
  const right: Maker[] = [];
  for (const [first, ...others] of byKey.values()) {
    if (first === undefined) continue;
    const holds = texts.fits(signature, first.component.key, covered);
    if (holds === "too-large") return holds;
    if (holds) right.push(first, ...others);
  }
  return right.find(({ component }) => component.cannotSign === null) ?? right[0];
}

function keyNamedIn({ issuerFingerprint, issuerKeyId }: SignaturePacket): string | null {
  return issuerFingerprint ?? issuerKeyId;
}

/** S4: the same for the same signed octets, signer and hashed area, whatever was done to the rest. */
function markOf(signature: SignaturePacket, maker: Maker, digest: Bytes): Bytes {
  return createHash("sha256")
    .update(maker.state.primary.key.fingerprint)
    .update(digest)
    .update(signature.hashedOctets)
    .digest();
}

function rejected(signature: FoundSignature, maker: Maker | null, [verdict, why]: Problem): OtherSignature {
  const at = typeof signature === "string" ? null : signature.created;
  const claimedKey = maker === null && typeof signature !== "string" ? keyNamedIn(signature) : null;
  return {
    verdict,
    scheme: "openpgp",
    why,
    covers: "whole",
    ...(maker === null ? {} : { signer: maker.state.primary.key.fingerprint }),
    ...(claimedKey === null ? {} : { claimedKey }),
    ...(at === null ? {} : { at }),
  };
}
