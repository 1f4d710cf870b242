/**
 * S7: what people write in a Subject or a text makes no bounce, no command and no program of their mail: Schleuder takes
 * "delayed" or "out of office" for one, Sympa runs a Subject of signed mail, Mailman an `Approved` line of clear mail.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, listCreate, memberAdd } from "#operations";
import { written } from "../support/programs/mail-returns.ts";
import { newServer } from "../support/server.ts";

const TEAM = "team@example.org";
const ANNA = "anna@example.net";

const WORDS = [
  "My order is delayed",
  "Undelivered Mail Returned to Sender",
  "Out of office: who takes my vacation cover?",
  "access denied, quota exceeded, account closed, invalid address",
  "failure notice",
  "unsubscribe",
  "REVIEW team",
  "DISTRIBUTE team 123",
  "accept",
  "x-resend: eve@example.com",
  "Approved: letmein",
];

test("a member's post goes out whatever it says, and an outsider's waits for the owner like any other", async (t) => {
  const server = await newServer(t);
  // With administrivia what may have been meant for the list's program waits.
  await server.call(listCreate, { address: TEAM, name: "Team", settings: { administrivia: "no" } });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA } });
  for (const [nth, words] of WORDS.entries()) {
    for (const from of [ANNA, "eve@example.com"]) {
      const fields = { From: from, To: TEAM, Subject: words, "Message-ID": `<${nth}.${from}>` };
      await server.post({ from, to: TEAM, message: written(fields, `${words}\r\n`) });
    }
  }
  const copies = server.mailbox(ANNA).map(({ data }) => data.toString());
  assert.equal(copies.length, WORDS.length);
  for (const [nth, words] of WORDS.entries()) assert.ok(copies[nth]?.includes(`${words}\r\n`), words);
  const held = await server.call(heldList, {});
  assert.deepEqual(
    held.map(({ kind, code }) => `${kind} ${code}`),
    WORDS.map(() => "held nonmember"),
  );
});
