/** LAST, GET and INDEX by mail: members get earlier posts in a mail of their own, sealed where the list seals. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { archiveGet, listConfigure, memberRemove, order as orderMail } from "#operations";
import { listByAddress, memberByAddress } from "#store";
import { forEachDatabase } from "../support/database.ts";
import { allSent, mailsTo, newestTo, questionTo, REQUEST, write } from "../support/lists/commanding.ts";
import { alicePosts } from "../support/lists/kept-posts.ts";
import { LateClock, MEMBERS, plainPost, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import {
  CAROL,
  letter,
  movableClock,
  protectedText,
  sealedTeam,
  type Team,
} from "../support/lists/sealed-team.ts";
import {
  type Correspondent,
  NOW,
  openFor,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [, BEN] = MEMBERS;
const OTTO = "otto@example.com";

/** Commands that are signed by whoever writes them and sealed to the list. */
async function order(server: TestServer, team: Team, by: Correspondent, text: string): Promise<void> {
  const words = protectedText(by, text, { to: REQUEST });
  const content =
    by.secret.scheme === "openpgp"
      ? await sealed(team.openpgp, words, by)
      : sealedCms(team.smime, await signed(by, words), "gcm");
  const id = `order-${text.replaceAll(/\W/g, "-")}-${by.address.split("@")[0]}`;
  await server.post({
    from: by.address,
    to: REQUEST,
    message: letter(by, content, { to: REQUEST, id }),
  });
}

/** What somebody reads of all that came sealed for them. */
async function readBy(server: TestServer, reader: Correspondent, team: Team): Promise<string> {
  const opened = await Promise.all(
    server.mailbox(reader.address).map(({ data }) => openFor(data, [reader], [team.openpgp, team.smime])),
  );
  return opened
    .flatMap((one) => (one.ok && one.value.wasEncrypted !== null ? [one.value] : []))
    .map(({ content, signatures }) => `${signatures[0]?.verdict}\n${Buffer.from(content).toString()}`)
    .join("\n");
}

forEachDatabase((database) => {
  test("without keys: a member's plain mail is enough, a stranger's and a former member's is not", async (t) => {
    const server = await newServer(t, { database, clock: new LateClock() });
    await plainTeam(server);
    for (const id of ["one", "two", "three"]) await server.post(plainPost(id));
    const month = new Date().toISOString().slice(0, 7);
    await write(server, { from: BEN, text: `index team\nget team 2\nget team ${month}\nlast team` });
    const answers = mailsTo(server, BEN).slice(3);
    const posts = answers.filter(({ subject }) => subject === "Team: what you asked for");
    const answer = answers.find((mail) => !posts.includes(mail));
    assert.match(answer?.text ?? "", /^ *1 +\d{4}-\d\d-\d\d +\[Team\] one$/m);
    assert.deepEqual(
      posts.map(({ text }) => /Attached: (.*)$/m.exec(text)?.[1]),
      ["2", "1, 2, 3", "3"],
    );
    assert.doesNotMatch(answer?.text ?? "", /\bkey|seal|sign/i);
    await write(server, { from: OTTO, text: "get team 1-3\nindex team" });
    assert.doesNotMatch(allSentTo(server, OTTO), /\[Team\] one|Attached/);
    await server.call(memberRemove, { list: TEAM, address: BEN });
    const before = server.mailbox(BEN).length;
    await write(server, { from: BEN, text: "get team 1-3\nlast team" });
    assert.doesNotMatch(
      mailsTo(server, BEN)
        .slice(before)
        .map(({ text }) => text)
        .join("\n"),
      /Attached/,
    );
  });

  test("with keys: a signed command is answered sealed, in either family, and a stranger reads no word", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await sealedTeam(server, { archive_with_keys: "confirmed", keep_for_keyless: 0 });
    await alicePosts(server, team, "apple");
    for (const reader of [team.alice, team.bob]) {
      await order(server, team, reader, "GET team 1\nINDEX team\n");
      const read = await readBy(server, reader, team);
      assert.match(read, /valid\n[^]*Attached: 1[^]*about apple/);
    }
    await write(server, { from: OTTO, text: "GET team 1\nLAST team\nINDEX team" });
    assert.doesNotMatch(allSent(server), /apple/);
    assert.doesNotMatch(allSentTo(server, OTTO), /alice|Attached/);
  });

  test("with keys: an unsigned command waits for a key that comes back, and even then goes sealed or not at all", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await sealedTeam(server, { archive_with_keys: "confirmed", keep_for_keyless: 0 });
    await alicePosts(server, team, "apple");
    await write(server, { from: CAROL, text: "GET team 1" });
    const question = questionTo(server, CAROL);
    assert.doesNotMatch(allSentTo(server, CAROL), /sealed or not at all/, "nothing was done yet");
    await write(server, {
      from: CAROL,
      to: question.replyTo,
      subject: `Re: ${question.subject}`,
      text: "yes",
    });
    assert.match(
      newestTo(server, CAROL).text,
      /It goes sealed or not at all, and the list has no key of yours/,
    );
    const before = server.mailbox(CAROL).length;
    await orderedBefore(server, CAROL);
    assert.equal(server.mailbox(CAROL).length, before + 1, "whose key is gone since they asked is told so");
    assert.doesNotMatch(allSent(server), /apple|Attached/);
    const clear = {
      gpg_distrib_encrypt: "no",
      smime_distrib_encrypt: "no",
      clear_after_decrypt: "confirmed",
    };
    await server.call(listConfigure, { list: TEAM, settings: clear });
    const later = server.call(archiveGet, { list: TEAM, posts: "1", to: CAROL });
    await assert.rejects(later, /sealed or not at all/, "it went sealed, whatever the list does by now");
  });
});

/** As if they had had a key when they asked. */
async function orderedBefore(server: TestServer, to: EmailAddress): Promise<void> {
  await server.db.transact(async (tx) => {
    const list = await listByAddress(tx, TEAM as EmailAddress);
    const member = list && (await memberByAddress(tx, list.id, to));
    assert.ok(list && member);
    const wanted = { do: "send-archived", to, member: member.id, posts: [1] } as const;
    await orderMail(tx, { listId: list.id, at: NOW }, wanted);
  });
  await server.drain();
}

function allSentTo(server: TestServer, address: string): string {
  return server
    .mailbox(address)
    .map(({ data }) => data.toString())
    .join("\n");
}
