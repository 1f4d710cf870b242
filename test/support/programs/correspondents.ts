/**
 * People with keys, and the messages they make: OpenPGP and S/MIME built with the crypto rooms, so that a
 * test can bend every octet of them. What gpg, sq, openssl and gpgsm make is in test/interop.
 */
import {
  asId,
  type Bytes,
  concatBytes,
  type EmailAddress,
  latin1,
  type ListSecret,
  type MemberId,
  type Recipient,
  type Scheme,
  type SignerKey,
  systemRandom,
  utf8,
  type WhyCode,
  type Result,
} from "#base";
import { composeMultipart, composePart, encodeBase64Lines, type FieldList, formatField } from "#mime";
import * as openpgp from "#openpgp";
import { type Binding, openPost, type OpenResult, type ProtectRequest } from "#protect";
import * as smime from "#smime";
import "../crypto/rsa-pool.ts";

export const NOW = new Date("2026-11-21T12:00:00Z");
const BORN = new Date("2026-01-01T00:00:00Z");
const EXPIRES = new Date("2028-01-01T00:00:00Z");

export interface Correspondent {
  readonly member: MemberId;
  readonly address: EmailAddress;
  readonly secret: ListSecret;
  /** Binary OpenPGP key, or the certificate. */
  readonly publicKey: Bytes;
}

let members = 0;

/** Somebody new with a key of their own. */
export async function correspondent(name: string, scheme: Scheme = "openpgp"): Promise<Correspondent> {
  const address = `${name}@example.org` as EmailAddress;
  const member = asId<MemberId>(++members);
  if (scheme === "openpgp") {
    const { secret, publicKey } = await openpgp.generateListKey({ address, at: BORN, expiresAt: EXPIRES });
    return { member, address, secret, publicKey };
  }
  const input = { address, commonName: name, at: BORN, expiresAt: EXPIRES, random: systemRandom };
  const { secret } = await smime.generateListKey(input);
  return { member, address, secret, publicKey: secret.certificates[0] ?? new Uint8Array(0) };
}

/** A list with a key in each family, and a member of either kind. */
export async function teamOfBothFamilies() {
  const [list, smimeList, alice, bob] = await Promise.all([
    correspondent("team"),
    correspondent("team", "smime"),
    correspondent("alice"),
    correspondent("bob", "smime"),
  ]);
  return { list, smimeList, alice, bob };
}

function signerKey({ secret, publicKey }: Correspondent): SignerKey {
  return { scheme: secret.scheme, fingerprint: secret.fingerprint, bytes: publicKey, pinned: false };
}

export function bindingOf({ member, address, secret }: Correspondent): Binding {
  return { member, fingerprint: secret.fingerprint, memberAddresses: [address], confirmedAddresses: [] };
}

/** What the list `list` asks when `message` arrives, with `members` bound. */
export function openRequest(
  message: Bytes,
  list: readonly Correspondent[],
  members: readonly Correspondent[],
): ProtectRequest {
  return {
    message,
    at: NOW,
    secrets: list.map(({ secret }) => secret),
    signers: () => Promise.resolve(members.map(signerKey)),
    anchors: [],
    trust: "bound",
    open: { openpgp: true, smime: true },
    verify: { openpgp: true, smime: true },
  };
}

export function openFor(
  message: Bytes,
  list: readonly Correspondent[],
  members: readonly Correspondent[],
): Promise<OpenResult> {
  return openPost(openRequest(message, list, members));
}

export function entity(
  text: string,
  fields: FieldList = [["Content-Type", "text/plain; charset=utf-8"]],
): Bytes {
  return composePart({ fields, body: utf8(text.replaceAll("\n", "\r\n")) });
}

/** A whole message: header fields in front of a MIME entity. */
export function mail(fields: FieldList, content: Bytes): Bytes {
  return concatBytes(...fields.map(([name, value]) => formatField(name, value)), content);
}

export function postFrom(author: Correspondent, content: Bytes): Bytes {
  const fields: FieldList = [
    ["From", author.address],
    ["To", "team@example.org"],
    ["Subject", "outside"],
    ["MIME-Version", "1.0"],
  ];
  return mail(fields, content);
}

/** multipart/signed, in the signer's own scheme. */
export async function signed(by: Correspondent, content: Bytes, at = NOW): Promise<Bytes> {
  const input = { content, signWith: by.secret, at };
  if (by.secret.scheme === "smime") {
    const { signature, micalg } = smime.signDetached(input);
    const fields: FieldList = [
      ["Content-Type", "application/pkcs7-signature; name=smime.p7s"],
      ["Content-Transfer-Encoding", "base64"],
    ];
    const part = composePart({ fields, body: encodeBase64Lines(signature) });
    return multipartSigned("application/pkcs7-signature", micalg, [content, part]);
  }
  const { signature, micalg } = await openpgp.signDetached(input);
  const part = composePart({
    fields: [["Content-Type", "application/pgp-signature"]],
    body: utf8(signature),
  });
  return multipartSigned("application/pgp-signature", micalg, [content, part]);
}

export function multipartSigned(protocol: string, micalg: string, parts: readonly Bytes[]): Bytes {
  const parameters: FieldList = [
    ["protocol", protocol],
    ["micalg", micalg],
  ];
  return composeMultipart({ subtype: "signed", parameters, parts, random: systemRandom });
}

export function mixed(...parts: readonly Bytes[]): Bytes {
  return composeMultipart({ subtype: "mixed", parts, random: systemRandom });
}

/** Sealed to a list (or anybody) in its scheme; OpenPGP signs inside if `signWith` is given. */
export async function sealed(to: Correspondent, content: Bytes, signWith?: Correspondent): Promise<Bytes> {
  if (to.secret.scheme === "smime") return sealedCms(to, content, "gcm");
  const armour = await sealedArmour(to, content, signWith);
  return composeMultipart({
    subtype: "encrypted",
    parameters: [["protocol", "application/pgp-encrypted"]],
    parts: [
      composePart({
        fields: [["Content-Type", "application/pgp-encrypted"]],
        body: latin1("Version: 1\r\n"),
      }),
      composePart({ fields: [["Content-Type", "application/octet-stream"]], body: armour }),
    ],
    random: systemRandom,
  });
}

export async function sealedArmour(
  to: Correspondent,
  content: Bytes,
  signWith?: Correspondent,
): Promise<Bytes> {
  const body = await openpgp.sealBody({ content, signWith: signWith?.secret ?? null, at: NOW });
  const recipient = must(await openpgp.recipientOf(to.publicKey, NOW));
  const octets = concatBytes(openpgp.keyPacket(recipient, body), body.shared);
  return concatBytes(
    latin1("-----BEGIN PGP MESSAGE-----\r\n\r\n"),
    encodeBase64Lines(octets),
    latin1("-----END PGP MESSAGE-----\r\n"),
  );
}

export function sealedCms(to: Correspondent, content: Bytes, cipher: "cbc" | "gcm"): Bytes {
  const body = smime.sealBody({ content, cipher, random: systemRandom });
  const octets = concatBytes(smime.keyPacket(recipientOf(to), body), body.shared);
  const kind = cipher === "gcm" ? "authEnveloped-data" : "enveloped-data";
  const fields: FieldList = [
    ["Content-Type", `application/pkcs7-mime; smime-type=${kind}; name=smime.p7m`],
    ["Content-Transfer-Encoding", "base64"],
  ];
  return composePart({ fields, body: encodeBase64Lines(octets) });
}

function recipientOf(to: Correspondent): Recipient {
  return must(smime.recipientOf(to.publicKey, NOW));
}

export async function recipientFor(to: Correspondent): Promise<Recipient> {
  return to.secret.scheme === "smime" ? recipientOf(to) : must(await openpgp.recipientOf(to.publicKey, NOW));
}

function must<T>(result: Result<T, WhyCode>): T {
  if (result.ok) return result.value;
  throw new Error(`test key is not usable: ${result.error}`);
}
