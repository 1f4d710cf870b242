/**
 * Judging data signatures (S2, S3): which key made it, do the mathematics hold, and only then whether
 * policy, key and dates let it count. Keys are judged at arrival, not at the claimed time of signing.
 */
import { createHash } from "node:crypto";
import { enums, type SignaturePacket } from "openpgp";
import type {
  Bytes,
  Fingerprint,
  OtherSignature,
  Signature,
  SignerHint,
  SignerKey,
  SignerLookup,
} from "#base";
import { canonicalText } from "./canonical-text.ts";
import { hashedOctets, intendedRecipients, issuerFingerprint } from "./hashed-area.ts";
import type { Component } from "./component.ts";
import { judgeKey, type KeyState } from "./key-state.ts";
import { MATHEMATICS_ONLY } from "./library-config.ts";
import { fingerprintOf, parseKey } from "./parsed-key.ts";
import { hashName } from "./policy.ts";
import { policyProblem, type Problem } from "./signature-policy.ts";
import type { FoundSignature } from "./signed-content.ts";

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
  const known = await knownKeys(await request.signers(readable.map(hintOf)), request.at);
  return Promise.all(request.signatures.map((signature) => judgeOne(signature, known, request)));
}

function hintOf(signature: SignaturePacket): SignerHint {
  const fingerprint = issuerFingerprint(hashedOctets(signature));
  return { scheme: "openpgp", keyId: signature.issuerKeyID.toHex().toUpperCase(), fingerprint };
}

async function knownKeys(keys: readonly SignerKey[], at: Date): Promise<readonly KeyState[]> {
  const openpgp = keys.filter((key) => key.scheme === "openpgp");
  const states = await Promise.all(openpgp.map((key) => stateOf(key, at)));
  return states.filter((state) => state !== null);
}

async function stateOf(key: SignerKey, at: Date): Promise<KeyState | null> {
  const parsed = await parseKey(key.bytes);
  return parsed.ok ? judgeKey(parsed.value, { at, pinned: key.pinned }) : null;
}

interface Maker {
  readonly state: KeyState;
  readonly component: Component;
}

async function judgeOne(
  signature: FoundSignature,
  known: readonly KeyState[],
  request: SignatureRequest,
): Promise<Signature> {
  if (typeof signature === "string") return rejected(signature, null, [signature, signature]);
  if (signature.version !== 4) return rejected(signature, null, ["unsupported", "unsupported"]);
  const makers = possibleMakers(signature, known);
  const [firstMaker] = makers;
  if (firstMaker === undefined) return rejected(signature, null, ["unknown-key", "unknown-key"]);
  const maker = await findMaker(signature, makers, request.content);
  if (maker === null) return rejected(signature, firstMaker, ["invalid", "bad-signature"]);
  const problem = policyProblem(signature, { cannotSign: maker.component.cannotSign, ...request });
  if (problem !== null) return rejected(signature, maker, problem);
  return {
    verdict: "valid",
    scheme: "openpgp",
    signer: fingerprintOf(maker.state.key),
    addresses: maker.state.addresses,
    at: signature.created,
    algorithm: `${maker.state.algorithm}/${hashName(signature.hashAlgorithm ?? 0)}`,
    covers: "whole",
    mark: markOf(signature, maker, request.content),
    intendedRecipients: intendedRecipients(hashedOctets(signature)),
  };
}

/** Keys and subkeys that the signature names; a key id alone can name several. */
function possibleMakers(signature: SignaturePacket, known: readonly KeyState[]): readonly Maker[] {
  const fingerprint = issuerFingerprint(hashedOctets(signature));
  const keyId = signature.issuerKeyID.toHex();
  const all = known.flatMap((state) =>
    [state.primary, ...state.subkeys].map((component) => ({ state, component })),
  );
  return all.filter(({ component }) =>
    fingerprint === null
      ? component.packet.getKeyID().toHex() === keyId
      : fingerprintOf(component.packet) === fingerprint,
  );
}

async function findMaker(
  signature: SignaturePacket,
  makers: readonly Maker[],
  content: Bytes,
): Promise<Maker | null> {
  for (const maker of makers) {
    if (await holds(signature, maker.component, content)) return maker;
  }
  return null;
}

/** Mathematics alone. The library's own opinion on unknown critical subpackets is asked separately. */
async function holds(signature: SignaturePacket, component: Component, content: Bytes): Promise<boolean> {
  const { signatureType: type } = signature;
  if (type !== enums.signature.binary && type !== enums.signature.text) return false;
  const bare = forMathematics(signature, component);
  const data = { text: null, getBytes: () => content };
  return bare.verify(component.packet, type, data, NO_DATE, true, MATHEMATICS_ONLY).then(
    () => true,
    () => false,
  );
}

/** The library takes null for "do not look at dates", which its types do not say. */
const NO_DATE = null as unknown as Date;

/**
 * A view on the signature without what would make the library refuse before it has counted, and without
 * the issuer key id, which usually stands in the unhashed area where anybody can change it.
 */
function forMathematics(signature: SignaturePacket, component: Component): SignaturePacket {
  const bare = Object.create(signature) as SignaturePacket;
  bare.unknownSubpackets = [];
  bare.rawNotations = [];
  bare.revocationKeyClass = null;
  bare.issuerKeyID = component.packet.getKeyID();
  return bare;
}

/** S4: the same for the same signed octets, signer and hashed area, whatever was done to the rest. */
function markOf(signature: SignaturePacket, maker: Maker, content: Bytes): Bytes {
  const isText = signature.signatureType === enums.signature.text;
  const covered = createHash("sha256")
    .update(isText ? canonicalText(content) : content)
    .digest();
  return createHash("sha256")
    .update(fingerprintOf(maker.state.key))
    .update(covered)
    .update(hashedOctets(signature))
    .digest();
}

function rejected(signature: FoundSignature, maker: Maker | null, [verdict, why]: Problem): OtherSignature {
  const at = typeof signature === "string" ? null : signature.created;
  return {
    verdict,
    scheme: "openpgp",
    why,
    covers: "whole",
    ...(maker === null ? {} : { signer: fingerprintOf(maker.state.key) }),
    ...(at === null ? {} : { at }),
  };
}
