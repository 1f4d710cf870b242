/** Scenarios that decide who may write to a list, on the whole server with mail made by openssl and gpg. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import type { Bytes } from "#base";
import {
  heldAccept,
  heldList,
  keyBind,
  listConfigure,
  listCreate,
  listScenarioSet,
  memberAdd,
} from "#operations";
import { messageExplain } from "#pipeline";
import { type Gpg, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { openOpenssl, type Openssl, type OpensslPerson } from "../support/crypto/openssl.ts";
import { type DatabaseName, forEachDatabase } from "../support/database.ts";
import { multipartSigned } from "../support/programs/correspondents.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const [ANN, BOB, GIL, MOD, STRANGER] = [
  "ann@example.net",
  "bob@example.net",
  "gil@example.net",
  "mod@example.net",
  "stranger@example.com",
];

interface Story {
  readonly server: TestServer;
  readonly ssl: Openssl;
  readonly ann: OpensslPerson;
  /** What was decided of a post: `accept`, or the verb with its code. */
  readonly write: (from: string, content: Bytes | string) => Promise<string>;
}

async function aList(
  test: TestContext,
  database: DatabaseName,
  settings: Readonly<Record<string, string>>,
): Promise<Story> {
  const server = await newServer(test, { database });
  const ssl = openOpenssl();
  test.after(() => ssl.close());
  const ann = ssl.person(ANN, "rsa");
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  const key = { file: fileInput(readFileSync(ann.certificate)) };
  await server.call(memberAdd, { list: TEAM, member: { address: ANN, key } });
  for (const address of [BOB, GIL]) await server.call(memberAdd, { list: TEAM, member: { address } });
  await server.call(memberAdd, { list: TEAM, member: { address: MOD, receives: false, moderator: true } });
  await server.call(listConfigure, { list: TEAM, settings });
  let count = 0;
  const write = async (from: string, content: Bytes | string): Promise<string> => {
    const id = `<${(count += 1)}@laptop.example>`;
    await server.post({ from, to: TEAM, message: letter(from, id, content) });
    return decisionOf(server);
  };
  return { server, ssl, ann, write };
}

function letter(from: string, id: string, content: Bytes | string): Buffer {
  const fields = [`From: ${from}`, `To: ${TEAM}`, "Subject: plans", `Message-ID: ${id}`, "MIME-Version: 1.0"];
  return Buffer.concat([Buffer.from(`${fields.join("\r\n")}\r\n`), Buffer.from(content)]);
}

const TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\nWe meet at nine.\r\n";

function crlf(made: Buffer): string {
  return made.toString("latin1").replaceAll(/\r?\n/g, "\r\n");
}

/** As openssl makes it, without the fields that a message has only once. */
function signedBy(ssl: Openssl, by: OpensslPerson, text = TEXT): Buffer {
  const made = crlf(ssl.sign(by, text, "detached"));
  return Buffer.from(made.replace(/^MIME-Version: 1\.0\r\n/, ""), "latin1");
}

/** PGP/MIME as a mail program makes it (RFC 3156 §5). */
function signedByGpg(gpg: Gpg, by: string): Buffer {
  const armour = gpg.must(["-a", "-u", by, "--digest-algo", "SHA256", "--detach-sign"], TEXT);
  const part = Buffer.from(`Content-Type: application/pgp-signature\r\n\r\n${crlf(armour)}`);
  return Buffer.from(multipartSigned("application/pgp-signature", "pgp-sha256", [Buffer.from(TEXT), part]));
}

function own(text: string) {
  return { list: TEAM, function: "send", text };
}

/** The number of what waits; refused posts lie in the same list. */
async function newestHeld(server: TestServer): Promise<number> {
  const waiting = (await server.call(heldList, { list: TEAM })).filter(({ kind }) => kind === "held");
  return waiting.at(-1)?.id ?? 0;
}

async function decisionOf({ db }: TestServer): Promise<string> {
  const row = await db.read((tx) =>
    tx.query.selectFrom("inbox").select(["decision", "code"]).orderBy("id", "desc").executeTakeFirstOrThrow(),
  );
  return row.decision === "accept" ? "accept" : `${row.decision} ${row.code}`;
}

forEachDatabase((database) => {
  test("private_smime takes what a member signed, octet for octet, and refuses the rest with the reason", async (t) => {
    const { server, ssl, ann, write } = await aList(t, database, { send: "private_smime" });
    assert.equal(await write(ANN, signedBy(ssl, ann)), "accept");
    const [copy] = server.mailbox(BOB);
    assert.ok(copy !== undefined);
    assert.equal(ssl.verify(copy.data, ann.certificate).toString(), TEXT);
    assert.equal(await write(ANN, TEXT), "reject scenario-refused");
    assert.equal(await write(BOB, signedBy(ssl, ann)), "reject scenario-refused");
    assert.equal(await write(STRANGER, TEXT), "reject scenario-refused");
    const answers = server.mailbox(ANN).filter(({ data }) => data.includes("was not sent on"));
    assert.equal(answers.length, 1);
    assert.match(
      answers[0]?.data.toString().replaceAll("=\r\n", "") ?? "",
      /only members of the list may do that, and it must carry a valid signature that is known here \(S\/MIME\)/,
    );
    assert.equal(server.mailbox(BOB).filter(({ data }) => data.includes("We meet")).length, 1);
  });

  test("who signed with a certificate that does not count is told why, and what helps", async (t) => {
    const { server, ssl, write } = await aList(t, database, { send: "private_smime", smime_trust: "ca" });
    assert.equal(await write(BOB, signedBy(ssl, ssl.person(BOB, "rsa"))), "reject scenario-refused");
    assert.equal(await write(ANN, TEXT), "reject scenario-refused");
    const told = (who: string) =>
      server.mailbox(who).at(-1)?.data.toString().replaceAll(/=\r\n/g, "").replaceAll(/\s+/g, " ") ?? "";
    assert.match(told(BOB), /no signature of a member that counts \(no trusted authority vouches/);
    assert.match(told(BOB), /Do this: Get a certificate of an authority that the list trusts/);
    assert.match(told(ANN), /Do this: Turn on/);
    assert.doesNotMatch(told(ANN), /of a member that counts/);
  });

  test("private_signed takes either family on a list of both", async (t) => {
    const { server, ssl, ann, write } = await aList(t, database, { send: "private_signed" });
    const gpg = openGpg();
    t.after(() => gpg.close());
    const gil = gpgPerson(gpg, `Gil <${GIL}>`, "ed25519");
    const file = fileInput(gpg.must(["-a", "--export", gil]));
    await server.call(keyBind, { list: TEAM, member: GIL, key: { file } });
    assert.equal(await write(GIL, signedByGpg(gpg, gil)), "accept");
    assert.equal(await write(ANN, signedBy(ssl, ann)), "accept");
    assert.equal(await write(GIL, TEXT), "reject scenario-refused");
    assert.equal(await write(GIL, signedBy(ssl, ann)), "reject scenario-refused");
  });

  test("the chapter's private_key asks for a key or a signature, as a text of the list's own", async (t) => {
    const { server, ssl, ann, write } = await aList(t, database, {});
    await server.call(listScenarioSet, { ...own(PRIVATE_KEY), name: "private_key" });
    assert.equal(await write(ANN, signedBy(ssl, ann)), "accept");
    assert.equal(await write(BOB, TEXT), "hold needs-confirmation");
    assert.equal(await write(STRANGER, TEXT), "reject scenario-refused");
    assert.equal(server.mailbox(MOD).length, 0, "moderators have nothing to decide");
    const before = server.mailbox(GIL).length;
    const [asked, ...others] = server.mailbox(BOB).filter(({ data }) => data.includes("Subject: confirm "));
    assert.equal(others.length, 0);
    const door = /^Reply-To: (\S+)/m.exec(asked?.data.toString() ?? "")?.[1] ?? "";
    assert.match(
      asked?.data.toString() ?? "",
      /It is the mail of 20\d\d-[^(]+\(Message-ID <[^>]+>\)\. Nothing of what it says/,
    );
    assert.doesNotMatch(asked?.data.toString() ?? "", /hello/);
    assert.match(door, /^team-confirm\+[0-9a-f]{32}@example\.org$/);
    const answer = [
      "From: " + BOB,
      `To: ${door}`,
      "Subject: Re: confirm",
      "Message-ID: <yes@laptop.example>",
    ];
    const yes = { from: BOB, to: door, message: Buffer.from(`${answer.join("\r\n")}\r\n\r\nyes\r\n`) };
    await server.post(yes);
    await server.drain();
    assert.equal(server.mailbox(GIL).length, before + 1, "confirmed, it goes out as md5");
    await server.post({ ...yes, message: Buffer.from(yes.message.toString().replace("<yes", "<again")) });
    assert.equal(server.mailbox(GIL).length, before + 1, "a key counts once");
  });

  test("the key that confirms a post goes to the address it was written under, or to nobody", async (t) => {
    const { server } = await aList(t, database, { send: "privatekey" });
    const message = letter(BOB, "<forged@laptop.example>", TEXT);
    await server.post({ from: STRANGER, to: TEAM, message });
    assert.equal(await decisionOf(server), "hold needs-confirmation");
    assert.deepEqual([...server.mailbox(STRANGER), ...server.mailbox(BOB)], []);
  });

  test("the copy that lost its line breaks is refused with its line, and the list keeps what it had", async (t) => {
    const { server, write } = await aList(t, database, {});
    await assert.rejects(
      server.call(listScenarioSet, own(LOST_BREAKS)),
      /Nothing was changed.\nsend\.own line 3: Two rules stand on one line.*before is_editor/s,
    );
    assert.equal(await write(BOB, TEXT), "accept");
    await assert.rejects(
      server.call(listConfigure, { list: TEAM, settings: { send: "privat" } }),
      /there is no scenario send\.privat/,
    );
  });

  test("editorkey goes to moderation, and a moderator lets it out", async (t) => {
    const { server, write } = await aList(t, database, { send: "privateoreditorkey" });
    assert.equal(await write(BOB, TEXT), "accept");
    const before = server.mailbox(GIL).length;
    assert.equal(await write(STRANGER, TEXT), "hold scenario-moderated");
    assert.equal(server.mailbox(MOD).length, 1);
    assert.equal(server.mailbox(STRANGER).length, 1);
    const held = await newestHeld(server);
    await server.call(heldAccept, { ids: [held] });
    await server.drain();
    assert.equal(server.mailbox(GIL).length, before + 1);
  });

  test("quiet refuses and holds without a word to the sender", async (t) => {
    const { server, write } = await aList(t, database, { send: "confidential" });
    assert.equal(await write(STRANGER, TEXT), "discard scenario-refused");
    await server.call(listScenarioSet, own("true() smtp,md5,smime,pgp -> editorkey,quiet"));
    assert.equal(await write(STRANGER, TEXT), "hold scenario-moderated");
    assert.equal(server.mailbox(STRANGER).length, 0);
    assert.equal(server.mailbox(MOD).length, 1);
  });

  test("the list's filters and blocklist are asked, and the eight settings win where they are stricter", async (t) => {
    const { server, ssl, ann, write } = await aList(t, database, {});
    const filter = { list: TEAM, function: "search_filter" };
    await server.call(listScenarioSet, { ...filter, name: "vip.txt", text: `*@${STRANGER.split("@")[1]}\n` });
    await server.call(listScenarioSet, own("search('vip.txt',[sender]) smtp,md5,smime,pgp -> do_it"));
    assert.equal(await write(STRANGER, TEXT), "accept");
    assert.equal(await write(BOB, TEXT), "reject scenario-refused");
    await server.call(listScenarioSet, { ...filter, name: "blocklist.txt", text: `${STRANGER}\n` });
    assert.equal(await write(STRANGER, TEXT), "discard scenario-refused");
    await server.call(listConfigure, { list: TEAM, settings: { send: "private", smime_post_sign: "yes" } });
    assert.equal(await write(ANN, signedBy(ssl, ann)), "accept");
    assert.equal(await write(BOB, TEXT), "hold not-signed");
    await assert.rejects(
      server.call(listScenarioSet, { ...filter, name: "x.ldap", text: "host ldap.example.org" }),
      /a list keeps filters whose name ends in .txt/i,
    );
  });

  test("on a list with keys a rule for what is not there opens nothing, and what is signed counts", async (t) => {
    const { server, ssl, ann, write } = await aList(t, database, {});
    const any = "smtp,md5,smime,pgp";
    const unlessSpam = `!equal([msg->spam_status],'spam') ${any} -> do_it\ntrue() ${any} -> editorkey`;
    const set = (text: string) => server.call(listScenarioSet, own(text));
    await set(unlessSpam);
    assert.equal(await write(BOB, TEXT), "accept", "as in Sympa, where no key is used");
    await server.call(listConfigure, { list: TEAM, settings: { smime_post_sign: "yes" } });
    const decisions: string[] = [];
    for (const text of [
      unlessSpam,
      `equal([msg_header->x-held],'') ${any} -> do_it`,
      `equal([msg->spam_status],'spam') ${any} -> editorkey\ntrue() ${any} -> do_it`,
      `!match([header->content-type],/multipart\\/mixed/) ${any} -> do_it`,
    ]) {
      await set(text);
      const content = `${TEXT}${decisions.length}\r\n`;
      decisions.push(await write(ANN, signedBy(ssl, ann, content)));
    }
    assert.deepEqual(decisions, ["hold scenario-moderated", "reject scenario-refused", "accept", "accept"]);
    const { findings } = await set(unlessSpam);
    const told = findings.map(({ line, severity, text }) => `${line} ${severity} ${text}`).join("\n");
    assert.match(told, /^1 warning The list uses keys: what nobody signed opens nothing/m);
  });

  test("explain shows the scenario, each rule and what its variables stood for", async (t) => {
    const { server } = await aList(t, database, { send: "private" });
    const message = fileInput(letter(STRANGER, "<x@laptop.example>", TEXT));
    const found = await server.call(messageExplain, { list: TEAM, message, from: STRANGER });
    const step = found.steps.find(({ name }) => name === "ask-scenario");
    const lines = (step?.saw ?? []).join("\n");
    assert.match(lines, /^known by smtp$/m);
    assert.match(lines, /^use_blocklist line 1: .*: no$/m);
    assert.match(lines, /^send\.private line \d+: is_subscriber\(\[listname\],\[sender\]\) .*: no$/m);
    assert.match(lines, /\[sender\] is "stranger@example\.com"/);
    assert.match(lines, /→ reject \(reason send_subscriber\) by send\.private line/);
    assert.equal(found.decision.code, "scenario-refused");
  });
});

const PRIVATE_KEY = `  title.us restricted to subscribers with previous MD5 authentication
  title.fr réservé aux abonnés avec authentification MD5 préalable

  is_subscriber([listname],[sender]) smtp          -> request_auth
  true()                             md5,smime     -> do_it
`;

const LOST_BREAKS = `  title.us restricted to subscribers check SMIME signature

  is_subscriber([listname],[sender])             smime  -> do_is_editor([listname],[sender])                 smime  -> do_it
  is_owner([listname],[sender])                  smime  -> do_it
`;
