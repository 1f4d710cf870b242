import {
  type Bytes,
  concatBytes,
  err,
  type Fingerprint,
  fromHex,
  ok,
  type Recipient,
  type Result,
  type SealedBody,
  type WhyCode,
} from "#base";
import { describeKey, type KeyOptions } from "./describe-key.ts";
import { keyPacket } from "./key-packet.ts";
import { publicMaterial } from "./key-material.ts";
import type { Component } from "./component.ts";
import { judgeKey } from "./key-state.ts";
import { fingerprintOf, parseKey } from "./parsed-key.ts";
import { recipientAlgorithm } from "./policy.ts";

/**
 * What sealing to a key needs: its newest part that can encrypt now and whose algorithm we write.
 * Errors are the reason why there is none.
 */
export async function recipientOf(
  key: Bytes,
  at: Date,
  options: KeyOptions = {},
): Promise<Result<Recipient, WhyCode>> {
  const parsed = await parseKey(key);
  if (!parsed.ok) return parsed;
  const state = await judgeKey(parsed.value, { at, pinned: options.pinned ?? false });
  const usable = [...state.subkeys, state.primary].filter((component) => component.cannotEncrypt === null);
  const newestFirst = usable.toSorted((a, b) => b.packet.created.getTime() - a.packet.created.getTime());
  for (const component of newestFirst) {
    const recipient = fromComponent(component, fingerprintOf(parsed.value));
    if (recipient !== null) return ok(recipient);
  }
  if (usable.length > 0) return err("unsupported");
  const description = await describeKey(key, at, options);
  return err(description.ok ? (description.value.cannotEncrypt ?? "key-cannot-encrypt") : description.error);
}

/** null for algorithms that we do not write and for numbers that are no key, such as a point off its curve. */
function fromComponent(component: Component, fingerprint: Fingerprint): Recipient | null {
  try {
    const recipient = readComponent(component, fingerprint);
    if (recipient !== null) keyPacket(recipient, TRIAL_BODY);
    return recipient;
  } catch {
    return null;
  }
}

/** Sealing must not fail for one member's key when a post goes out, so it is tried when the key is bound. */
const TRIAL_BODY: SealedBody = { sessionKey: new Uint8Array(32), shared: new Uint8Array(), cipher: "aes256" };

function readComponent(component: Component, fingerprint: Fingerprint): Recipient | null {
  const algorithm = recipientAlgorithm(component.shape);
  const material = algorithm === null ? null : publicMaterial(component.packet.write(), algorithm);
  if (algorithm === null || material === null) return null;
  const isEcdh = material.kdf.length > 0;
  return {
    scheme: "openpgp",
    fingerprint,
    algorithm,
    publicKey: material.spki,
    locator: fromHex(component.packet.getKeyID().toHex()),
    kdf: isEcdh ? concatBytes(material.kdf, fromHex(component.packet.getFingerprint())) : new Uint8Array(),
    usableFrom: component.packet.created,
    usableUntil: component.expiresAt,
    readsAead: component.readsAead,
  };
}
