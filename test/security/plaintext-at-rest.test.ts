/**
 * S14: what was in a sealed post is found nowhere in what the server keeps: database, log of the database,
 * backup, log lines. Words that are there in clear (an address) show that the search would find them.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, type Logger, utf8 } from "#base";
import {
  heldAccept,
  heldAsk,
  heldList,
  heldReject,
  heldSend,
  listConfigure,
  memberAdd,
  siteBackup,
} from "#operations";
import { composeText } from "#mime";
import { listByAddress, listSecrets } from "#store";
import { everythingKept, type Kept, placesOf } from "../support/at-rest.ts";
import {
  type Correspondent,
  correspondent,
  entity,
  openFor,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { type DatabaseName, forEachDatabase } from "../support/database.ts";
import { bindKey, keptRows, keylessDora } from "../support/lists/kept-posts.ts";
import { newServer, type TestServer } from "../support/server.ts";
import {
  CAROL,
  everythingSent,
  heldCodes,
  join as joinTeam,
  letter,
  movableClock,
  OWNER,
  protectedText,
  sealedTeam,
  type Team,
  TEAM,
} from "../support/lists/sealed-team.ts";

const BODY = "Krokodilsträne";
const SUBJECT = "Siebenschläferin";
/** Often, so that no border of a page or a line hides it. */
const TEXT = `${BODY} `.repeat(40).replaceAll(/((?:\S+ ){4})/g, "$1\n");

interface Story {
  readonly server: TestServer;
  readonly team: Team;
  readonly later: () => Promise<void>;
  /** Looks for both words in everything, backup and log lines included. */
  readonly search: (moment: string) => Promise<void>;
}

async function begin(t: TestContext, database: DatabaseName, settings = {}): Promise<Story> {
  const lines: string[] = [];
  const clock = movableClock();
  const server = await newServer(t, { database, clock, logger: recorder(lines) });
  const team = await sealedTeam(server, settings);
  let backups = 0;
  const search = async (moment: string): Promise<void> => {
    const path = join(server.folder, `backup-${++backups}.db`);
    if (database === "sqlite") await server.call(siteBackup, { path });
    const kept: Kept[] = [
      ...(await everythingKept(server)),
      { name: "log", octets: Buffer.from(lines.join("\n")) },
    ];
    for (const word of [BODY, SUBJECT]) assert.deepEqual(placesOf(word, kept), [], `${word} ${moment}`);
    assert.ok(placesOf(CAROL, kept).length > 0, "the search finds what is there");
    assert.ok(lines.length > 0);
  };
  const later = async (): Promise<void> => {
    clock.advance(6 * 3_600_000);
    await server.drain();
  };
  return { server, team, later, search };
}

/** A relay that puts everything off. */
function takesNothing(line: string): string | undefined {
  return line.startsWith("RCPT") ? "451 4.3.0 later" : undefined;
}

function recorder(lines: string[]): Logger {
  const log = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  return { debug: log, info: log, warn: log, error: log };
}

function write(by: Correspondent, team: Team, to: EmailAddress = TEAM): Promise<Bytes> {
  const inner = protectedText(by, TEXT, { subject: SUBJECT, to });
  return sealed(team[by.secret.scheme], inner, by).then((content) => letter(by, content, { to }));
}

async function writeCms(by: Correspondent, team: Team): Promise<Bytes> {
  const inner = protectedText(by, TEXT, { subject: SUBJECT });
  return letter(by, sealedCms(team.smime, await signed(by, inner), "cbc"));
}

forEachDatabase((database) => {
  test("a post that waits for the relay, is delivered, and comes back", async (t) => {
    const { server, team, later, search } = await begin(t, database);
    server.sink.behaviour.answer = takesNothing;
    await server.post({ from: team.alice.address, to: TEAM, message: await write(team.alice, team) });
    await server.post({ from: team.bob.address, to: TEAM, message: await writeCms(team.bob, team) });
    assert.equal(server.sink.messages.length, 0);
    if (database === "sqlite") await search("while deliveries wait");
    server.sink.behaviour.answer = () => undefined;
    await later();
    assert.equal(server.mailbox(team.bob.address).length, 2);
    if (database === "sqlite") await search("when all is delivered");
    const [copy] = server.mailbox(team.bob.address);
    assert.ok(copy);
    for (const returned of [
      composeText(`${SUBJECT}\r\n${TEXT}`),
      composeText(copy.data.toString("latin1")),
    ]) {
      const bounce = letter({ address: "mailer-daemon@example.net" }, returned, { to: copy.from });
      await server.post({ from: "", to: copy.from, message: bounce });
    }
    assert.deepEqual(await heldCodes(server), ["refused bounce", "refused bounce"]);
    await search("when it came back");
    assert.ok(!everythingSent(server).includes(BODY));
    await searchKeys(server, team);
  });

  test("a post that is held, one that is refused, and the held one accepted", async (t) => {
    const { server, team, search } = await begin(t, database, { default_member_action: "hold" });
    await server.post({ from: team.alice.address, to: TEAM, message: await write(team.alice, team) });
    const unsigned = letter(team.bob, await sealed(team.openpgp, entity(TEXT)), { id: "u" });
    await server.call(listConfigure, { list: TEAM, settings: { gpg_post_sign: "force" } });
    await server.post({ from: team.bob.address, to: TEAM, message: unsigned });
    assert.deepEqual(await heldCodes(server), ["held member-moderated", "refused not-signed"]);
    if (database === "sqlite") await search("while it is held");
    const [held] = await server.call(heldList, {});
    await server.call(heldAccept, { ids: [held?.id ?? 0] });
    await server.drain();
    assert.equal(server.mailbox(team.alice.address).filter((copy) => copy.from !== "").length, 1);
    await search("after it was accepted");
  });

  test("a post that a moderator reads, keeps, has asked for again, and rejects", async (t) => {
    const { server, team, later, search } = await begin(t, database, { max_message_size: 1 });
    const mo = await correspondent("mo", "smime");
    await joinTeam(server, mo, { owner: true });
    await server.post({ from: team.alice.address, to: TEAM, message: await write(team.alice, team) });
    const [held] = await server.call(heldList, {});
    const id = held?.id ?? 0;
    server.sink.behaviour.answer = takesNothing;
    await server.call(heldSend, { id, to: mo.address });
    await server.call(heldAsk, { id });
    await server.drain();
    if (database === "sqlite") await search("while the copy waits");
    server.sink.behaviour.answer = () => undefined;
    await later();
    const copies = await Promise.all(server.mailbox(mo.address).map(({ data }) => openFor(data, [mo], [])));
    const read = Buffer.concat(copies.map((copy) => (copy.ok ? copy.value.content : Buffer.alloc(0))));
    assert.ok(placesOf(BODY, [{ name: "copy", octets: read }]).length > 0, "the moderator reads it");
    const reason = "Zitronenfalterin";
    server.sink.behaviour.answer = takesNothing;
    await server.call(heldReject, { ids: [id], reason });
    await server.drain();
    assert.deepEqual(placesOf(reason, await everythingKept(server)), [], "nor what the sender is told");
    server.sink.behaviour.answer = () => undefined;
    await later();
    await search("when all is done");
    const sent = [{ name: "sent", octets: Buffer.from(everythingSent(server), "latin1") }];
    for (const word of [BODY, SUBJECT, reason]) assert.deepEqual(placesOf(word, sent), [], word);
    assert.equal(server.mailbox(team.alice.address).length, 3, "waits, asked, rejected");
  });

  test("lists that send opened posts on in clear keep them no more than others", async (t) => {
    const settings = {
      clear_after_decrypt: "confirmed",
      gpg_distrib_encrypt: "no",
      smime_distrib_encrypt: "no",
    };
    const { server, team, later, search } = await begin(t, database, settings);
    server.sink.behaviour.answer = takesNothing;
    await server.post({ from: team.alice.address, to: TEAM, message: await write(team.alice, team) });
    if (database === "sqlite") await search("while clear copies wait");
    server.sink.behaviour.answer = () => undefined;
    await later();
    assert.ok(
      placesOf(BODY, [{ name: "mail", octets: server.mailbox(CAROL)[0]?.data ?? Buffer.alloc(0) }]).length >
        0,
    );
    await search("when clear copies are delivered");
  });

  test("a clear copy for a member without a key, beside sealed ones, and owner mail", async (t) => {
    const settings = {
      clear_after_decrypt: "confirmed",
      gpg_distrib_encrypt: "yes",
      smime_distrib_encrypt: "yes",
    };
    const { server, team, later, search } = await begin(t, database, settings);
    const olga = await correspondent("olga", "smime");
    await joinTeam(server, olga, { owner: true });
    server.sink.behaviour.answer = takesNothing;
    await server.post({ from: team.alice.address, to: TEAM, message: await write(team.alice, team) });
    await server.post({ from: team.bob.address, to: OWNER, message: await write(team.bob, team, OWNER) });
    if (database === "sqlite") await search("while copies wait");
    server.sink.behaviour.answer = () => undefined;
    await later();
    assert.equal(server.mailbox(CAROL).length, 1);
    assert.equal(server.mailbox(olga.address).length, 2);
    await search("when copies are delivered");
  });

  test("a post that came in clear, kept for a member whose key comes later", async (t) => {
    const settings = {
      gpg_post_encrypt: "no",
      smime_post_encrypt: "no",
      gpg_post_sign: "no",
      smime_post_sign: "no",
    };
    const { server, team, search } = await begin(t, database, settings);
    const dora = await keylessDora(server);
    const message = letter(team.alice, entity(TEXT));
    await server.post({ from: team.alice.address, to: TEAM, message });
    assert.equal((await keptRows(server)).posts, 1);
    if (database === "sqlite") await search("while it is kept");
    await bindKey(server, dora);
    assert.equal(server.mailbox(dora.address).filter((copy) => copy.from !== "").length, 1);
    await search("while others wait for it still");
  });

  test("a server that ends in the middle", async (t) => {
    const { server, team, search } = await begin(t, database);
    server.sink.behaviour.answer = takesNothing;
    for (let n = 0; n < 60; n += 1)
      await server.call(memberAdd, { list: TEAM, member: { address: `m${n}@example.net` } });
    await server.send({ from: team.alice.address, to: TEAM, message: await write(team.alice, team) });
    if (database === "sqlite") await search("in the middle");
    await server.stop();
    const kept = await everythingKept(server);
    for (const word of [BODY, SUBJECT]) assert.deepEqual(placesOf(word, kept), []);
    assert.ok(placesOf("m59@example.net", kept).length > 0);
  });
});

/** Neither the list's private keys nor a session key of anything that was sent or is still kept. */
async function searchKeys(server: TestServer, team: Team): Promise<void> {
  const kept = await everythingKept(server);
  const secrets = await server.db.read(async (tx) => {
    const list = await listByAddress(tx, TEAM);
    return list === null ? [] : listSecrets(tx, list.id);
  });
  assert.equal(secrets.length, 2);
  for (const { secret, scheme } of secrets) {
    const known = Buffer.from(team[scheme].publicKey);
    const parts = pieces(Buffer.from(secret)).filter((piece) => !known.includes(piece));
    assert.ok(parts.length > 0);
    for (const part of parts) assert.deepEqual(placesOf(part, kept), [], scheme);
  }
  const opened = await Promise.all(
    [team.alice, team.bob].flatMap((reader) =>
      server.mailbox(reader.address).map(({ data }) => openFor(data, [reader], [])),
    ),
  );
  const keys = opened.flatMap((one) => (one.ok ? one.value.sessionKeys : []));
  assert.equal(keys.length, 4);
  for (const key of keys) assert.deepEqual(placesOf(key, kept), []);
}

function pieces(secret: Buffer): Buffer[] {
  const count = Math.floor(secret.length / 24);
  const step = Math.max(1, Math.floor(count / 8));
  return Array.from({ length: Math.ceil(count / step) }, (_, nth) =>
    secret.subarray(nth * step * 24, nth * step * 24 + 24),
  );
}

test("the search finds a word in every spelling", () => {
  const words = Buffer.from(BODY);
  for (const octets of [
    words,
    Buffer.from(BODY, "utf16le"),
    Buffer.from(words.toString("hex")),
    Buffer.from(Buffer.from(`xy ${BODY} z`).toString("base64")),
    Buffer.from(Buffer.from(`y ${BODY} z`).toString("base64")),
    Buffer.from(Buffer.from(` ${BODY} z`).toString("base64")),
    Buffer.from("Krokodilstr=C3=A4ne"),
  ])
    assert.ok(placesOf(BODY, [{ name: "x", octets: Buffer.from(octets) }]).length > 0);
  assert.deepEqual(placesOf(BODY, [{ name: "x", octets: Buffer.from(utf8("Krokodil")) }]), []);
});
