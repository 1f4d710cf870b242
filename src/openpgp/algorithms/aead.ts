/** One run of an AEAD mode (RFC 9580 §9.6) over AES, with its tag behind the octets. EAX is read only. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import { eaxDecrypt } from "./eax.ts";

export interface AeadMode {
  readonly name: "eax" | "ocb" | "gcm";
  readonly nonceOctets: number;
}

export const AEAD_MODES: ReadonlyMap<number, AeadMode> = new Map<number, AeadMode>([
  [1, { name: "eax", nonceOctets: 16 }],
  [2, { name: "ocb", nonceOctets: 15 }],
  [3, { name: "gcm", nonceOctets: 12 }],
]);

export const TAG_OCTETS = 16;

export interface AeadInput {
  readonly mode: AeadMode;
  /** 16, 24 or 32 octets. */
  readonly key: Bytes;
  readonly nonce: Bytes;
  readonly associated: Bytes;
}

const OPTIONS = { authTagLength: TAG_OCTETS };

/** Node's types tell the modes apart, whose calls are the same. */
function cipherName({ mode, key }: AeadInput): "aes-256-gcm" {
  return `aes-${key.length * 8}-${mode.name}` as "aes-256-gcm";
}

/** null if the tag does not fit. */
export function openAead(input: AeadInput, sealed: Bytes): Bytes | null {
  if (sealed.length < TAG_OCTETS) return null;
  const [data, tag] = [sealed.subarray(0, -TAG_OCTETS), sealed.subarray(-TAG_OCTETS)];
  if (input.mode.name === "eax") return eaxDecrypt({ ...input, data, tag });
  const decipher = createDecipheriv(cipherName(input), input.key, input.nonce, OPTIONS);
  decipher.setAAD(input.associated).setAuthTag(tag);
  try {
    return concatBytes(decipher.update(data), decipher.final());
  } catch {
    return null;
  }
}

/** With OCB or GCM. */
export function sealAead(input: AeadInput, plain: Bytes): readonly Bytes[] {
  const cipher = createCipheriv(cipherName(input), input.key, input.nonce, OPTIONS);
  cipher.setAAD(input.associated);
  return [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
}
