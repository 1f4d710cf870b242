/** What a file is that somebody wants judged: mail, a bare piece of OpenPGP or CMS, keys, or nothing of that. */
import { type Bytes, fromLatin1, view } from "#base";
import { parseMessage, toCrlf } from "#mime";
import * as openpgp from "#openpgp";
import * as smime from "#smime";

export type Form =
  | { readonly kind: "message"; readonly message: Bytes }
  /** `alone`: nothing but white space stands around the armour. */
  | { readonly kind: "openpgp"; readonly source: Bytes; readonly alone: boolean }
  | { readonly kind: "cms"; readonly der: Bytes }
  | { readonly kind: "keys" }
  | { readonly kind: "other" };

const HEAD = 4096;
const DER_SEQUENCE = 0x30;
const PACKET_BIT = 0x80;

/** What the octets begin with decides; a name or an ending of the file never does. */
export function formOf(file: Bytes): Form {
  return binaryForm(file) ?? armourForm(file) ?? messageForm(file) ?? base64Form(file) ?? { kind: "other" };
}

function binaryForm(file: Bytes): Form | null {
  const first = file[0] ?? 0;
  if (first === DER_SEQUENCE) return cmsForm(file);
  if ((first & PACKET_BIT) === 0) return null;
  const kind = openpgp.kindOf(file);
  if (kind === "key") return { kind: "keys" };
  return kind === "malformed" || kind === "other" ? null : { kind: "openpgp", source: file, alone: true };
}

/** PKCS#12 and private keys begin with a version, as neither certificates nor CMS do. */
const KEY_FILE = /^\x30(?:[\x00-\x80]|\x81.|\x82..|\x83...)\x02\x01[\x00-\x03]/s;

/** Certificates, keys and PKCS#12 files are the other things in DER that people have. */
function cmsForm(der: Bytes): Form | null {
  if (KEY_FILE.test(fromLatin1(der.subarray(0, HEAD)))) return { kind: "keys" };
  const kind = smime.kindOf(der);
  if (kind === "certs-only") return { kind: "keys" };
  if (kind !== "malformed") return { kind: "cms", der };
  return smime.readCertificates(der).ok ? { kind: "keys" } : null;
}

const ARMOUR = /^-----BEGIN (PGP )?([A-Z0-9 #]+)-----/m;
/** QUIRK: the first line may be one that an mbox had in front of the header, quoted. */
const FIELD = /^(?:>From [^\n]*\n)?[!-9;-~]+[ \t]*:/;

/** Armour at the start, or below a few lines that are no header section. */
function armourForm(file: Bytes): Form | null {
  const head = fromLatin1(file.subarray(0, HEAD));
  const armour = ARMOUR.exec(head);
  if (armour === null || FIELD.test(head.trimStart())) return null;
  const [, pgp, label = ""] = armour;
  if (/KEY|CERTIFICATE/.test(label)) return { kind: "keys" };
  if (pgp === undefined) return cmsForm(fromBase64(fromLatin1(file.subarray(armour.index))));
  const { source, outside } = blockAt(file, armour.index, label);
  if (openpgp.kindOf(source) === "key") return { kind: "keys" };
  return { kind: "openpgp", source, alone: outside.trim() === "" };
}

/** One block, and what stands before and behind it; a clear-signed text ends with its signature. */
function blockAt(file: Bytes, start: number, label: string): { source: Bytes; outside: string } {
  const last = `-----END PGP ${label === "SIGNED MESSAGE" ? "SIGNATURE" : label}-----`;
  const found = view(file).indexOf(last, start, "latin1");
  const end = found < 0 ? file.length : found + last.length;
  return {
    source: file.subarray(start, end),
    outside: fromLatin1(file.subarray(0, start)) + fromLatin1(file.subarray(end)),
  };
}

/** QUIRK: empty lines in front of a file are an editor's, not the message's. */
function messageForm(file: Bytes): Form | null {
  const head = fromLatin1(file.subarray(0, HEAD));
  const skipped = /^(?:[ \t]*\r?\n)*/.exec(head)?.[0].length ?? 0;
  const message = FIELD.test(head.slice(skipped)) ? file.subarray(skipped) : file;
  const parsed = parseMessage(message.subarray(0, HEAD));
  if (parsed.ok && parsed.value.header.fields.length === 0) return null;
  // S15: a file without any CRLF comes from a program that ends lines its own way.
  return { kind: "message", message: view(message).includes("\r\n") ? message : toCrlf(message) };
}

const ONLY_BASE64 = /^[A-Za-z0-9+/=\s]+$/;

/** QUIRK: the body of a p7m mail saved as it was, still in base64. */
function base64Form(file: Bytes): Form | null {
  if (!ONLY_BASE64.test(fromLatin1(file.subarray(0, HEAD)))) return null;
  return binaryForm(fromBase64(fromLatin1(file)));
}

/** The first block of base64, with or without PEM lines and header lines around it. */
function fromBase64(text: string): Bytes {
  const end = text.indexOf("-----END");
  const block = end < 0 ? text : text.slice(0, end);
  return Buffer.from(block.replaceAll(/^(?:-----.*|[A-Za-z-]+:.*)$/gm, ""), "base64");
}
