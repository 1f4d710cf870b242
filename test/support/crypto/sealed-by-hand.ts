/** Sealed messages whose session key a test chooses, and the MIME around octets that no library would write. */
import { type Bytes, concatBytes, latin1, type Random, systemRandom } from "#base";
import { composeMultipart, composePart, encodeBase64Lines } from "#mime";
import { keyPacket, sealBody } from "#smime";
import { toBinary } from "../../../src/openpgp/packets/armour.ts";
import { readPackets } from "../../../src/openpgp/packets/packets.ts";
import { der, oid, sequence, smallInteger } from "../../../src/smime/asn1/der.ts";
import { readEnvelopedData } from "../../../src/smime/encryption/enveloped-data.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { type Correspondent, recipientFor } from "../programs/correspondents.ts";

/** PGP/MIME (RFC 3156 §4) around an armour or anything else. */
export function inTwoParts(armour: Bytes): Bytes {
  const control = composePart({
    fields: [["Content-Type", "application/pgp-encrypted"]],
    body: latin1("Version: 1\r\n"),
  });
  const data = composePart({ fields: [["Content-Type", "application/octet-stream"]], body: armour });
  const parameters = [["protocol", "application/pgp-encrypted"]] as const;
  return composeMultipart({ subtype: "encrypted", parameters, parts: [control, data], random: systemRandom });
}

/** The first octets are always these, as where a session key was used again. */
function beginningWith(first: Bytes): Random {
  let isFirst = true;
  return {
    bytes(length) {
      if (!isFirst) return systemRandom.bytes(length);
      isFirst = false;
      return first.subarray(0, length);
    },
  };
}

/** CMS under a session key of 32 octets that is not its own. */
export async function sealedUnder(
  sessionKey: Bytes,
  to: Correspondent,
  { content, cipher }: { readonly content: Bytes; readonly cipher: "cbc" | "gcm" },
): Promise<Bytes> {
  const body = sealBody({ content, cipher, random: beginningWith(sessionKey) });
  const der = concatBytes(keyPacket(await recipientFor(to), body), body.shared);
  const kind = cipher === "gcm" ? "authEnveloped-data" : "enveloped-data";
  const fields = [
    ["Content-Type", `application/pkcs7-mime; smime-type=${kind}; name=smime.p7m`],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  return composePart({ fields, body: encodeBase64Lines(der) });
}

export interface SealedPackets {
  readonly pkesk: Bytes;
  /** Version octet and ciphertext of the SEIPD packet. */
  readonly body: Bytes;
}

/** Of a message that one key packet opens. */
export function takenApart(armour: Bytes): SealedPackets {
  const binary = toBinary(armour, "PGP MESSAGE");
  const packets = binary.ok ? readPackets(binary.value, 10) : binary;
  const [pkesk, seipd] = packets.ok ? packets.value : [];
  if (pkesk === undefined || seipd?.tag !== 18) throw new Error("no PKESK and SEIPD");
  return { pkesk: pkesk.raw, body: Uint8Array.from(seipd.body()) };
}

/** CMS whose recipients are named one after another, whatever their content keys open (RFC 5652 §6.1). */
export async function sealedToEach(
  to: Correspondent,
  sessionKeys: readonly Bytes[],
  shared: Bytes,
): Promise<Bytes> {
  const recipient = await recipientFor(to);
  const heads = sessionKeys.map((sessionKey) => keyPacket(recipient, { sessionKey, shared, cipher: "cbc" }));
  const infos = heads.flatMap((head) => readEnvelopedData(concatBytes(head, shared)).recipientInfos);
  const enveloped = sequence(smallInteger(2), der(0x31, ...infos.map(({ raw }) => raw)), shared);
  const whole = sequence(oid(OID.envelopedData), der(0xa0, enveloped));
  const fields = [
    ["Content-Type", "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  return composePart({ fields, body: encodeBase64Lines(whole) });
}
