/** No header, however bent, breaks the row it came in: each is decided, and mail behind it goes on (S7, S10). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { listConfigure, listCreate, memberAdd, queueList } from "#operations";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { newServer } from "../support/server.ts";
import { MIA, movableClock, OWNER, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";

const LONG = "x".repeat(5000);

/** Each line is put into a header; `\x00` and octets above 0x7f are sent as they stand (Latin-1). */
const BENT: Readonly<Record<string, string>> = {
  "NUL in Message-ID": "Message-ID: <a\x00b@x>\r\n",
  "NUL in Subject": "Subject: a\x00b\r\n",
  "NUL in References and In-Reply-To": "References: <a\x00b@x>\r\nIn-Reply-To: <c\x00d@x>\r\n",
  "NUL in To and Cc": "To: a\x00b <x@y>\r\nCc: <a\x00b@c>\r\n",
  "NUL in Date": "Date: \x00\r\n",
  "NUL in encoded words": "Subject: =?utf-8?B?YQBi?=\r\n",
  "8-bit Latin-1": "Subject: \xe4\xf6\xfc\r\nComments: \xff\xfe\r\n",
  "8-bit in Message-ID": "Message-ID: <\xe4@\xf6>\r\nReferences: <\xff@\xfe>\r\n",
  "bare CR in fields": "Subject: a\rb\r\nMessage-ID: <a\rb@x>\r\nDate: a\rb\r\n",
  "a Message-ID of 5000 octets": `Message-ID: <${LONG}@x>\r\nIn-Reply-To: <${LONG}@y>\r\nReferences: <${LONG}@z>\r\n`,
  "a Subject of 5000 octets": `Subject: ${LONG}\r\n`,
  "a To of 5000 octets": `To: ${LONG}@example.org\r\n`,
  "a Date of 5000 octets": `Date: ${LONG}\r\n`,
  "many ids": `References: ${"<a@b> ".repeat(3000)}\r\n`,
  "lone surrogates": "Subject: =?utf-16?B?2AA=?= =?utf-8?B?7aCA?=\r\n",
  "a Content-Type that is none": "Content-Type: ;;;=\x00\r\nMIME-Version: \x00\r\n",
  "a name of control characters": "X-\x01\x02: y\r\nSubject: \x01\x02\x7f\x1b[31m\r\n",
};

function bent(from: string, line: string, content: Uint8Array): Uint8Array {
  const wanted = line.match(/^[\w-]+(?=:)/gim) ?? [];
  const fields = [`From: ${from}\r\n`, "To: team@example.org\r\n", "Message-ID: <m@x>\r\n"].filter(
    (field) => !wanted.some((name) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`)),
  );
  return Buffer.concat([Buffer.from(fields.join("") + line, "latin1"), content]);
}

const PLAIN = "plain@example.org" as EmailAddress;
const ODD = "odd@example.org" as EmailAddress;

forEachDatabase((database) => {
  test("every bent header is decided at every door", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await sealedTeam(server);
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
    await server.call(memberAdd, { list: PLAIN, member: { address: team.alice.address } });
    await makeClearList();
    const { address } = team.alice;
    let posts = 0;
    for (const [name, line] of Object.entries(BENT)) {
      const text = entity(name);
      const content = await sealed(team.openpgp, text, team.alice);
      await server.send({ from: address, to: TEAM, message: bent(address, line, content) });
      const inside = await sealed(team.openpgp, await signed(team.alice, hidden(line, name)));
      await server.send({ from: address, to: TEAM, message: bent(address, "", inside) });
      for (const to of [PLAIN, OWNER, ODD, "team-sendkey@example.org", "team-bounces@example.org"])
        await server.send({ from: address, to, message: bent(address, line, text) });
      await server.send({ from: "eve@example.com", to: PLAIN, message: bent("eve@example.com", line, text) });
      posts += 1;
      await server.drain();
    }
    const queue = await server.call(queueList, {});
    assert.deepEqual(queue.aside, []);
    assert.deepEqual(
      queue.counts.filter(({ way }) => way === "in"),
      [],
    );
    const copies = server.mailbox(team.bob.address).filter((copy) => copy.from.startsWith("team-"));
    assert.ok(copies.length >= posts, `${copies.length} of ${posts} posts went out`);

    async function makeClearList(): Promise<void> {
      await server.call(listCreate, { address: ODD, name: "Odd", owners: [MIA], keys: true });
      await server.call(memberAdd, { list: ODD, member: { address: "anna@example.net" } });
      const settings = { gpg_distrib_sign: "yes", generic_nonmember_action: "accept" };
      await server.call(listConfigure, { list: ODD, settings });
    }
  });
});

/** The same line among protected fields. */
function hidden(line: string, text: string): Uint8Array {
  const head = 'Content-Type: text/plain; hp="cipher"\r\nFrom: alice@example.org\r\n';
  const fields = line.replaceAll(/^(?:content-type|mime-version):.*\r\n/gim, "");
  return Buffer.concat([Buffer.from(head + fields, "latin1"), Buffer.from(`\r\n${text}\r\n`)]);
}
