/** One secret key packet without its passphrase (RFC 9580 §5.5.3). */
import { createDecipheriv, createHash } from "node:crypto";
import { type Bytes, concatBytes, equalBytes } from "#base";
import { AEAD_MODES, openAead } from "../algorithms/aead.ts";
import { BLOCK_CIPHERS } from "../algorithms/block-ciphers.ts";
import { isOldCipher } from "../algorithms/decrypt-old-cipher.ts";
import { type Locked, readLocked } from "./locked-secret.ts";
import { readFields } from "../packets/packet-fields.ts";
import type { Packet } from "../packets/packets.ts";
import { type PublicKey, readPublicKey } from "../algorithms/public-key.ts";
import { deriveKey } from "./s2k.ts";
import { secretAead, sumOf } from "./secret-checks.ts";
import { spend, type Unlocked, type Unlocking } from "./unlocking.ts";
import { unlockOldCipher } from "./unlock-old-cipher.ts";
import { writePacket } from "../packets/write-packet.ts";

/** A packet that is not locked comes back as it is; a wrong passphrase, or none, gives "locked". */
export async function unlockPacket(
  packet: Packet,
  passphrase: string | null,
  unlocking: Unlocking,
): Promise<Unlocked> {
  const content = packet.body();
  const key = readPublicKey(content);
  if (key === null || key === "unsupported" || key.algorithm === null) return "unsupported";
  if (content[key.body.length] === 0) return packet.raw;
  const locked = readLocked(content, key);
  if (locked === null || locked === "missing") return locked ?? "unsupported";
  if (passphrase === null) return "locked";
  if (!spend(unlocking, locked.s2k)) return "too-large";
  if (isOldCipher(locked.cipher.name)) return unlockOldCipher(packet, passphrase);
  const material = await decryptMaterial({ packet, key, locked }, passphrase);
  return material === null ? "locked" : openPacket(packet, key, material);
}

/** The secret numbers in clear; version 4 has their sum behind them. */
function openPacket(packet: Packet, key: PublicKey, material: Bytes): Bytes {
  const usage = new Uint8Array([0]);
  const sum = key.version === 4 ? sumOf(material) : new Uint8Array();
  return writePacket(packet.tag, key.body, usage, material, sum);
}

interface LockedPacket {
  readonly packet: Packet;
  readonly key: PublicKey;
  readonly locked: Locked;
}

/** null for the wrong passphrase, or one that costs too much. */
async function decryptMaterial(it: LockedPacket, passphrase: string): Promise<Bytes | null> {
  const { key, locked } = it;
  const derived = await deriveKey(locked.s2k, passphrase, locked.cipher.keyBytes);
  if (derived === null) return null;
  const material = locked.usage === 253 ? openMaterial(it, derived) : checkedMaterial(locked, derived);
  const fields = material === null ? null : readFields(material, 0, key.algorithm?.secretKey ?? []);
  return material !== null && fields?.end === material.length ? material : null;
}

function openMaterial({ packet, key, locked }: LockedPacket, derived: Bytes): Bytes | null {
  const mode = AEAD_MODES.get(locked.modeId);
  if (mode === undefined || !locked.cipher.name.startsWith("aes")) return null;
  return openAead(secretAead({ ...locked, tag: packet.tag, key, mode }, derived), locked.encrypted);
}

function checkedMaterial({ usage, cipher, nonce, encrypted }: Locked, derived: Bytes): Bytes | null {
  if (isOldCipher(cipher.name)) return null;
  const decipher = createDecipheriv(BLOCK_CIPHERS[cipher.name].name, derived, nonce);
  const plain = concatBytes(decipher.update(encrypted), decipher.final());
  const checkOctets = usage === 254 ? 20 : 2;
  const [material, check] = [plain.subarray(0, -checkOctets), plain.subarray(-checkOctets)];
  const expected = usage === 254 ? createHash("sha1").update(material).digest() : sumOf(material);
  return equalBytes(check, expected) ? material : null;
}
