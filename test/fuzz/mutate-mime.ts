/** Changes that know what a mail looks like: header fields, addresses, types, boundaries, line ends, nesting. */
import { type Bytes, fromLatin1, latin1 } from "#base";
import { MOST_OCTETS, type Mutator } from "./mutator.ts";
import type { Numbers } from "./numbers.ts";

const FIELD = /^[!-9;-~]{1,60}:.*(?:\r?\n[ \t].*){0,2000}\r?\n/gm;
const BOUNDARY = /^--.{1,200}$/gm;
const MOST_PLACES = 500;

const ADDRESSES = [
  "alice@example.org",
  '"alice@example.org" <mallory@example.org>',
  "alice@example.org, mallory@example.org",
  "alice@example.org <mallory@example.org>",
  "group: alice@example.org;",
  "<@a,@b:alice@example.org>",
  "=?utf-8?q?alice=40example.org?=",
  "alice@example.org\0",
  "alice (mallory) @ example (c) . org",
  '"a\\"lice"@example.org',
  "alice@xn--exmple-cua.org",
  "alïce@example.org",
  "",
];
const TYPES = [
  "text/plain",
  "text/html; charset=utf-16",
  "multipart/mixed; boundary=x",
  "multipart/mixed",
  "multipart/signed; protocol=application/pgp-signature; micalg=pgp-sha1; boundary=x",
  "multipart/signed; protocol=application/pkcs7-signature; boundary=x",
  "multipart/encrypted; protocol=application/pgp-encrypted; boundary=x",
  "application/pkcs7-mime; smime-type=signed-data",
  "application/pkcs7-mime; smime-type=compressed-data",
  "application/pkcs7-mime",
  "application/pgp-encrypted",
  "application/octet-stream; name=encrypted.asc",
  "message/rfc822",
  "message/global",
  "message/delivery-status",
  "application/ms-tnef",
  'text/plain; hp=clear; hp-legacy-display=1; protected-headers="v1"',
  "multipart/mixed; hp=cipher; boundary=x",
  "text/plain; charset*0*=utf-8'en'%66; charset*1=x; charset*99999999999=y",
  ";;;=",
];
const ENCODINGS = ["base64", "quoted-printable", "7bit", "8bit", "binary", "x-uuencode", "BASE64 (x)", ""];
const NAMES = [
  "From",
  "To",
  "Cc",
  "Sender",
  "Subject",
  "Message-ID",
  "References",
  "Date",
  "HP-Outer",
  "Autocrypt",
  "Sig",
];

/** A value of the field that could confuse its reader. */
function oddField(numbers: Numbers): string {
  const kind = numbers.below(6);
  if (kind === 0) return `Content-Type: ${numbers.pick(TYPES)}`;
  if (kind === 1) return `Content-Transfer-Encoding: ${numbers.pick(ENCODINGS)}`;
  if (kind === 2) return `From: ${numbers.pick(ADDRESSES)}`;
  const name = numbers.pick([...NAMES, "Content-Type", "Content-Disposition", "MIME-Version"]);
  return `${name}: ${numbers.pick(kind === 3 ? ADDRESSES : [longValue(numbers)])}`;
}

const PIECES = [
  "(",
  ")",
  "((",
  '"',
  "\\",
  "<",
  ">",
  ",",
  ";",
  ":",
  "@",
  " ",
  "\t",
  "\r\n ",
  "=?utf-8?q?",
  "=?utf-8?b?",
  "?=",
  "=?x?=",
  "a@b,",
  "a*0=",
  "%",
  "'",
  "é",
  "=",
  ".",
  "[",
  "]",
  "a;b=",
  "==",
  "\0",
  "x".repeat(70),
];

function longValue(numbers: Numbers): string {
  const piece = numbers.pick(PIECES) + (numbers.chance(50) ? numbers.pick(PIECES) : "");
  const before = numbers.chance(50) ? numbers.pick([...ADDRESSES, ...TYPES]) : "";
  return before + piece.repeat(Math.min(numbers.size(100_000), Math.floor(MOST_OCTETS / 4 / piece.length)));
}

type TextChange = (text: string, numbers: Numbers, other: string) => string;

function atField(change: (field: string, numbers: Numbers, other: string) => string): TextChange {
  return (text, numbers, other) => {
    const fields = [...text.matchAll(FIELD)].slice(0, MOST_PLACES);
    if (fields.length === 0) return text;
    const { 0: field, index } = numbers.pick(fields);
    return text.slice(0, index) + change(field, numbers, other) + text.slice(index + field.length);
  };
}

function atBoundary(change: (line: string, numbers: Numbers) => string): TextChange {
  return (text, numbers) => {
    const lines = [...text.matchAll(BOUNDARY)].slice(0, MOST_PLACES);
    if (lines.length === 0) return text;
    const { 0: line, index } = numbers.pick(lines);
    return text.slice(0, index) + change(line, numbers) + text.slice(index + line.length);
  };
}

const LINE_ENDS: readonly TextChange[] = [
  (text) => text.replaceAll("\r\n", "\n"),
  (text) => text.replaceAll(/\r?\n/g, "\r"),
  (text) => text.replaceAll(/\r?\n/g, "\r\r\n"),
  (text) => text.replaceAll(/(.{40})\r\n/g, "$1\n"),
];

function nested(text: string, numbers: Numbers): string {
  const depth = Math.min(numbers.size(400), Math.floor(MOST_OCTETS / 100));
  const type = numbers.pick(["mixed", "signed", "alternative", "encrypted", "digest"]);
  const open = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/${type}; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  const close = Array.from({ length: depth }, (_, at) => `\r\n--b${depth - 1 - at}--\r\n`);
  return open.join("") + text + (numbers.chance(70) ? close.join("") : "");
}

const CHANGES: readonly TextChange[] = [
  atField((field) => field + field),
  atField(() => ""),
  atField((_, numbers) => `${oddField(numbers)}\r\n`),
  atField((field, numbers) => `${oddField(numbers)}\r\n${field}`),
  atField((field, numbers) => field.replace(/\r?\n$/, ` ${longValue(numbers)}\r\n`)),
  atField((field, numbers) => `${numbers.pick(NAMES)}${field.slice(field.indexOf(":"))}`),
  atField((field) => field.replace(":", " \t :")),
  atField((field, numbers) =>
    field.repeat(Math.min(numbers.size(3000), Math.floor(MOST_OCTETS / 4 / field.length))),
  ),
  atField((field, numbers, other) => field + (other.match(FIELD)?.[numbers.below(5)] ?? "")),
  atField((field) => `${field}\r\n`),
  atBoundary((line) => `${line}\r\n\r\n${line}`),
  atBoundary(() => ""),
  atBoundary((line) => `${line}--`),
  atBoundary((line) => `${line} \t`),
  atBoundary((line) => line.toUpperCase()),
  atBoundary((line, numbers) => `${line}\r\n`.repeat(numbers.size(5000))),
  (text, numbers) => numbers.pick(LINE_ENDS)(text, numbers, ""),
  (text, numbers) => nested(text, numbers),
  (text) => `From a@example.org Sat Nov 21 12:00:00 2026\r\n${text}`,
  (text, _, other) => `${text}\r\n\r\nFrom a@example.org Sat Nov 21 12:00:00 2026\r\n${other}`,
  (text, _, other) =>
    `Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n${text}\r\n--y\r\n${other}\r\n--y--\r\n`,
  (text) => `Content-Type: message/rfc822\r\n\r\n${text}`,
  (text) => text.replaceAll(/charset="?[\w-]+"?/gi, "charset=utf-7"),
];

export const mutateMime: Mutator = (octets: Bytes, numbers, other) =>
  latin1(numbers.pick(CHANGES)(fromLatin1(octets), numbers, fromLatin1(other)));
