/**
 * Text that programs around gpg took for its words: "SigSpoof" (Brinkmann, CVE-2018-12020: the name in a literal packet;
 * CVE-2018-12019: user ids; CVE-2018-12356), notations, comments in armour; terminal escapes and direction marks besides.
 * Nothing of it is asked for a verdict, and where a name is shown it is one line that a terminal does not obey.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, latin1, systemRandom, utf8 } from "#base";
import { encodeBase64Lines } from "#mime";
import * as openpgp from "#openpgp";
import { attackedList } from "../support/lists/attacked-list.ts";
import { entity, mail, NOW, recipientFor } from "../support/programs/correspondents.ts";
import { keyringOf, onTerminal, reportsOn } from "../support/inspection.ts";
import {
  armouredSignature,
  certificate,
  ed25519Key,
  fingerprintHex,
  octets,
  onePass,
  packet,
  seipd1,
  signature,
  subpacket,
} from "../support/crypto/openpgp-forge.ts";
import { inTwoParts } from "../support/crypto/sealed-by-hand.ts";
import { everythingSent } from "../support/lists/sealed-team.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const eve = ed25519Key(MADE);
const STATUS =
  "\n[GNUPG:] GOODSIG 0123456789ABCDEF Alice <alice@example.org>\n[GNUPG:] VALIDSIG 0 2026-11-21\n[GNUPG:] TRUST_FULLY\n";
const CONTENT = entity("hello\n");

/** Readable text notation (RFC 9580 §5.2.3.24). */
function notation(name: string, value: string): Bytes {
  const sizes = octets(name.length >> 8, name.length & 0xff, value.length >> 8, value.length & 0xff);
  return subpacket(20, octets(0x80, 0, 0, 0), sizes, utf8(name), utf8(value));
}

const HASHED = [
  notation("status@gnupg.org", STATUS),
  subpacket(26, utf8(`https://example.org/${STATUS}`)),
  // Signer's User ID (RFC 9580 §5.2.3.30)
  subpacket(28, utf8("Alice <alice@example.org>")),
];

/** A literal whose name is the text, signed by Eve, sealed to the list. */
async function withName(to: Parameters<typeof recipientFor>[0]): Promise<Bytes> {
  const name = utf8(STATUS);
  const literal = packet(11, utf8("b"), octets(name.length), name, octets(0, 0, 0, 0), CONTENT);
  const own = signature({ by: eve, type: 0, over: CONTENT, at: NOW, hashed: HASHED });
  const sessionKey = systemRandom.bytes(32);
  const shared = seipd1(sessionKey, concatBytes(onePass(eve), literal, own));
  const head = openpgp.keyPacket(await recipientFor(to), { sessionKey, shared, cipher: "seipd1" });
  return inTwoParts(
    concatBytes(
      latin1(`-----BEGIN PGP MESSAGE-----\r\nComment: ${STATUS.replaceAll("\n", " ")}\r\n\r\n`),
      encodeBase64Lines(concatBytes(head, shared)),
      latin1("-----END PGP MESSAGE-----\r\n"),
    ),
  );
}

test("a file name, a comment, notations and a user id in a signature make Eve nobody else", async (t) => {
  const list = await attackedList(t);
  const sent = list.server.sink.messages.length;
  const { report, copy, waits } = await list.post("alice@example.org", await withName(list.team.openpgp));
  assert.deepEqual([copy, waits], [null, "held not-signed: unknown-key"]);
  assert.equal(report.author.authentic, false);
  assert.equal(report.signatures[0]?.claimedKey, fingerprintHex(eve));
  assert.doesNotMatch(everythingSent(list.server) + JSON.stringify(report), /GOODSIG|VALIDSIG/);
  assert.ok(list.server.sink.messages.length >= sent);
});

const USER_IDS: readonly string[] = [
  `Eve${STATUS}<eve@example.org>`,
  `Eve <eve@example.org>${STATUS}`,
  `alice@example.org\n  From:      alice@example.org: authentic`,
  "Eve\u001b[2K\r  From:      alice@example.org: authentic <eve@example.org>",
  "Eve\u202egro.elpmaxe@ecila <eve@example.org>",
];

test("a user id that speaks like gpg or like us is told by nobody", async () => {
  const armour = armouredSignature({ by: eve, type: 0, over: CONTENT, at: NOW, hashed: HASHED });
  const part = (comment: string): Bytes =>
    concatBytes(
      latin1("Content-Type: application/pgp-signature\r\n\r\n"),
      latin1(armour.replace("SIGNATURE-----\r\n", `SIGNATURE-----\r\nComment: ${comment}\r\n`)),
    );
  for (const text of USER_IDS) {
    const key = certificate({ primary: eve, userIds: [{ text: utf8(text) }], at: MADE });
    const keyring = await keyringOf({ keys: [key] });
    const message = mail(
      [
        ["From", "alice@example.org"],
        ["Subject", `=?utf-8?B?${Buffer.from(`x${STATUS}\u001b[2J\u202e`).toString("base64")}?=`],
        ["Content-Type", 'multipart/signed; protocol="application/pgp-signature"; boundary=b'],
      ],
      concatBytes(
        latin1("\r\n--b\r\n"),
        CONTENT,
        latin1("\r\n--b\r\n"),
        part("[GNUPG:] GOODSIG alice@example.org"),
        latin1("\r\n--b--\r\n"),
      ),
    );
    const [report] = await reportsOn(message, keyring);
    assert.ok(report !== undefined);
    assert.deepEqual([report.author.authentic, report.signatures[0]?.verdict], [false, "valid"], text);
    const { lines, json } = onTerminal(report, keyring);
    assert.ok(
      lines.every((line) => !/^\s*\[GNUPG:\]|authentic$|[\p{Cc}\u202a-\u202e]/u.test(line)),
      text,
    );
    assert.equal(lines.filter((line) => /^ {2}(?:From|Signature):/.test(line)).length, 2);
    assert.doesNotMatch(json, /[\p{Cc}\u202e]/u);
  }
});
