import {
  type Bytes,
  concatBytes,
  err,
  fromHex,
  ok,
  type Recipient,
  type Result,
  type SealedBody,
  type WhyCode,
} from "#base";
import { describeKey, type KeyOptions } from "./describe-key.ts";
import { keyObjects } from "../algorithms/key-object.ts";
import { keyPacket } from "../encryption/key-packet.ts";
import type { Component } from "./component.ts";
import { judgeKey, type KeyState } from "./key-state.ts";
import { parseKey } from "./parsed-key.ts";
import { recipientAlgorithm } from "../policy.ts";
import type { PublicKey } from "../algorithms/public-key.ts";

/**
 * What sealing to a key needs: its best part that can encrypt now and whose algorithm we write.
 * Errors are the reason why there is none.
 */
export async function recipientOf(
  key: Bytes,
  at: Date,
  options: KeyOptions = {},
): Promise<Result<Recipient, WhyCode>> {
  const parsed = parseKey(key);
  if (!parsed.ok) return parsed;
  const state = judgeKey(parsed.value, { at, pinned: options.pinned ?? false });
  const usable = [...state.subkeys, state.primary].filter((component) => component.cannotEncrypt === null);
  for (const component of usable.toSorted((a, b) => rank(b) - rank(a))) {
    const recipient = fromComponent(component, state);
    if (recipient !== null) return ok(recipient);
  }
  if (usable.length > 0) return err("unsupported");
  const description = await describeKey(key, at, options);
  return err(description.ok ? (description.value.cannotEncrypt ?? "key-cannot-encrypt") : description.error);
}

/** The newest, post-quantum ones before all others (RFC 9980 §8.1). */
function rank({ key }: Component): number {
  return key.created.getTime() + (key.algorithm?.kind === "mlkem" ? 2 ** 50 : 0);
}

/** null for algorithms that we do not write and for numbers that are no key, such as a point off its curve. */
function fromComponent(component: Component, state: KeyState): Recipient | null {
  try {
    const recipient = readComponent(component, state);
    if (recipient !== null) keyPacket(recipient, TRIAL_BODY);
    return recipient;
  } catch {
    return null;
  }
}

/** Sealing must not fail for one member's key when a post goes out, so it is tried when the key is bound. */
const TRIAL_BODY: SealedBody = { sessionKey: new Uint8Array(32), shared: new Uint8Array(), cipher: "seipd1" };

function readComponent({ key, expiresAt }: Component, state: KeyState): Recipient | null {
  const algorithm = recipientAlgorithm(key);
  const [object] = keyObjects(key);
  if (algorithm === null || object === undefined) return null;
  return {
    scheme: "openpgp",
    fingerprint: state.primary.key.fingerprint,
    algorithm,
    publicKey:
      key.algorithm?.kind === "mlkem"
        ? concatBytes(...key.values)
        : object.export({ format: "der", type: "spki" }),
    locator: concatBytes(new Uint8Array([key.version]), fromHex(key.fingerprint)),
    kdf: kdfOf(key),
    usableFrom: key.created,
    usableUntil: expiresAt,
    aead: state.aead,
  };
}

/** What the key derivation of ECDH takes from the recipient's key (RFC 9580 §11.5). */
function kdfOf({ algorithm, values, fingerprint }: PublicKey): Bytes {
  if (algorithm?.kind !== "ecdh") return new Uint8Array();
  const [oid = new Uint8Array(), , parameters = new Uint8Array()] = values;
  const lengths = [oid, parameters].map(({ length }) => new Uint8Array([length]));
  return concatBytes(lengths[0] ?? oid, oid, lengths[1] ?? oid, parameters, fromHex(fingerprint));
}
