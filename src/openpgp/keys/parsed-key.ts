/**
 * Keys taken apart: the last few hundred public ones are kept by the digest of their octets, secret ones only as long
 * as those octets live.
 */
import { createHash } from "node:crypto";
import { type Bytes, err, LIMITS, ok, type Result, type WhyCode } from "#base";
import { type Packet, readPackets, TAG } from "../packets/packets.ts";
import { placeSignatures } from "./place-signatures.ts";
import { namesAsIssuer, readTransferableKey, type TransferableKey } from "./transferable-key.ts";

const KEPT = 256;
const kept = new Map<string, TransferableKey>();
/** Nothing else holds on to secret octets, which whoever lent them may erase. */
const secretKeys = new WeakMap<Bytes, TransferableKey>();

/** One binary transferable key, public or secret; of a secret one the public numbers. Versions 4 and 6. */
export function parseKey(bytes: Bytes): Result<TransferableKey, WhyCode> {
  if (bytes.length > LIMITS.keyFileBytes) return err("too-large");
  const secretKey = secretKeys.get(bytes);
  if (secretKey !== undefined) return ok(secretKey);
  const digest = createHash("sha256").update(bytes).digest("base64");
  const known = kept.get(digest);
  if (known !== undefined) return ok(remember(digest, known));
  const packets = readPackets(bytes, LIMITS.keyFileBytes);
  if (!packets.ok || packets.value.length === 0) return err("malformed");
  if (packets.value.filter(({ tag }) => JUDGED.has(tag)).length > LIMITS.partsPerKey) return err("too-large");
  const read = readTransferableKey(packets.value.map(unbacked));
  if (typeof read === "string") return err(read);
  const key = selfSignatures(read) > LIMITS.selfSignaturesPerKey ? null : placeSignatures(read);
  if (key === null) return err("too-large");
  return ok(isSecret(key) ? rememberSecret(bytes, key) : remember(digest, key));
}

function isSecret({ primary, subkeys }: TransferableKey): boolean {
  return [primary, ...subkeys].some(
    ({ packet }) => packet.tag === TAG.secretKey || packet.tag === TAG.secretSubkey,
  );
}

function rememberSecret(bytes: Bytes, key: TransferableKey): TransferableKey {
  secretKeys.set(bytes, key);
  return key;
}

const JUDGED: ReadonlySet<number> = new Set([
  TAG.userId,
  TAG.userAttribute,
  TAG.publicSubkey,
  TAG.secretSubkey,
]);

/** A packet whose contents are joined once. */
function unbacked(packet: Packet): Packet {
  const content = packet.body();
  return { ...packet, body: () => content };
}

/** Signatures that would have to be verified to judge the key; those by others are never looked at. */
function selfSignatures({ primary, users, subkeys }: TransferableKey): number {
  const all = [primary, ...users, ...subkeys].flatMap(({ signatures }) => signatures);
  return all.filter(({ signature }) => namesAsIssuer(signature, primary.key)).length;
}

/** Puts a key at the young end and lets the oldest go. */
function remember(digest: string, key: TransferableKey): TransferableKey {
  kept.delete(digest);
  kept.set(digest, key);
  const oldest = kept.size > KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  return key;
}
