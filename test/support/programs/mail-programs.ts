/** Mails as Thunderbird, mutt and Enigmail write them around what a crypto program made. */
import { type Bytes, utf8 } from "#base";
import { toCrlf } from "#mime";

export interface Draft {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Left part of the Message-ID. */
  readonly id: string;
}

/** Thunderbird: its own header fields are inside, with the real Subject (protected-headers="v1"). */
export function thunderbirdEntity(draft: Draft): string {
  const body = Buffer.from(draft.text).toString("base64").replaceAll(/.{72}/g, "$&\r\n");
  return [
    'Content-Type: multipart/mixed; boundary="------------0inner0"; protected-headers="v1"',
    `From: Writer <${draft.from}>`,
    `To: ${draft.to}`,
    `Message-ID: <${draft.id}@laptop.example>`,
    `Subject: ${draft.subject}`,
    "",
    "--------------0inner0",
    "Content-Type: text/plain; charset=UTF-8; format=flowed",
    "Content-Transfer-Encoding: base64",
    "",
    body,
    "",
    "--------------0inner0--",
    "",
  ].join("\r\n");
}

/** mutt: one part of text, 7bit, without header fields of the message. */
export function muttEntity({ text }: Draft): string {
  const quoted = text.replaceAll("=", "=3D").replaceAll("ß", "=C3=9F").replaceAll("ä", "=C3=A4");
  return [
    "Content-Type: text/plain; charset=utf-8",
    "Content-Disposition: inline",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quoted,
  ].join("\r\n");
}

/** `content` begins with its own Content-* fields; "..." is what Thunderbird writes for a hidden Subject. */
export function mailAround(draft: Draft, content: string | Bytes, subject = "..."): Bytes {
  const header = [
    "Return-Path: <>",
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    "User-Agent: Mozilla Thunderbird",
    `To: ${draft.to}`,
    `From: Writer <${draft.from}>`,
    `Subject: ${subject}`,
    `Message-ID: <${draft.id}@laptop.example>`,
    "",
  ].join("\r\n");
  return Buffer.concat([utf8(header), Buffer.from(content)]);
}

/** RFC 3156 §4. */
export function pgpEncrypted(armour: Bytes): string {
  return [
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";',
    ' boundary="------------0outer0"',
    "",
    "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)",
    "--------------0outer0",
    "Content-Type: application/pgp-encrypted",
    "Content-Description: PGP/MIME version identification",
    "",
    "Version: 1",
    "",
    "--------------0outer0",
    'Content-Type: application/octet-stream; name="encrypted.asc"',
    'Content-Disposition: inline; filename="encrypted.asc"',
    "",
    Buffer.from(toCrlf(armour)).toString("latin1"),
    "--------------0outer0--",
    "",
  ].join("\r\n");
}

/** RFC 3156 §5. `entity` is what was signed, byte for byte. */
export function pgpSigned(entity: string, signature: Bytes): string {
  return [
    'Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature";',
    ' boundary="s1gned"',
    "Content-Disposition: inline",
    "",
    "--s1gned",
    entity,
    "--s1gned",
    'Content-Type: application/pgp-signature; name="signature.asc"',
    "",
    Buffer.from(toCrlf(signature)).toString("latin1"),
    "--s1gned--",
    "",
  ].join("\r\n");
}

/** Enigmail's "inline PGP": armour as the text of the mail. */
export function inlineArmour(armour: Bytes): string {
  const text = Buffer.from(toCrlf(armour)).toString("latin1");
  return `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${text}`;
}
