/** OpenPGP keys of a person in files that came along with their mail. */
import { type Bytes, LIMITS, sameAddress } from "#base";
import type { NewKeyOffer } from "#store";
import { openpgp } from "../crypto-rooms.ts";
import type { PreparedKey } from "../prepare-member-key.ts";
import type { GivenKey, GivenTo } from "./given-key.ts";

export interface KeyFileAlong {
  readonly bytes: Bytes;
  readonly via: NewKeyOffer["via"];
}

/** Public keys that carry the address, each once; what cannot be read is passed over. */
export async function openpgpKeysAlong(
  files: readonly KeyFileAlong[],
  to: Pick<GivenTo, "address" | "at">,
): Promise<readonly GivenKey[]> {
  const found = new Map<string, GivenKey>();
  for (const { bytes, via } of files.slice(0, LIMITS.keyFilesAlong)) {
    if (bytes.length > LIMITS.keyAlongBytes) continue;
    const read = await (await openpgp()).readKeys(bytes);
    for (const key of read.ok ? read.value.slice(0, LIMITS.keysAlong) : []) {
      const prepared = await preparedFor(key, to);
      if (prepared === null || found.has(prepared.description.fingerprint)) continue;
      found.set(prepared.description.fingerprint, { key: prepared, via, vouched: false });
    }
  }
  return [...found.values()];
}

async function preparedFor(
  bytes: Bytes,
  { address, at }: Pick<GivenTo, "address" | "at">,
): Promise<PreparedKey | null> {
  const { describeKey, recipientOf } = await openpgp();
  const described = await describeKey(bytes, at);
  if (!described.ok || described.value.secret) return null;
  const description = described.value;
  if (!description.addresses.some((one) => sameAddress(one, address))) return null;
  const recipient = description.cannotEncrypt === null ? await recipientOf(bytes, at) : null;
  const sealing = recipient?.ok === true ? recipient.value : null;
  return { bytes, description, recipient: sealing, pinned: false, confirmedAddresses: [] };
}
