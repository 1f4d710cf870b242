/** S10, S14: no post and no reader's trouble ends a list's digests: the others get theirs, and the next one goes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { silentLogger, utf8 } from "#base";
import { listConfigure, listCreate, listDigest, memberAdd, memberSet } from "#operations";
import { eraseDigestPost, keepForDigest, openDigests } from "#store";
import { DAY_MS, textOf } from "../support/lists/kept-posts.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { runTask } from "../support/run-task.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const [ANNA, BEN, CLEO] = ["anna@example.net", "ben@example.net", "cleo@example.net"] as const;

const NEVER_LARGE = { digest_size_threshhold: 0 };
/** Signs what it sends, and asks for nothing. */
const SIGNS = Object.fromEntries(
  ["gpg", "smime"].flatMap((family) =>
    ["post_encrypt", "post_sign", "distrib_encrypt"].map((what) => [`${family}_${what}`, "no"]),
  ),
);

async function team(server: TestServer, signs = false): Promise<void> {
  const settings = { ...NEVER_LARGE, ...(signs ? SIGNS : {}) };
  const facts = { address: TEAM, name: "Team", owners: ["mia@example.net"], sealed: signs };
  await server.call(listCreate, { ...facts, settings });
  for (const address of [ANNA, BEN, CLEO]) await server.call(memberAdd, { list: TEAM, member: { address } });
  await server.call(memberSet, { list: TEAM, address: ANNA, options: { digest: "mime" } });
  await server.call(memberSet, { list: TEAM, address: BEN, options: { digest: "plain" } });
}

async function post(server: TestServer, id: string, entity = `\r\ntext of ${id}\r\n`): Promise<void> {
  const fields = [`From: ${CLEO}`, `To: ${TEAM}`, `Subject: ${id}`, `Message-ID: <${id}@laptop.example>`];
  const message = utf8(`${[...fields, "MIME-Version: 1.0"].join("\r\n")}\r\n${entity}`);
  await server.post({ from: CLEO, to: TEAM, message });
}

function wide(parts: number): string {
  const all = Array.from({ length: parts }, (_, nth) => `--b\r\nContent-Type: text/plain\r\n\r\n${nth}\r\n`);
  return `Content-Type: multipart/mixed; boundary="b"\r\n\r\n${all.join("")}--b--\r\n`;
}

function deep(levels: number): string {
  let entity = "Content-Type: text/plain\r\n\r\ndown here\r\n";
  for (let nth = 0; nth < levels; nth++)
    entity = `Content-Type: multipart/mixed; boundary="b${nth}"\r\n\r\n--b${nth}\r\n${entity}\r\n--b${nth}--\r\n`;
  return entity;
}

async function sendNow(server: TestServer): Promise<void> {
  await server.call(listDigest, { list: TEAM, now: true });
  await server.drain();
}

/** Of each digest that came: its type, and the posts in it. */
function digestsOf(server: TestServer, address: string): readonly string[] {
  return server.mailbox(address).map(({ data }) => {
    const text = data.toString("latin1");
    const type = /^Content-Type: ([^;\r]*)/im.exec(text)?.[1] ?? "";
    const named = [...text.matchAll(/^Message-ID: <(.*)@laptop\.example>/gim)].map(([, id]) => id);
    return `${type}: ${named.join(", ")}`;
  });
}

async function isGoingOut({ db }: TestServer): Promise<boolean> {
  return (await db.read(openDigests)).length > 0;
}

test("posts of more parts than one message may have go out in digests, as they do singly", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await team(server);
  await post(server, "wide", wide(996));
  await post(server, "deep", deep(29));
  assert.equal(server.mailbox(CLEO).length, 2);
  await sendNow(server);
  assert.equal(await isGoingOut(server), false);
  await post(server, "next");
  await sendNow(server);
  assert.deepEqual(digestsOf(server, ANNA), ["multipart/mixed: wide, deep", "multipart/mixed: next"]);
  assert.deepEqual(digestsOf(server, BEN), ["text/plain: wide, deep", "text/plain: next"]);
});

test("where the list signs what all can read, they come in the plain form", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await team(server, true);
  await post(server, "wide", wide(992));
  await sendNow(server);
  await post(server, "next");
  await sendNow(server);
  assert.equal(await isGoingOut(server), false);
  assert.deepEqual(digestsOf(server, ANNA), ["multipart/signed: wide", "multipart/signed: next"]);
  const [first, second] = server.mailbox(ANNA).map(({ data }) => data.toString("latin1"));
  assert.doesNotMatch(first ?? "", /multipart\/digest/);
  assert.match(second ?? "", /multipart\/digest/);
});

test("a post that was damaged on the disk is left out", async (t) => {
  const errors: string[] = [];
  const logger = { ...silentLogger, error: (event: string) => void errors.push(event) };
  const clock = movableClock();
  const server = await newServer(t, { clock, logger });
  await team(server);
  for (const id of ["one", "two", "three"]) await post(server, id);
  const damage = sql`update blob_chunk set bytes = x'00'
    where blob_id in (select blob_id from digest_post where number in (1, 3))`;
  await server.db.transact((tx) => damage.execute(tx.query));
  await sendNow(server);
  assert.equal(await isGoingOut(server), false);
  assert.deepEqual(digestsOf(server, ANNA), ["multipart/mixed: two"]);
  assert.deepEqual(digestsOf(server, BEN), ["text/plain: two"]);
  assert.deepEqual(new Set(errors), new Set(["digest.post-left-out"]));
  const summaries = () => {
    const texts = server.mailbox("mia@example.net").map(({ data }) => textOf(data));
    return texts.filter((text) => text.includes("Left out of digests"));
  };
  await runTask(server, clock, "owner_summary");
  assert.deepEqual(summaries(), [], "of whole days");
  clock.advance(DAY_MS);
  await runTask(server, clock, "owner_summary");
  assert.match(summaries()[0] ?? "", /could not read them: the posts with the numbers 1, 3\. Please tell/);
  clock.advance(DAY_MS);
  await runTask(server, clock, "owner_summary");
  assert.equal(summaries().length, 1, "once");
  assert.equal((await server.call(listDigest, { list: TEAM })).issue, 1);
  await post(server, "four");
  const again = sql`update blob_chunk set bytes = x'00' where blob_id in (select blob_id from digest_post)`;
  await server.db.transact((tx) => again.execute(tx.query));
  await sendNow(server);
  assert.equal(await isGoingOut(server), false);
  assert.equal(server.mailbox(ANNA).length, 1, "no digest of nothing");
  assert.equal((await server.call(listDigest, { list: TEAM })).issue, 1, "nor a number for it");
});

const HTML = "Content-Type: text/html\r\n\r\n";

test("no HTML and no number of lines keeps a post out of digests in plain text", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await team(server);
  await post(server, "named", `${HTML}<constructor>a</constructor>\r\n`);
  await post(server, "numbered", `${HTML}<ol type="i" start="10000"><li>a</ol>\r\n`);
  await post(server, "nested", `${HTML}${"<blockquote>\r\n".repeat(250)}${"x<br>\r\n".repeat(9000)}`);
  await post(server, "long", `\r\n${"x\r\n".repeat(150_000)}`);
  await sendNow(server);
  assert.equal(await isGoingOut(server), false);
  assert.deepEqual(digestsOf(server, BEN), ["text/plain: named, numbered, nested, long"]);
  const text = textOf(server.mailbox(BEN)[0]!.data);
  assert.equal(text.match(/^\[Left out: -, text\/html, \d+ (?:octets|kB)\]/gm)?.length, 3);
  assert.equal(text.match(/^x$/gm)?.length, 150_000);
});

test("a post of which nothing can be made is left out; trouble with the database takes none away", async (t) => {
  const errors: string[] = [];
  const logger = { ...silentLogger, error: (event: string) => void errors.push(event) };
  const server = await newServer(t, { clock: movableClock(), logger });
  await team(server);
  for (const id of ["one", "two", "three"]) await post(server, id);
  await server.db.transact(async (tx) => {
    const row = await tx.query
      .selectFrom("digest_post")
      .selectAll()
      .where("number", "=", 1)
      .executeTakeFirstOrThrow();
    const of = { id: row.post_id, listId: row.list_id, number: 1, acceptedAt: new Date(row.at) };
    const octets = utf8('{"form":1,"block":5}\nSubject: one\r\n\r\none\r\n');
    await eraseDigestPost(tx, row.post_id);
    await keepForDigest(tx, of, { sealed: false, opened: false, octets });
  });
  const renamed = (from: string, to: string) => sql`alter table ${sql.ref(from)} rename to ${sql.ref(to)}`;
  await server.db.transact((tx) => renamed("blob_chunk", "elsewhere").execute(tx.query));
  await sendNow(server);
  assert.equal(await isGoingOut(server), true, "it is tried again");
  assert.deepEqual(new Set(errors), new Set(["digest.not-sent-to-some"]));
  await server.db.transact((tx) => renamed("elsewhere", "blob_chunk").execute(tx.query));
  await server.drain();
  assert.equal(await isGoingOut(server), false);
  assert.deepEqual(digestsOf(server, ANNA), ["multipart/mixed: two, three"]);
  assert.deepEqual(digestsOf(server, BEN), ["text/plain: two, three"]);
  assert.deepEqual(new Set(errors), new Set(["digest.not-sent-to-some", "digest.post-left-out"]));
});

test("trouble with some readers is not that of others, and after a day the next digest begins", async (t) => {
  const errors: string[] = [];
  const logger = { ...silentLogger, error: (event: string) => void errors.push(event) };
  const clock = movableClock();
  const server = await newServer(t, { clock, logger });
  await team(server);
  await server.call(listConfigure, { list: TEAM, settings: { keep_for_keyless: 0 } });
  const trouble = sql`create trigger trouble before update of digest_since on member
    when new.address = ${sql.lit(ANNA)} begin select raise(abort, 'trouble'); end`;
  await server.db.transact((tx) => trouble.execute(tx.query));
  await post(server, "one");
  await sendNow(server);
  assert.deepEqual(digestsOf(server, BEN), ["text/plain: one"]);
  assert.deepEqual(new Set(errors), new Set(["digest.not-sent-to-some"]));
  assert.equal(await isGoingOut(server), true, "it is tried again");
  clock.advance(DAY_MS);
  await post(server, "two");
  assert.equal(await isGoingOut(server), false);
  await sendNow(server);
  assert.deepEqual(digestsOf(server, BEN), ["text/plain: one", "text/plain: two"]);
  await server.db.transact((tx) => sql`drop trigger trouble`.execute(tx.query));
  await server.drain();
  assert.equal(await isGoingOut(server), false);
  assert.deepEqual(digestsOf(server, ANNA), ["multipart/mixed: one, two"], "with what she had not had");
});
