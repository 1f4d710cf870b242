/** Who writes and who opens in made inputs, with keys of this run, and what they can make with them. */
import { createDecipheriv } from "node:crypto";
import { type Bytes, concatBytes, latin1, systemRandom } from "#base";
import { composeMultipart, composePart, encodeBase64Lines } from "#mime";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import {
  type Correspondent,
  correspondent,
  mixed,
  NOW,
  recipientFor,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { literal, seipd1 } from "../support/crypto/openpgp-forge.ts";
import { readBer, writeBer } from "./ber-values.ts";

export interface People {
  readonly pgpList: Correspondent;
  readonly cmsList: Correspondent;
  /** With a key of OpenPGP, and with a certificate. */
  readonly alice: Correspondent;
  readonly bob: Correspondent;
}

export async function makePeople(): Promise<People> {
  const [pgpList, cmsList, alice, bob] = await Promise.all([
    correspondent("team"),
    correspondent("team", "smime"),
    correspondent("alice"),
    correspondent("bob", "smime"),
  ]);
  return { pgpList, cmsList, alice, bob };
}

/** Entities that a writer signed, of every form that has one. */
export async function signedEntities(by: Correspondent, content: Bytes): Promise<readonly Bytes[]> {
  const simple = await signed(by, content);
  const all = [simple, await signed(by, simple), mixed(simple, content)];
  return by.secret.scheme === "smime" ? [...all, opaque(by, content)] : all;
}

/** RFC 8551 §3.5.2. */
function opaque(by: Correspondent, content: Bytes): Bytes {
  const { signature } = smime.signDetached({ content, signWith: by.secret, at: NOW });
  const [info] = readBer(signature) ?? [];
  const encapsulated = info?.children?.[1]?.children?.[0]?.children?.[2]?.children;
  if (info === undefined || !encapsulated) throw new Error("SignedData is not of the usual form");
  const octetString = { tag: 0x04, children: null, content, form: "definite" } as const;
  encapsulated.push({ tag: 0xa0, children: [octetString], content, form: "definite" });
  const fields = [
    ["Content-Type", "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  return composePart({ fields, body: encodeBase64Lines(writeBer(info)) });
}

const BLOCK = 16;
const MDC_PACKET = 22;

/** The packets that OpenPGP signs and encrypts in one go: one pass, literal data, signature. */
export async function signedPackets(by: Correspondent, content: Bytes): Promise<Bytes> {
  const body = await openpgp.sealBody({ content, signWith: by.secret, at: NOW });
  return plainOf(body);
}

/** Behind the header of one packet and the version of SEIPD (RFC 9580 §4.2.1). */
function bodyStart(packet: Bytes): number {
  const first = packet[1] ?? 0;
  if (first < 192) return 3;
  return first < 224 ? 4 : 7;
}

/** Packets, whatever they are, encrypted to the list. */
export async function sealPackets(list: Correspondent, packets: Bytes): Promise<Bytes> {
  const sessionKey = systemRandom.bytes(32);
  const body = { sessionKey, shared: seipd1(sessionKey, packets), cipher: "seipd1" };
  const octets = concatBytes(openpgp.keyPacket(await recipientFor(list), body), body.shared);
  const armour = [
    latin1("-----BEGIN PGP MESSAGE-----\r\n\r\n"),
    encodeBase64Lines(octets),
    latin1("-----END PGP MESSAGE-----\r\n"),
  ];
  return composeMultipart({
    subtype: "encrypted",
    parameters: [["protocol", "application/pgp-encrypted"]],
    parts: [
      composePart({
        fields: [["Content-Type", "application/pgp-encrypted"]],
        body: latin1("Version: 1\r\n"),
      }),
      composePart({ fields: [["Content-Type", "application/octet-stream"]], body: concatBytes(...armour) }),
    ],
    random: systemRandom,
  });
}

/** An entity, whatever it is, encrypted to the list in its scheme. */
export async function sealEntity(list: Correspondent, entity: Bytes, cipher: "cbc" | "gcm"): Promise<Bytes> {
  if (list.secret.scheme === "smime") return sealedCms(list, entity, cipher);
  return sealPackets(list, literal(entity));
}

function plainOf({ sessionKey, shared }: { sessionKey: Bytes; shared: Bytes }): Bytes {
  const cipher = createDecipheriv("aes-256-cfb", sessionKey, Buffer.alloc(BLOCK));
  return cipher.update(shared.subarray(bodyStart(shared))).subarray(BLOCK + 2, -MDC_PACKET);
}
