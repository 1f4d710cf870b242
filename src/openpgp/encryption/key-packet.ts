/** The key packet of one recipient, in front of a sealed body (RFC 9580 §5.1). */
import { type Bytes, concatBytes, type HeadBody, type Recipient } from "#base";
import { encryptedSessionKey, type PkeskVersion } from "./encrypted-session-key.ts";
import { TAG } from "../packets/packets.ts";

const KEY_ID_OCTETS = 8;

/**
 * Version 3 with a body of SEIPD version 1, version 6 with one of version 2. The form of its length is chosen so that
 * packet and body together are no multiple of three octets long: their armour then ends in "=".
 *
 * QUIRK: gpg 2.2 exits 2 ("invalid radix64 character") on armour without CRC24 that does not end so.
 */
export function keyPacket(recipient: Recipient, body: HeadBody): Bytes {
  const version = body.cipher.startsWith("seipd2") ? 6 : 3;
  const fields = encryptedSessionKey(recipient, body.sessionKey, version);
  const content = concatBytes(...address(recipient.locator, version), fields);
  const short = concatBytes(packetHeader(content.length, false), content);
  const isShortGood = (short.length + body.shared.length) % 3 !== 0;
  return isShortGood ? short : concatBytes(packetHeader(content.length, true), content);
}

/** RFC 9580 §5.1.1: the key id; §5.1.2: key version and fingerprint behind their length. */
function address(locator: Bytes, version: PkeskVersion): readonly Bytes[] {
  const lead = new Uint8Array([version]);
  return version === 6 ? [lead, new Uint8Array([locator.length]), locator] : [lead, keyIdOf(locator)];
}

/** RFC 9580 §5.5.4. A locator of eight octets is a key id as it is. */
function keyIdOf(locator: Bytes): Bytes {
  if (locator.length === KEY_ID_OCTETS) return locator;
  return locator[0] === 4 ? locator.subarray(-KEY_ID_OCTETS) : locator.subarray(1, 1 + KEY_ID_OCTETS);
}

/**
 * The shortest header, or one whose length differs by no multiple of three: five octets of length
 * (RFC 9580 §4.2.1), for longer packets the legacy form of four (RFC 9580 §4.2.2).
 */
function packetHeader(length: number, isLong: boolean): Bytes {
  const isShort = length < 192;
  const octets = [0, 0, length >> 8, length & 255];
  if (isLong)
    return new Uint8Array(
      isShort ? [0xc0 | TAG.pkesk, 255, ...octets] : [0x82 | (TAG.pkesk << 2), ...octets],
    );
  if (isShort) return new Uint8Array([0xc0 | TAG.pkesk, length]);
  return new Uint8Array([0xc0 | TAG.pkesk, ((length - 192) >> 8) + 192, (length - 192) & 255]);
}
