/**
 * A post that was taken on its way is sent once more with other outer header fields, from another address, later, to another
 * list: what is outside proves nothing and makes nothing new (S1, S4, S5; CWE-294, RFC 9788 §4.4).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import type { FieldList } from "#mime";
import { listCreate } from "#operations";
import { attackedList, textOf } from "../support/lists/attacked-list.ts";
import { entity, mail, sealed, signed } from "../support/programs/correspondents.ts";
import {
  heldCodes,
  join,
  listAsCorrespondents,
  MIA,
  protectedText,
  TEAM,
} from "../support/lists/sealed-team.ts";

const USUAL: Readonly<Record<string, string>> = {
  From: "alice@example.org",
  To: TEAM,
  Subject: "outside",
  Date: "Sat, 21 Nov 2026 12:00:00 +0000",
  "Message-ID": "<1@laptop.example>",
  "MIME-Version": "1.0",
};

const outside = (changes: Readonly<Record<string, string>>): FieldList =>
  Object.entries({ ...USUAL, ...changes });

const CHANGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nothing: {},
  Subject: { Subject: "Re: an old thread" },
  "Message-ID": { "Message-ID": "<2@laptop.example>" },
  Date: { Date: "Sun, 22 Nov 2026 12:00:00 +0000" },
  To: { To: "everybody@example.org", Cc: TEAM },
  "From's name": { From: '"The Chair" <alice@example.org>' },
  "From's letters": { From: "ALICE@EXAMPLE.ORG" },
  "fields that are new": { "In-Reply-To": "<thread@example.org>", "Reply-To": "mallory@example.org" },
};

test("the same ciphertext under another header is told to nobody", async (t) => {
  const { server, team, alice, bob, mallory, receive } = await attackedList(t);
  const content = await sealed(team.openpgp, await signed(alice, protectedText(alice, "once")));
  const first = await receive(mail(outside({}), content), alice.address);
  assert.match(textOf(first.copy), /once/);
  const copies = server.mailbox(bob.address).length;
  for (const [what, changes] of Object.entries(CHANGED)) {
    const sent = server.sink.messages.length;
    const { copy, waits } = await receive(mail(outside(changes), content), mallory.address);
    assert.deepEqual([copy, waits], [null, null], what);
    assert.equal(server.sink.messages.length, sent, what);
  }
  const other = await receive(mail(outside({ From: mallory.address }), content), mallory.address);
  assert.deepEqual([other.copy, other.report.author.authentic], [null, false]);
  assert.equal(server.mailbox(bob.address).length, copies);
});

test("what was signed, sealed anew under another header, is dropped or waits, and goes out no second time", async (t) => {
  const { server, team, alice, bob, mallory, receive } = await attackedList(t);
  const own = await signed(alice, protectedText(alice, "once"));
  await receive(mail(outside({}), await sealed(team.openpgp, own)), alice.address);
  const copies = server.mailbox(bob.address).length;
  for (const [what, changes] of Object.entries(CHANGED)) {
    const { copy, waits } = await receive(
      mail(outside(changes), await sealed(team.smime, own)),
      mallory.address,
    );
    const expected = "Message-ID" in changes ? /^held replayed/ : /^null$/;
    assert.equal(copy, null, what);
    assert.match(String(waits), expected, what);
  }
  const asMallory = mail(outside({ From: mallory.address }), await sealed(team.openpgp, own));
  const { copy, waits } = await receive(asMallory, mallory.address);
  assert.deepEqual([copy, waits], [null, "held not-signed: from-mismatch"]);
  assert.equal(server.mailbox(bob.address).length, copies);
});

test("what came refused under a forged header does not stop its author's own post", async (t) => {
  const { team, alice, mallory, receive } = await attackedList(t);
  const own = await signed(alice, protectedText(alice, "mine"));
  const stolen = mail(outside({ From: mallory.address }), await sealed(team.openpgp, own));
  assert.equal((await receive(stolen, mallory.address)).waits, "held not-signed: from-mismatch");
  const { copy } = await receive(mail(outside({}), await sealed(team.openpgp, own)), alice.address);
  assert.match(textOf(copy), /mine/);
});

test("at another list it waits, whether its addressees were signed or not", async (t) => {
  const { server, team, alice, mallory, receive } = await attackedList(t);
  const board = "board@example.org" as EmailAddress;
  await server.call(listCreate, { address: board, name: "Board", owners: [MIA], sealed: true });
  await join(server, alice, { list: board });
  const key = (await listAsCorrespondents(server, board)).openpgp;
  const texts = [
    await signed(alice, protectedText(alice, "for team")),
    await signed(alice, entity("I agree")),
  ];
  for (const [index, own] of texts.entries()) {
    const fields = outside({ "Message-ID": `<${index}@laptop.example>` });
    await receive(mail(fields, await sealed(team.openpgp, own)), alice.address);
    const message = mail(outside({ To: board }), await sealed(key, own));
    await server.post({ from: mallory.address, to: board, message });
  }
  assert.deepEqual((await heldCodes(server)).toSorted(), ["held replayed", "held signed-for-others"]);
  const copies = server.mailbox(alice.address).filter(({ from }) => from.startsWith("board-"));
  assert.equal(copies.length, 0);
});
