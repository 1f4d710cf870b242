/**
 * S8, S14: `anonymous_list`: a word in every field and parameter by which mail programs name their users is found nowhere:
 * not in what goes out, the database, its log, a backup, log lines.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, concatBytes, systemRandom, utf8 } from "#base";
import {
  composeMultipart,
  composePart,
  decodeBody,
  type FieldList,
  formatField,
  type HeaderSection,
  parseMessage,
} from "#mime";
import { heldAccept, heldList, heldSend, heldShow, keyGenerate, listCreate, memberAdd } from "#operations";
import { acceptAnyway } from "../support/crypto/accepted-anyway.ts";
import { everythingKept, placesOf } from "../support/at-rest.ts";
import { correspondent, entity, mixed, sealed, signed } from "../support/programs/correspondents.ts";
import { type DatabaseName, forEachDatabase } from "../support/database.ts";
import {
  everythingSent,
  heldCodes,
  join,
  letter,
  listAsCorrespondents,
  MIA,
  movableClock,
  protectedText,
  readNewest,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const PAUL = "paul@example.org";
const NAME = "Zinnober";
const POSTER = `${NAME}@${NAME}.example`;

/** Each names the poster; the Message-ID and References too. */
const FIELDS: FieldList = [
  ["Received", `from ${NAME}.example ([192.0.2.7]) by mx.example.org; Sat, 21 Nov 2026 11:59:00 +0000`],
  ["Return-Path", `<${POSTER}>`],
  ["DKIM-Signature", `v=1; d=${NAME}.example; b=xx`],
  ["Authentication-Results", `mx.example.org; dkim=pass header.d=${NAME}.example`],
  ["From", `${NAME} Muster <${POSTER}>`],
  ["Sender", POSTER],
  ["Reply-To", POSTER],
  ["To", `team@example.org, ${NAME} and friends <friend@${NAME}.example>`],
  ["Cc", `cc@${NAME}.example`],
  ["Message-ID", `<1.2@${NAME}-laptop>`],
  ["In-Reply-To", `<3.4@${NAME}-laptop>`],
  ["References", `<5.6@${NAME}-laptop> <3.4@${NAME}-laptop>`],
  ["Date", `Sat, 21 Nov 2026 12:00:00 +0000 (${NAME})`],
  ["Subject", "what we saw"],
  ["Comments", NAME],
  ["Keywords", NAME],
  ["Organization", NAME],
  ["X-Mailer", NAME],
  ["User-Agent", NAME],
  ["X-Originating-IP", `[192.0.2.7] ${NAME}`],
  ["X-Sender", NAME],
  ["X-Face", NAME],
  ["Face", NAME],
  ["Autocrypt", `addr=${POSTER}; keydata=${NAME}`],
  ["Disposition-Notification-To", POSTER],
  ["Resent-From", POSTER],
  ["Thread-Index", NAME],
  ["Content-Language", NAME],
  ["MIME-Version", `1.0 (${NAME})`],
];

/** A text, a picture shown in it, a file, a card, a key, a winmail.dat. */
function content(words: string): Bytes {
  const html = `<p>${words}</p><img src="cid:part1.${NAME}@${NAME}-laptop">`;
  const part = (fields: FieldList, body: string): Bytes => composePart({ fields, body: utf8(body) });
  const parts = [
    part([["Content-Type", `text/plain; charset=utf-8; x-user=${NAME}`]], `${words}\r\n`),
    part(
      [
        ["Content-Type", "text/html; charset=utf-8"],
        ["Content-Location", `file:///${NAME}`],
      ],
      html,
    ),
    part(
      [
        ["Content-Type", `image/png; name="${NAME}.png"; x-mac-creator=${NAME}`],
        ["Content-Disposition", `inline; filename="${NAME}.png"; creation-date="${NAME}"`],
        ["Content-ID", `<part1.${NAME}@${NAME}-laptop>`],
        ["Content-Description", NAME],
        ["X-Attachment-Id", NAME],
      ],
      "PNG",
    ),
    part([["Content-Type", `text/vcard; name="${NAME}.vcf"`]], `BEGIN:VCARD\r\nFN:${NAME}\r\nEND:VCARD\r\n`),
    part([["Content-Type", `application/pgp-keys; name="${NAME}.asc"`]], NAME),
    part([["Content-Type", "application/ms-tnef; name=winmail.dat"]], NAME),
    part(
      [["Content-Type", "text/plain"]],
      `-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\nComment: ${NAME}\r\n\r\n- - a list of two\r\n-----BEGIN PGP SIGNATURE-----\r\nVersion: ${NAME}\r\n\r\n${NAME}\r\n-----END PGP SIGNATURE-----\r\nbehind\r\n`,
    ),
  ];
  const parameters: FieldList = [["x-user", NAME]];
  return composeMultipart({ subtype: "mixed", parameters, preamble: NAME, parts, random: systemRandom });
}

function post(inside: Bytes): Bytes {
  return concatBytes(...FIELDS.map(([name, value]) => formatField(name, value)), inside);
}

const DISSIDENTS = {
  smime_post_encrypt: "yes",
  generic_nonmember_action: "accept",
  clear_after_decrypt: "confirmed",
  anonymous_list: "yes",
};

interface Story {
  readonly server: TestServer;
  /** Nowhere in what is kept, logged and sent. */
  readonly search: () => Promise<void>;
}

async function begin(t: TestContext, settings: object, database: DatabaseName = "sqlite"): Promise<Story> {
  const lines: string[] = [];
  const log = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  const logger = { debug: log, info: log, warn: log, error: log };
  const server = await newServer(t, { clock: movableClock(), logger, database });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings: { ...settings } });
  await server.call(memberAdd, { list: TEAM, member: { address: PAUL } });
  const search = async (): Promise<void> => {
    const sent = { name: "sent", octets: Buffer.from(everythingDecoded(server)) };
    const kept = [
      ...(await everythingKept(server)),
      { name: "log", octets: Buffer.from(lines.join("\n")) },
      sent,
    ];
    assert.deepEqual(placesOf(NAME, kept), []);
    assert.ok(placesOf(PAUL, kept).length > 0, "the search finds what is there");
    assert.ok(lines.length > 0);
  };
  return { server, search };
}

/** Bodies that base64 hides are there decoded too. */
function everythingDecoded(server: TestServer): string {
  const decoded = server.sink.messages.flatMap(({ data }) => leavesOf(data));
  return everythingSent(server) + Buffer.concat(decoded).toString("latin1");
}

function leavesOf(message: Bytes): Bytes[] {
  const parsed = parseMessage(message);
  assert.ok(parsed.ok);
  const open = [parsed.value];
  const bodies: Bytes[] = [];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    bodies.push(decodeBody(one));
    open.push(...one.children);
  }
  return bodies;
}

function newest(server: TestServer): { readonly header: HeaderSection; readonly text: string } {
  const data = server.mailbox(PAUL).at(-1)?.data ?? utf8("");
  const parsed = parseMessage(data);
  assert.ok(parsed.ok);
  return { header: parsed.value.header, text: Buffer.concat(leavesOf(data)).toString() };
}

forEachDatabase((database) => {
  test("what came sealed from outside goes on in clear, in the list's name", async (t) => {
    const { server, search } = await begin(t, DISSIDENTS, database);
    await server.call(keyGenerate, { list: TEAM });
    const { smime } = await listAsCorrespondents(server, TEAM);
    await server.post({ from: POSTER, to: TEAM, message: post(await sealed(smime, content("the words"))) });
    await server.post({ from: POSTER, to: TEAM, message: post(content("in clear")) });
    assert.equal(server.mailbox(PAUL).length, 2);
    await search();
  });
});

test("all that goes on of a post are its words, its files and a header of the list", async (t) => {
  const archived_at = "https://archive.example/{message_id}";
  const settings = { generic_nonmember_action: "accept", anonymous_list: "yes", archived_at } as const;
  const { server, search } = await begin(t, settings);
  await server.post({ from: POSTER, to: TEAM, message: post(content("the words")) });
  const { header, text } = newest(server);
  const ownId = header.first("message-id")?.value.replaceAll(/[<>]/g, "") ?? "";
  const archived = archived_at.replace("{message_id}", encodeURIComponent(ownId));
  assert.equal(header.first("archived-at")?.value, `<${archived}>`);
  assert.equal(header.first("from")?.value, `Team <${TEAM}>`);
  assert.equal(header.first("to")?.value, TEAM);
  assert.equal(header.first("subject")?.value, "[Team] what we saw");
  assert.match(text, /the words/);
  assert.match(text, /^- a list of two\r$/m, "what was signed in clear is a plain text");
  assert.match(text, /^behind\r$/m);
  const id = /src="cid:([^"]+)"/.exec(text)?.[1];
  assert.ok(text.includes(`Content-ID: <${id}>`), "the picture is found by its new name");
  assert.match(text, /filename=attachment-1\.png/);
  await search();
});

test("nobody is answered; owners are told that something waits, and not by whom", async (t) => {
  const { server, search } = await begin(t, { anonymous_list: "yes" });
  await server.post({ from: POSTER, to: TEAM, message: post(content("the words")) });
  const [held] = await server.call(heldList, {});
  assert.equal(held?.code, "nonmember");
  assert.equal(held.sender, "");
  const shown = await server.call(heldShow, { id: held.id });
  assert.deepEqual(
    shown.header.map(({ name }) => name),
    ["Subject", "Content-Type"],
  );
  assert.equal(server.mailbox(MIA).length, 1);
  assert.match(server.mailbox(MIA)[0]?.data.toString() ?? "", /Subject: what we saw/);
  assert.equal(server.sink.messages.length, 1);
  await search();
  await server.call(heldSend, { id: held.id, to: MIA });
  await server.drain();
  assert.match(textOf(server.mailbox(MIA).at(-1)?.data), /Subject: what we saw[^]*the words/);
  await search();
  await server.call(heldAccept, { ids: [held.id] });
  await server.drain();
  assert.equal(server.mailbox(PAUL).length, 1);
  await search();
});

test("signatures are taken off, also where the list seals, keeps them elsewhere, or shows names", async (t) => {
  const { server } = await begin(t, {
    gpg_distrib_encrypt: "yes",
    gpg_distrib_sign: "yes",
    gpg_post_sign: "yes",
    keep_poster_signature: "yes",
    poster_name_outside: "yes",
    keep_msgid: "yes",
    anonymous_list: "yes",
  });
  await server.call(keyGenerate, { list: TEAM });
  const [alice, bob] = [await correspondent("alice"), await correspondent("bob")];
  for (const person of [alice, bob]) await join(server, person);
  const team = { alice, bob, ...(await listAsCorrespondents(server, TEAM)) };
  const inner = protectedText(alice, "the words", { more: [["Message-ID", "<inner@laptop.example>"]] });
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, await signed(alice, inner)) });
  const opened = await readNewest(server, bob, team);
  assert.ok(opened !== null);
  const [copy] = server.mailbox(bob.address);
  const all = `${JSON.stringify(opened.headers)}${textOf(opened.content)}${textOf(copy?.data)}`;
  assert.match(all, /the words/);
  assert.match(all, /Signature: valid, by a member/);
  const key = alice.secret.fingerprint.slice(-16);
  for (const trace of [/alice@/i, /laptop/, new RegExp(key, "i"), /pgp-signature/])
    assert.doesNotMatch(all, trace);
});

function textOf(octets: Bytes | undefined): string {
  return Buffer.from(octets ?? "").toString("latin1");
}

test("what cannot be taken from its author is held, and stays so when it is accepted", async (t) => {
  const { server } = await begin(t, { generic_nonmember_action: "accept", anonymous_list: "yes" });
  const opaque = composePart({
    fields: [["Content-Type", "application/pkcs7-mime; smime-type=signed-data"]],
    body: utf8("not readable"),
  });
  await server.post({ from: POSTER, to: TEAM, message: post(mixed(entity("words"), opaque)) });
  assert.deepEqual(await heldCodes(server), ["held names-author"]);
  await acceptAnyway(server);
  assert.deepEqual(await heldCodes(server), ["held names-author"]);
});
