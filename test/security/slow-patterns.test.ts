/**
 * S10: no mail makes a reader work longer than its size explains. Every public reader gets inputs that repeat
 * what it looks for, at one size and at four times that size: four times the work is expected, sixteen times
 * is what a careless expression takes. Inputs that the smaller size already decides quickly prove nothing by
 * their ratio, so the larger one has an absolute bound too, far from what a loaded machine needs.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AppError, type Bytes, latin1, LIMITS, parseEmailAddress } from "#base";
import { topicLines } from "#config";
import { fieldRules, headerRules } from "#lists";
import { decodeText, decodeWords, type Entity, messageIds, parseAddresses, parseMessage } from "#mime";
import * as openpgp from "#openpgp";
import { openPost, withoutHtml } from "#protect";
import * as smime from "#smime";
import { lookThrough } from "../support/look-through.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const signers = () => Promise.resolve([]);
const FACTOR = 4;
const MOST_GROWTH = 10;
/** Below this the collector says more than the input. */
const NOTICEABLE_MS = 100;
const MOST_MS = 3000;
const RUNS = 3;

type Reader = (text: string) => unknown;

/** The least processor time of several runs in milliseconds: what else the machine does is not counted. */
async function timeOf(reader: Reader, text: string): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.threadCpuUsage();
    await outcomeOf(reader, text);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    if (least < NOTICEABLE_MS / FACTOR) return least;
  }
  return least;
}

/** A refusal is an answer like another; anything else that is thrown fails the test. */
async function outcomeOf(reader: Reader, text: string): Promise<unknown> {
  try {
    return await reader(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
}

async function assertLinear(reader: Reader, unit: string, size: number): Promise<void> {
  const repeated = (octets: number): string => unit.repeat(Math.ceil(octets / unit.length));
  const large = await timeOf(reader, repeated(size * FACTOR));
  if (large < NOTICEABLE_MS) return;
  const small = await timeOf(reader, repeated(size));
  const words = `${JSON.stringify(unit)}: ${small.toFixed(0)} ms, four times as much ${large.toFixed(0)} ms`;
  assert.ok(large < MOST_MS, words);
  assert.ok(large < MOST_GROWTH * Math.max(small, NOTICEABLE_MS / FACTOR), words);
}

const HEADER_UNITS = [
  ...Array.from('a"(<[@:;.,%=\\ \t-\0é\u2028'),
  '\\"',
  '"\\',
  "((",
  "(\\",
  "\\\\",
  "<a@",
  "a@b,",
  "a:",
  ":;",
  "; ",
  "; hp ",
  ';hp="',
  ';hp="\\"',
  "t=p;",
  "a=",
  "a*0=b;",
  "=?",
  "=?a?q?",
  "=?a?b??=",
  "=?utf-8?q?a?= ",
  "re: ",
  "[Team] ",
  "\r\n ",
  "a\r\n\t",
  "\n ",
  "\r ",
];

const BODY_UNITS = [
  "a",
  " ",
  "\t",
  "\0",
  "\r",
  "\n",
  "\r\n",
  " \r\n",
  "a\r\n",
  "\xe9",
  "=",
  "=3D",
  "= ",
  "=\r\n",
  "A===",
  "- ",
  "-a",
  "--b\r\n",
  "--b",
  "\n--b ",
  "--b-- x\r\n",
  "From ",
  ".\r\n",
  "A: b\r\n",
  "Hash: SHA256\r\n",
  "Version: 1\r\n",
  "-----BEGIN PGP ",
  "-----BEGIN A-----",
  "-----BEGIN A-----\n",
  "-----BEGIN PGP MESSAGE-----\r\n",
  "-----BEGIN PGP MESSAGE-----\r\n\r\n",
  "-----BEGIN PGP MESSAGE-----\r\nA: b\r\n",
  "-----BEGIN PGP SIGNED MESSAGE-----\r\n",
  "-----BEGIN PGP SIGNATURE-----\r\n",
  "-----END PGP MESSAGE-----\r\n",
  // BER without length, empty strings; OpenPGP partial lengths, small packets of several kinds.
  "\x30\x80",
  "\x24\x80",
  "\x04\x00",
  "\x05\x00",
  "\xe0\x01",
  "\xc1\x01\x03",
  "\xc2\x01\x04",
  "\xca\x03PGP",
];

/** One header field may have 64 KB: the readers of fields get about as much. */
const FIELD_SIZE = 15_000;
const BODY_SIZE = 250_000;

const FIELD_READERS: Record<string, Reader> = {
  parseAddresses,
  decodeWords,
  messageIds,
  parseEmailAddress,
  "parseEmailAddress of a quoted local part": (text) => parseEmailAddress(`"${text}"@example.org`),
  "parseEmailAddress of a domain": (text) => parseEmailAddress(`a@${text}`),
};

for (const field of [
  "Content-Type: text/plain; ",
  "Content-Type: multipart/mixed; boundary=x; ",
  "Content-Type: ",
  "Content-Transfer-Encoding: ",
  "Content-Disposition: attachment; filename=",
  "From: ",
  "From: <",
  "Subject: ",
  "HP-Outer: Subject",
  "X",
]) {
  FIELD_READERS[`openPost with ${field}`] = (text) =>
    openText(`From: a@example.org\r\n${field}${text}\r\n\r\nbody\r\n`);
}

/** What owners write in lines, with blanks and other things between words. */
FIELD_READERS["topicLines"] = (text) => topicLines(`t: a${text}b\nt${text}b`);
FIELD_READERS["headerRules"] = (text) => headerRules(`hold a${text}b\nhold${text}b`);
FIELD_READERS["fieldRules"] = (text) => fieldRules(`x: a${text}b\nx${text}b`);

FIELD_READERS["openPost with Sig"] = (text) =>
  openText(
    `From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nSig: t=p; b=${text}\r\n\r\nx\r\n--b--\r\n`,
  );

const BODY_READERS: Record<string, Reader> = {
  "openpgp.verifyInline": (text) => openpgp.verifyInline({ text: latin1(text), at: AT, signers }),
  "openpgp.verifyDetached": (text) =>
    openpgp.verifyDetached({ content: latin1("x"), signature: latin1(text), at: AT, signers }),
  "openpgp.open": (text) => openpgp.open({ ciphertext: latin1(text), secrets: [], at: AT, signers }),
  "openpgp.kindOf": (text) => openpgp.kindOf(latin1(text)),
  "openpgp.readKeys": (text) => openpgp.readKeys(latin1(text)),
  "openpgp.describeKey": (text) => openpgp.describeKey(latin1(text), AT),
  "smime.open": (text) => smime.open({ ciphertext: latin1(text), secrets: [], at: AT, signers }),
  "smime.kindOf": (text) => smime.kindOf(latin1(text)),
  "smime.readCertificates": (text) => smime.readCertificates(latin1(text)),
  "smime.verifySigned": (text) =>
    smime.verifySigned({ der: latin1(text), content: null, at: AT, signers, anchors: [], trust: "bound" }),
  withoutHtml: (text) => withoutHtml(latin1(`Content-Type: text/plain\r\n\r\n${text}`)),
};

const SIGNATURE = "-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----\r\n";
const CONTROL = "Content-Type: application/pgp-encrypted\r\n\r\n";
const POSTS: readonly (readonly [type: string, before: string, after: string])[] = [
  ["text/plain", "", ""],
  ["text/plain\r\nContent-Transfer-Encoding: quoted-printable", "", "x"],
  ["text/plain\r\nContent-Transfer-Encoding: base64", "", ""],
  ["text/plain", "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n", `x\r\n${SIGNATURE}`],
  ["text/plain", "-----BEGIN PGP MESSAGE-----\r\n", "!\r\n-----END PGP MESSAGE-----\r\n"],
  ["multipart/mixed; boundary=b", "", "\r\n--b--\r\n"],
  [`multipart/mixed; boundary=${"b".repeat(2000)}`, "", ""],
  ["multipart/digest; boundary=b", "", "\r\n--b--\r\n"],
  ["multipart/mixed; boundary=b", "--b\r\nSig: t=p; b=iQ==\r\n", "\r\n--b--\r\n"],
  ["application/ms-tnef\r\nContent-Transfer-Encoding: base64", "eJ8+IgEA", ""],
  ["message/rfc822", "", ""],
  ["application/pkcs7-mime", "", ""],
  [
    'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
    `--b\r\n${CONTROL}`,
    "\r\n--b--\r\n",
  ],
];

for (const [type, before, after] of POSTS) {
  const name = `openPost of ${type.slice(0, 70)}, ${before.slice(0, 30).trim() || "bare"}`;
  BODY_READERS[name] = (text) =>
    openText(`From: a@example.org\r\nContent-Type: ${type}\r\n\r\n${before}${text}${after}`);
}

/** As the server opens it, and every accessor of what was parsed. */
async function openText(text: string): Promise<void> {
  const message = latin1(text);
  const parsed = parseMessage(message);
  if (parsed.ok) touch(parsed.value);
  await openPost(requestFor(message));
}

function requestFor(message: Bytes): Parameters<typeof openPost>[0] {
  const families = { openpgp: true, smime: true };
  const keys = { secrets: [], signers, anchors: [], trust: "bound" as const };
  return { message, at: AT, ...keys, open: families, verify: families };
}

function touch(entity: Entity): number {
  const read = entity.problems.length + entity.lineEnding.length + decodeText(entity).length;
  const fields = entity.header.fields.reduce((sum, field) => sum + field.value.length, 0);
  return entity.children.reduce((sum, child) => sum + touch(child), read + fields);
}

describe("work grows with the size of the mail and no faster", () => {
  for (const [readers, units, size] of [
    [FIELD_READERS, HEADER_UNITS, FIELD_SIZE],
    [BODY_READERS, BODY_UNITS, BODY_SIZE],
  ] as const) {
    for (const [name, reader] of Object.entries(readers)) {
      test(name, { timeout: 120_000 }, async () => {
        for (const unit of units) await assertLinear(reader, unit, size);
      });
    }
  }
});

/** The largest of each kind that still looks through the whole of a long body: a whole evaluation has a bound. */
const EXPRESSIONS: readonly (readonly [expression: string, unit: string])[] = [
  ["buy[^!]{0,25}now", "buy "],
  ["(.*a){10}y", "a"],
  ["(a|aa|aaa|aaaa)*(b|a*c|a*d)*y$", "a"],
  ["(a*){12}y", "a"],
  ["(.?.?.?.?.?.?.?.?.?.?){2}y", "a"],
  ["(?<=.{0,20}a)y", "a"],
  ["([a-z]+ ){1,9}free", "aaaa "],
  ["buy[^!]{0,450}now", "buy "],
  ["(.?.?.?.?.?.?.?.?.?.?){40}y", "a"],
];

describe("owners' expressions: no evaluation takes longer than its bound", () => {
  for (const [expression, unit] of EXPRESSIONS) {
    test(expression, { timeout: 60_000 }, async () => {
      const body = unit.repeat(LIMITS.scenarioBodyChars / unit.length);
      const took = await timeOf((text) => lookThrough(expression, text), body);
      assert.ok(took < MOST_MS, `${took.toFixed(0)} ms`);
    });
  }
});
