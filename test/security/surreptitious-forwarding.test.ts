/**
 * Surreptitious forwarding (Don Davis, "Defective Sign & Encrypt in S/MIME, PKCS#7, MOSS, PEM, PGP, and XML", USENIX
 * 2001): who was sent a signed mail seals it anew, to the list, as if its author had written it there. Asked are the
 * intended recipients (RFC 9580 §5.2.3.36) and the To and Cc that the author signed (S3, S4, RFC 9788).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type EmailAddress, fromHex, latin1, utf8 } from "#base";
import { composePart } from "#mime";
import { heldAccept, heldList, listConfigure } from "#operations";
import { type AttackedList, attackedList, textOf } from "../support/lists/attacked-list.ts";
import {
  type Correspondent,
  entity,
  multipartSigned,
  NOW,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import {
  armouredSignature,
  certificate,
  ed25519Key,
  fingerprintHex,
  octets,
  subpacket,
} from "../support/crypto/openpgp-forge.ts";
import { join, protectedText, readNewest, TEAM } from "../support/lists/sealed-team.ts";

const PRIVATE = "what I think of Carol";
const FOR_OTHERS = "held signed-for-others: the signed To and Cc do not name the list";

/** A signed text with these addressees among its protected fields. */
function letterTo(by: Correspondent, name: string, addresses: string, type = 'hp="clear"'): Promise<Bytes> {
  const fields = [
    ["Content-Type", `text/plain; charset=utf-8; ${type}`],
    ["From", by.address],
    [name, addresses],
    ["Subject", `${name} ${addresses}`],
  ] as const;
  return signed(by, entity(PRIVATE, fields));
}

const FOR_MALLORY: Readonly<Record<string, readonly [name: string, addresses: string, type?: string]>> = {
  "a signed To": ["To", "mallory@example.org"],
  "a signed Cc": ["Cc", "mallory@example.org, carol@example.net"],
  "a signed To of the older drafts": ["To", "Mallory <mallory@example.org>", 'protected-headers="v1"'],
  "the list as a display name": ["To", `"${TEAM}" <mallory@example.org>`],
  "the list in a comment": ["To", `mallory@example.org (${TEAM})`],
  "the list's owners": ["To", "team-owner@example.org"],
  "a list of another name": ["To", "team@lists.example.org"],
};

test("what was signed for somebody else waits, whoever seals it for the list", async (t) => {
  const { team, alice, bob, post } = await attackedList(t);
  for (const by of [alice, bob]) {
    for (const [what, [name, addresses, type]] of Object.entries(FOR_MALLORY)) {
      const content = await sealed(team.openpgp, await letterTo(by, name, addresses, type));
      const { report, copy, waits } = await post(by.address, content);
      assert.deepEqual([copy, waits], [null, FOR_OTHERS], what);
      assert.equal(report.author.authentic, true, "inspect knows no list");
    }
  }
});

test("an owner may let it go out all the same", async (t) => {
  const { server, team, alice, bob, post } = await attackedList(t);
  await post(alice.address, await sealed(team.openpgp, await letterTo(alice, "To", "mallory@example.org")));
  const [held] = await server.call(heldList, {});
  assert.match(held?.why ?? "", /signed for somebody else/);
  await server.call(heldAccept, { ids: [held?.id ?? 0] });
  await server.drain();
  assert.match(textOf(await readNewest(server, bob, team)), /what I think of Carol/);
});

test("what names the list goes out, among others and under another name of it", async (t) => {
  const { server, team, alice, post } = await attackedList(t);
  await server.call(listConfigure, {
    list: TEAM,
    settings: { acceptable_aliases: "all@example.org, team@lists.example.org" },
  });
  for (const [name, addresses] of [
    ["To", "Team <TEAM@Example.ORG>"],
    ["To", `Us: mallory@example.org, ${TEAM};`],
    ["Cc", `mallory@example.org, ${TEAM}`],
    ["To", "team@lists.example.org"],
    ["Cc", "All <all@example.org>"],
  ] as const) {
    const { copy, waits } = await post(
      alice.address,
      await sealed(team.openpgp, await letterTo(alice, name, addresses)),
    );
    assert.equal(waits, null, addresses);
    assert.match(textOf(copy), /what I think of Carol/);
  }
});

test("without signed addressees it goes out, and the copy says of To that nobody signed it", async (t) => {
  const { team, alice, post } = await attackedList(t);
  const { copy, waits } = await post(
    alice.address,
    await sealed(team.openpgp, await signed(alice, entity(PRIVATE))),
  );
  assert.equal(waits, null);
  assert.match(textOf(copy), /^To: team@example\.org \(not signed\)$/m);
  const unaddressed = protectedText(alice, PRIVATE, { to: "undisclosed-recipients:;" });
  assert.equal((await post(alice.address, await sealed(team.openpgp, unaddressed, alice))).waits, null);
});

/** Eve's signature names its recipients by their keys. */
async function intendedFor(list: AttackedList, keys: readonly string[], content: Bytes): Promise<Bytes> {
  const hashed = keys.map((key) => subpacket(35, octets(4), fromHex(key.toLowerCase())));
  const armour = armouredSignature({ by: EVE, type: 0, over: content, at: NOW, hashed });
  const part = composePart({
    fields: [["Content-Type", "application/pgp-signature"]],
    body: latin1(armour),
  });
  return sealed(
    list.team.openpgp,
    multipartSigned("application/pgp-signature", "pgp-sha256", [content, part]),
  );
}

const MADE = new Date("2026-01-01T00:00:00Z");
const EVE = ed25519Key(MADE);
const EVES = "eve@example.org" as EmailAddress;

test("intended recipients decide where they are named: for others it counts for nobody, for the list it counts", async (t) => {
  const list = await attackedList(t);
  const publicKey = certificate({ primary: EVE, userIds: [{ text: utf8(`Eve <${EVES}>`) }], at: MADE });
  const secret = { ...list.alice.secret, fingerprint: fingerprintHex(EVE) as never };
  await join(list.server, { ...list.alice, address: EVES, publicKey, secret });
  const forMallory = await intendedFor(list, [list.mallory.secret.fingerprint], entity(PRIVATE));
  const held = await list.post(EVES, forMallory);
  assert.deepEqual([held.copy, held.waits], [null, "held not-signed: intended-for-others"]);
  assert.equal(held.report.author.authentic, false);
  const blind = protectedText({ address: EVES }, PRIVATE, { to: "mallory@example.org" });
  const keys = [list.mallory.secret.fingerprint, list.team.openpgp.secret.fingerprint];
  const sent = await list.post(EVES, await intendedFor(list, keys, blind));
  assert.equal(sent.waits, null, "Bcc to the list");
  assert.match(textOf(sent.copy), /what I think of Carol/);
});
