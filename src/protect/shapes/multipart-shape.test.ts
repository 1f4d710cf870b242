import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { latin1 } from "#base";
import { parseMessage } from "#mime";
import type { Shape } from "./shape.ts";
import { shapeOf } from "./shape-of.ts";

const CONTROL = "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n";
/** PKESK and SEIPD packets without content: enough to be told from a signed message. */
const CIPHERTEXT = `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from("c100d200", "hex").toString("base64")}\r\n`;
const armoured = (before: string, behind = ""): string =>
  `Content-Type: application/octet-stream\r\n\r\n${before}-----BEGIN PGP MESSAGE-----\r\nComment: us\r\n\r\nwQDSAA==\r\n-----END PGP MESSAGE-----\r\n${behind}`;
const TEXT = "Content-Type: text/plain\r\n\r\nhello\r\n";
const BLANK = "Content-Type: text/plain\r\n\r\n \r\n";
const PGP = "Content-Type: application/pgp-signature\r\n\r\nx\r\n";
const CMS = "Content-Type: application/x-pkcs7-signature\r\n\r\nx\r\n";
const OCTETS = "Content-Type: application/octet-stream\r\n\r\nx\r\n";

function shape(type: string, ...parts: readonly string[]): Shape {
  const body = parts.map((part) => `--b\r\n${part}\r\n`).join("");
  const read = parseMessage(
    latin1(`Content-Type: multipart/${type.replace(/;|$/, "; boundary=b;")}\r\n\r\n${body}--b--\r\n`),
  );
  assert.ok(read.ok);
  return shapeOf(read.value);
}

const told = (found: Shape): string => {
  if (found.kind === "plain") return "plain";
  return found.kind === "broken" ? `${found.scheme} ${found.why}` : `${found.scheme} ${found.kind}`;
};

describe("multipart/encrypted", () => {
  for (const [name, type, parts, expected] of [
    ["its two parts", "", [CONTROL, CIPHERTEXT], "openpgp encrypted"],
    [
      "a protocol in capitals",
      '; protocol="APPLICATION/PGP-ENCRYPTED "',
      [CONTROL, CIPHERTEXT],
      "openpgp encrypted",
    ],
    ["a protocol that is wrong", "; protocol=pgp", [CONTROL, CIPHERTEXT], "openpgp encrypted"],
    ["another protocol and other parts", "; protocol=x/y", [TEXT, CIPHERTEXT], "openpgp unsupported"],
    [
      "a control part that is blank",
      "",
      ["Content-Type: application/pgp-encrypted\r\n\r\n \r\n", CIPHERTEXT],
      "openpgp encrypted",
    ],
    ["an empty text in front", "", [BLANK, CONTROL, CIPHERTEXT], "openpgp encrypted"],
    ["an empty text behind", "", [CONTROL, CIPHERTEXT, BLANK], "openpgp encrypted"],
    ["the ciphertext alone", "", [CIPHERTEXT], "openpgp encrypted"],
    ["one part that is no ciphertext", "", [OCTETS], "openpgp malformed"],
    ["the control part alone", "", [CONTROL], "openpgp malformed"],
    ["a text in front", "", [TEXT, CONTROL, CIPHERTEXT], "openpgp changed-on-the-way"],
    ["a text behind", "", [CONTROL, CIPHERTEXT, TEXT], "openpgp changed-on-the-way"],
    ["a text instead of the control part", "", [TEXT, CIPHERTEXT], "openpgp malformed"],
    ["no parts", "", [], "openpgp malformed"],
    [
      "an armour with white space around it",
      "",
      [CONTROL, armoured("\r\n\t", " \r\n\r\n")],
      "openpgp encrypted",
    ],
    ["words before the armour", "", [CONTROL, armoured("Please open:\r\n")], "openpgp not-whole"],
    ["words behind the armour", "", [CONTROL, armoured("", "bye\r\n")], "openpgp not-whole"],
    [
      "words behind the armour, on its last line",
      "",
      [CONTROL, armoured("").trimEnd() + " bye"],
      "openpgp not-whole",
    ],
    ["words around the only part", "", [armoured("Please open:\r\n")], "openpgp not-whole"],
  ] as const) {
    it(`with ${name}: ${expected}`, () => assert.equal(told(shape(`encrypted${type}`, ...parts)), expected));
  }
});

describe("multipart/signed", () => {
  const pgp = "; protocol=application/pgp-signature";
  const disguised = "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n\xdc\xf6!\r\n";
  for (const [name, type, parts, expected] of [
    ["its two parts", pgp, [TEXT, PGP], "openpgp detached"],
    ["no protocol", "", [TEXT, PGP], "openpgp detached"],
    ["the older name of PKCS #7", "; protocol=application/pkcs7-signature", [TEXT, CMS], "smime detached"],
    ["a protocol that is wrong", "; protocol=constructor", [TEXT, CMS], "smime detached"],
    ["the other family's protocol", pgp, [TEXT, CMS], "openpgp malformed"],
    ["a signature sent as octets", pgp, [TEXT, OCTETS], "openpgp detached"],
    ["octets and nothing that says what they are", "; protocol=constructor", [TEXT, OCTETS], "plain"],
    ["an empty text behind", pgp, [TEXT, PGP, BLANK], "openpgp detached"],
    ["a text behind", pgp, [TEXT, PGP, TEXT], "openpgp changed-on-the-way"],
    ["a text behind that only seems to be empty", pgp, [TEXT, PGP, disguised], "openpgp changed-on-the-way"],
    ["an empty text in front", pgp, [BLANK, TEXT, PGP], "openpgp changed-on-the-way"],
    ["one part", pgp, [TEXT], "openpgp malformed"],
  ] as const) {
    it(`with ${name}: ${expected}`, () => assert.equal(told(shape(`signed${type}`, ...parts)), expected));
  }
});

describe("Exchange's form of multipart/encrypted", () => {
  const text = (encoding: string, body: string): string =>
    `Content-Type: text/plain\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
  for (const [name, parts, expected] of [
    ["an empty text", [BLANK, CONTROL, CIPHERTEXT], "openpgp encrypted"],
    ["an empty text in base64", [text("base64", "DQoN\r\nCg=="), CONTROL, CIPHERTEXT], "openpgp encrypted"],
    [
      "an empty quoted text",
      [text("quoted-printable", "=20=\r\n=0d=0A"), CONTROL, CIPHERTEXT],
      "openpgp encrypted",
    ],
    ["a word", [TEXT, CONTROL, CIPHERTEXT], "plain"],
    ["a word that base64 skips", [text("base64", "\u00fcb\u00e4r=!"), CONTROL, CIPHERTEXT], "plain"],
    [
      "a word of letters outside of base64",
      [text("base64", "\u00cf\u00f0\u00e8!"), CONTROL, CIPHERTEXT],
      "plain",
    ],
    ["single digits of base64 between padding", [text("base64", "o=p=e=n="), CONTROL, CIPHERTEXT], "plain"],
    ["a word that is quoted", [text("quoted-printable", "=6F"), CONTROL, CIPHERTEXT], "plain"],
    ["words around the armour", [BLANK, CONTROL, armoured("open")], "openpgp not-whole"],
  ] as const) {
    it(`with ${name}: ${expected}`, () => assert.equal(told(shape("mixed", ...parts)), expected));
  }
});

describe("what another program may read as something else", () => {
  const pgp = "; protocol=application/pgp-signature";
  const twoTypes = (part: string): string => part.replace("\r\n", "\r\nContent-Type: text/html\r\n");
  const sealed = `Content-Type: application/pkcs7-mime\r\n\r\n\x30\x80\r\n`;
  for (const [name, type, parts, expected] of [
    ["two boundaries around what is signed", `signed${pgp}; boundary=c`, [TEXT, PGP], "openpgp not-whole"],
    ["a second boundary in sections", `signed${pgp}; boundary*0=c`, [TEXT, PGP], "openpgp not-whole"],
    [
      "two boundaries around what is sealed",
      "encrypted; boundary=c",
      [CONTROL, CIPHERTEXT],
      "openpgp not-whole",
    ],
    ["a ciphertext of two types", "encrypted", [CONTROL, twoTypes(CIPHERTEXT)], "openpgp not-whole"],
    ["a signature of two types", `signed${pgp}`, [TEXT, twoTypes(PGP)], "openpgp not-whole"],
    [
      "what is signed of two types: it is its author's",
      `signed${pgp}`,
      [twoTypes(TEXT), PGP],
      "openpgp detached",
    ],
    ["an only part of two types", "mixed", [twoTypes(sealed)], "smime not-whole"],
    ["Exchange's text of two types", "mixed", [twoTypes(BLANK), CONTROL, CIPHERTEXT], "openpgp not-whole"],
    [
      "two boundaries around Exchange's form",
      "mixed; boundary=c",
      [BLANK, CONTROL, CIPHERTEXT],
      "openpgp not-whole",
    ],
  ] as const) {
    it(`${name}: ${expected}`, () => assert.equal(told(shape(type, ...parts)), expected));
  }
});
