/**
 * A session key that was used before, under another body, another mode or another scheme: AES-GCM turned into AES-CBC
 * (Strenzke and Roth, "Legacy Encryption Downgrade Attacks against LibrePGP and CMS", 2024; RFC 9709 §1), OpenPGP's AEAD into
 * CFB, an old key packet in front of a new body. A session key is opened for one door, once (S1).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, latin1, systemRandom } from "#base";
import { encodeBase64Lines } from "#mime";
import * as openpgp from "#openpgp";
import { attackedList, type AttackedList, textOf, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { entity, recipientFor, signed } from "../support/programs/correspondents.ts";
import { literal, seipd1 } from "../support/crypto/openpgp-forge.ts";
import { inTwoParts, sealedUnder } from "../support/crypto/sealed-by-hand.ts";
import { letter, OWNER } from "../support/lists/sealed-team.ts";

const TEXT = entity("the secret of Alice\n");
const OTHER = entity("what Mallory puts in its place\n");

async function openpgpUnder(sessionKey: Bytes, list: AttackedList, content: Bytes): Promise<Bytes> {
  const recipient = await recipientFor(list.team.openpgp);
  const body = { sessionKey, shared: seipd1(sessionKey, literal(content)), cipher: "seipd1" } as const;
  return inTwoParts(
    concatBytes(
      latin1("-----BEGIN PGP MESSAGE-----\r\n\r\n"),
      encodeBase64Lines(concatBytes(openpgp.keyPacket(recipient, body), body.shared)),
      latin1("-----END PGP MESSAGE-----\r\n"),
    ),
  );
}

const AGAIN: Readonly<Record<string, (key: Bytes, list: AttackedList) => Promise<Bytes>>> = {
  "another body in OpenPGP": (key, list) => openpgpUnder(key, list, OTHER),
  "another body in AES-GCM": (key, { team }) =>
    sealedUnder(key, team.smime, { content: OTHER, cipher: "gcm" }),
  "another body in AES-CBC": (key, { team }) =>
    sealedUnder(key, team.smime, { content: OTHER, cipher: "cbc" }),
  "another body that a member signed": async (key, { team, bob }) =>
    sealedUnder(key, team.smime, { content: await signed(bob, OTHER), cipher: "cbc" }),
};

test("under a session key that opened a post nothing else is opened for anybody", async (t) => {
  const list = await attackedList(t, UNSIGNED_TOO);
  const first: Readonly<Record<string, (key: Bytes) => Promise<Bytes>>> = {
    openpgp: (key) => openpgpUnder(key, list, TEXT),
    gcm: (key) => sealedUnder(key, list.team.smime, { content: TEXT, cipher: "gcm" }),
    cbc: (key) => sealedUnder(key, list.team.smime, { content: TEXT, cipher: "cbc" }),
  };
  for (const [how, make] of Object.entries(first)) {
    const key = systemRandom.bytes(32);
    const genuine = await list.post(list.bob.address, await make(key));
    assert.match(textOf(genuine.copy), /the secret of Alice/, how);
    for (const [what, again] of Object.entries(AGAIN)) {
      const sent = list.server.sink.messages.length;
      const { copy, waits } = await list.post(list.mallory.address, await again(key, list));
      assert.deepEqual([copy, waits], [null, null], `${how}, ${what}`);
      assert.equal(list.server.sink.messages.length, sent, "nobody hears of it");
    }
  }
});

test("at another door it is held closed, whatever its mode", async (t) => {
  const list = await attackedList(t, UNSIGNED_TOO);
  const key = systemRandom.bytes(32);
  await list.post(
    list.bob.address,
    await sealedUnder(key, list.team.smime, { content: TEXT, cipher: "gcm" }),
  );
  for (const [what, again] of Object.entries(AGAIN)) {
    const message = letter(list.mallory, await again(key, list), {
      id: what.replaceAll(" ", "-"),
      to: OWNER,
    });
    const sent = list.server.sink.messages.length;
    await list.server.post({ from: list.mallory.address, to: OWNER, message });
    const news = list.server.sink.messages.slice(sent).map(({ data }) => data.toString("latin1"));
    assert.ok(
      news.every((one) => !one.includes("what Mallory puts")),
      what,
    );
  }
  const { waits } = await list.post(list.bob.address, entity("x"));
  assert.match(waits ?? "", /not-sealed/, "the list still decides");
});

test("a ciphertext in AES-GCM that is called AES-CBC opens to nothing that goes out", async (t) => {
  const list = await attackedList(t);
  const sealedText = await sealedUnder(systemRandom.bytes(32), list.team.smime, {
    content: TEXT,
    cipher: "gcm",
  });
  const { report, copy, waits } = await list.post(list.mallory.address, asCbc(sealedText));
  assert.equal(copy, null);
  assert.match(waits ?? "", /^(?:refused cannot-open|refused malformed|held not-signed)/);
  assert.equal(report.author.authentic, false);
});

/** The names of EnvelopedData and of AES-256-CBC in the places of the others; the mac at the end is left away. */
function asCbc(content: Bytes): Bytes {
  const [head = "", body = ""] = Buffer.from(content).toString("latin1").split("\r\n\r\n");
  const hex = Buffer.from(body, "base64").toString("hex");
  const renamed = hex
    .replace("060b2a864886f70d0109100117", "06092a864886f70d010703")
    .replace("060960864801650304012e", "060960864801650304012a");
  assert.notEqual(renamed, hex);
  return concatBytes(latin1(`${head}\r\n\r\n`), encodeBase64Lines(Buffer.from(renamed, "hex")));
}
