/** Inputs that are small to send and would be costly to a reader without bounds. */
import { deflateRawSync, deflateSync } from "node:zlib";
import { type Bytes, concatBytes, latin1 } from "#base";
import { encodeBase64Lines } from "#mime";
import { octets, packet } from "../support/crypto/openpgp-forge.ts";
import type { Numbers } from "./numbers.ts";

const HEAD = "From: alice@example.org\r\nTo: team@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
const CMS_OID = "06092a864886f70d0107";

type Bomb = (size: number, numbers: Numbers) => Bytes | string;

const mail = (rest: string): string => HEAD + rest;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join("");

function encoded(type: string, content: Bytes): Bytes {
  const fields = `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  return concatBytes(latin1(mail(fields)), encodeBase64Lines(content));
}

function armoured(content: Bytes, kind = "MESSAGE"): Bytes {
  const begin = latin1(`-----BEGIN PGP ${kind}-----\r\n\r\n`);
  return concatBytes(begin, encodeBase64Lines(content), latin1(`-----END PGP ${kind}-----\r\n`));
}

/** Again and again the same octets. */
const run = (count: number, ...one: readonly number[]): Bytes =>
  Buffer.alloc(count * one.length, octets(...one));

const copies = (count: number, one: Bytes): Bytes => Buffer.alloc(Math.min(count, 20_000) * one.length, one);

const nestedBer = (depth: number, tag: number, close: boolean): Bytes =>
  concatBytes(run(depth, tag, 0x80), new Uint8Array(close ? 2 * depth : 0));

/** ContentInfo of a type whose content begins, and never ends. */
function cms(type: number, content: Bytes): Bytes {
  const id = Buffer.from(`${CMS_OID}0${type}`, "hex");
  return concatBytes(octets(0x30, 0x80), id, octets(0xa0, 0x80), content);
}

function compressedPackets(depth: number): Bytes {
  let content = packet(11, latin1("b\0\0\0\0\0x"));
  for (let left = Math.min(depth, 200); left > 0; left--)
    content = packet(8, octets(1), deflateRawSync(content));
  return content;
}

/** RFC 3274: CompressedData around zeros. */
function compressedZeros(size: number): Bytes {
  const stream = deflateSync(Buffer.alloc(Math.min(size * 2000, 60_000_000)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(stream.length);
  return concatBytes(
    Buffer.from("3080060b2a864886f70d0109100109a0803080020100300d060b2a864886f70d0109100308", "hex"),
    Buffer.from(`3080${CMS_OID}01a08024800484`, "hex"),
    length,
    stream,
    new Uint8Array(14),
  );
}

const structures: readonly Bomb[] = [
  (size) =>
    mail(`${times(size, (at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`)}\r\nx`),
  (size) =>
    mail(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(size)}--b--\r\n`),
  (size) => {
    const type = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    return mail(type + `--b\r\n${type}`.repeat(size));
  },
  (size) => mail("Content-Type: message/rfc822\r\n\r\n".repeat(size)),
  (size) => `From ${"x ".repeat(size)}\n\n${"\nFrom a@b Sat Nov 21 12:00:00 2026\n".repeat(size % 300)}`,
  (size) => `From a@b Sat Nov 21 12:00:00 2026\n\n${"\n>From x".repeat(size)}`,
  (size) => `${"A".repeat(size)}\n`.repeat(5),
  (size) => " \n".repeat(size),
  (size) => encoded("application/ms-tnef", run(size, 0x78, 0x9f, 0x3e, 0x22)),
  (size) => encoded("text/plain; charset=utf-16", run(size, 0xd8, 0)),
];

const fields: readonly Bomb[] = [
  (size) => mail(`${times(size, (at) => `X${at}: y\r\n`)}\r\nx`),
  (size) => mail(`X: ${"y\r\n ".repeat(size)}\r\n\r\nx`),
  (size) => `From: ${"(".repeat(size)}\r\n\r\nx`,
  (size) => `From: ${"a:".repeat(size)}a@b;\r\n\r\nx`,
  (size) => `From: ${"a@b, ".repeat(size)}\r\n\r\nx`,
  (size) => `From: ${"<".repeat(size)}a@b${">".repeat(size)}\r\n\r\nx`,
  (size) => mail(`Subject: ${"=?utf-8?b?w6Q=?= ".repeat(size)}\r\n\r\nx`),
  (size) => mail(`Subject: ${"=?".repeat(size)}\r\n\r\nx`),
  (size) => mail(`Content-Type: text/plain; ${times(size, (at) => `a*${at}=b; `)}\r\n\r\nx`),
  (size) => mail(`Content-Type: text/plain${";a=".repeat(size)}\r\n\r\nx`),
  (size) => mail(`Sig: ${"a=b; ".repeat(size)}\r\nAutocrypt: ${"addr=a; ".repeat(size)}\r\n\r\nx`),
  (size) => mail(`${"HP-Outer: x: y\r\n".repeat(size % 1000)}\r\nx`),
];

const armour: readonly Bomb[] = [
  (size) => mail(`\r\n${"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\n".repeat(size)}`),
  (size) => {
    const text = `-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: x\r\n\r\n${"- x \t\r\n".repeat(size)}`;
    return mail(`\r\n${text}-----BEGIN PGP SIGNATURE-----\r\n\r\n`);
  },
  (size) => mail(`\r\n${"-----BEGIN PGP MESSAGE-----\r\n\r\n".repeat(size)}`),
  (size) => `-----BEGIN PGP MESSAGE-----\n\n${"A".repeat(size * 10)}`,
  (size) => "-----BEGIN CERTIFICATE-----\n".repeat(size),
  (size) => `-----BEGIN CERTIFICATE-----${"-".repeat(size)}`,
];

const packets: readonly Bomb[] = [
  (size) => armoured(copies(size, packet(4, octets(3, 0, 8, 1, 1, 2, 3, 4, 5, 6, 7, 8, 1)))),
  (size) => {
    const pkesk = packet(1, octets(3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 8, 255));
    return armoured(concatBytes(copies(size, pkesk), packet(18, octets(1, 2, 3))));
  },
  (size) => armoured(concatBytes(octets(0xcb), run(size, 0xe0, 0x62), octets(0))),
  (size) => armoured(run(size, 0xca, 0x03, 0x50, 0x47, 0x50)),
  (size) => armoured(run(size, 0xcd, 0)),
  (size) => run(size, 0xcd, 0),
  (size) => armoured(compressedPackets(size)),
  (size) => compressedPackets(size),
  (size) => armoured(packet(8, octets(2), deflateSync(packet(11, new Uint8Array(size * 500))))),
  (size) => armoured(concatBytes(packet(6, run(size % 5000, 4)), run(size, 0xcd, 0)), "PUBLIC KEY BLOCK"),
];

const values: readonly Bomb[] = [
  (size, numbers) =>
    encoded("application/pkcs7-mime", nestedBer(size, numbers.pick([0x30, 0x24, 0xa0]), numbers.chance(50))),
  (size, numbers) => encoded("application/pkcs7-mime", cms(numbers.below(7), nestedBer(size, 0x30, true))),
  (size) => encoded("application/pkcs7-mime", cms(1, nestedBer(size, 0x24, true))),
  (size) => {
    const algorithms = concatBytes(octets(0x30, 0x80, 2, 1, 1, 0x31, 0x80), run(size, 0x30, 2, 5, 0));
    return encoded("application/pkcs7-mime; smime-type=signed-data", cms(2, algorithms));
  },
  (size) => encoded("application/pkcs7-mime; smime-type=compressed-data", compressedZeros(size)),
];

const BOMBS = [...structures, ...fields, ...armour, ...packets, ...values];
const LARGEST = 100_000;

export function makeBomb(numbers: Numbers): Bytes {
  const made = numbers.pick(BOMBS)(numbers.size(LARGEST), numbers);
  return typeof made === "string" ? latin1(made) : made;
}
