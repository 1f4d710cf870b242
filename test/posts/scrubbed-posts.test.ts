/** `scrub_nondigest`: single posts go out as text, and the post that the list keeps has the files. On the whole server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, LIMITS, utf8, view } from "#base";
import { type ListSettingChanges } from "#config";
import { archiveErase, listConfigure, listCreate, listDigest, memberSet } from "#operations";
import { messageExplain } from "#pipeline";
import { forEachDatabase } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { REQUEST, write } from "../support/lists/commanding.ts";
import { bindKey, keylessDora } from "../support/lists/kept-posts.ts";
import { MEMBERS, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { fileIn, onlyText, PLAN, TEXT_AND_FILES, WORDS_AND_FILE } from "../support/lists/posts-with-files.ts";
import {
  CAROL,
  everythingSent,
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  type Team,
} from "../support/lists/sealed-team.ts";
import {
  type Correspondent,
  correspondent,
  NOW,
  openFor,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const [ANNA, BEN, CLEO] = MEMBERS;
const GET = (number: number) => `[For the whole post write GET team ${number} to ${REQUEST}]`;

/** What is signed at the same time says the same once. */
const [SECOND, THIRD, FOURTH] = [1, 2, 3].map((seconds) => new Date(NOW.getTime() + seconds * 1000));

let count = 0;

async function post(
  server: TestServer,
  content: string | Bytes,
  ...fields: readonly string[]
): Promise<void> {
  const id = `Message-ID: <${(count += 1)}@laptop.example>`;
  const own = [
    `From: Anna <${ANNA}>`,
    `To: ${TEAM}`,
    "Subject: the plan",
    id,
    "MIME-Version: 1.0",
    ...fields,
  ];
  const octets = typeof content === "string" ? Buffer.from(content) : content;
  await server.post({
    from: ANNA,
    to: TEAM,
    message: Buffer.concat([utf8(`${own.join("\r\n")}\r\n`), octets]),
  });
}

function newest(server: TestServer, address: string): Bytes {
  const mail = server.mailbox(address).at(-1);
  assert.ok(mail, `nothing came to ${address}`);
  return mail.data;
}

function configure(server: TestServer, settings: ListSettingChanges) {
  return server.call(listConfigure, { list: TEAM, settings });
}

async function explained(server: TestServer, content: Bytes): Promise<string | undefined> {
  const head = utf8(`From: ${ANNA}\r\nTo: ${TEAM}\r\nMIME-Version: 1.0\r\n`);
  const message = fileInput(Buffer.concat([head, content]));
  const { steps } = await server.call(messageExplain, { list: TEAM, message, from: ANNA });
  return steps.find(({ name }) => name === "scrub-attachments")?.saw[0];
}

forEachDatabase((database) => {
  test("without keys: a text with a note for each file, and GET brings the files as they were", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await plainTeam(server);
    await server.call(memberSet, { list: TEAM, address: CLEO, options: { digest: "mime" } });
    await configure(server, { scrub_nondigest: "yes", msg_footer: "-- \nTo the owners: {owner}" });
    await post(server, TEXT_AND_FILES.join("\r\n"), "Date: Sat, 21 Nov 2026 11:00:00 +0000");
    if (database === "sqlite") assertGolden("scrubbed-post.txt", normalised(newest(server, BEN)));
    const text = onlyText(newest(server, BEN));
    assert.match(text, /^Grüße, here is the plan\. It is long and flows \non\.\n\n-- \nAnna\n\n\[Left out: /);
    assert.match(text, /\[Left out: yp\.run, text\/x-python, 1 kB\]/);
    assert.doesNotMatch(text, /\.\.\/|\u202e|as it was/);
    await write(server, { from: BEN, text: "get team 1" });
    const answer = server.mailbox(BEN).find(({ data }) => view(data).includes("Attached: 1"));
    assert.ok(view(PLAN).equals(fileIn(answer?.data ?? utf8(""), "plan.pdf") ?? utf8("")), "octet for octet");
    assert.match(view(answer?.data ?? utf8("")).toString(), /as it was/);
    await server.call(listDigest, { list: TEAM, now: true });
    await server.drain();
    assert.ok(view(PLAN).equals(fileIn(newest(server, CLEO), "plan.pdf") ?? utf8("")), "digests stay whole");
  });
});

test("what is text alone stays as it came, and what is a file alone becomes the note", async (t) => {
  const server = await newServer(t);
  await plainTeam(server);
  await configure(server, { scrub_nondigest: "yes" });
  const came = async (content: string) => {
    await post(server, content);
    return newest(server, BEN);
  };
  const plain = "Content-Type: text/plain; charset=koi8-r\r\n\r\n\xf0\r\n";
  assert.ok(view(await came(plain)).includes(plain.slice(plain.indexOf("\r\n\r\n"))), "not even recoded");
  const html = "Content-Type: text/html\r\n\r\n<p>Hello <b>all</b></p>\r\n";
  assert.equal(onlyText(await came(html)), "Hello all\n");
  const picture =
    'Content-Type: image/png; name="a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n';
  assert.equal(onlyText(await came(picture)), `[Left out: a.png, image/png, 1 kB]\n${GET(3)}\n`);
  assert.equal(
    await explained(server, utf8(picture)),
    "single copies go out as text; the post is kept whole",
  );
  assert.equal(await explained(server, utf8(plain)), "nothing to take out");
  const long = `--b\r\n\r\n${`${"x".repeat(76)}\r\n`.repeat(LIMITS.scrubbedTextBytes / 76)}--b\r\n\r\nshort\r\n--b--\r\n`;
  const several = onlyText(await came(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${long}`));
  assert.match(several, /^short\n\n\[Left out: -, text\/plain, 1051 kB\]\n/, "nobody reads that much");
  await configure(server, { archive_mail_access: "closed" });
  const ask = `[For the whole post ask the people who run the list: team-owner@example.org]`;
  assert.equal(onlyText(await came(picture)), `[Left out: a.png, image/png, 1 kB]\n${ask}\n`);
  await post(server, picture, "X-No-Archive: yes");
  assert.ok(fileIn(newest(server, BEN), "a.png"), "nobody could get it any more");
  assert.match(
    (await explained(server, utf8(`X-No-Archive: yes\r\n${picture}`))) ?? "",
    /^the post is not kept/,
  );
  await configure(server, { personalize: "yes", msg_footer: "To %(user_address)s", archive_mail_access: "" });
  await post(server, picture);
  assert.match(onlyText(newest(server, CLEO)), /GET team 7 .*\n(?:.*\n)*To cleo@example\.net\n$/);
  await configure(server, { personalize: "no", anonymous_list: "yes", msg_footer: "" });
  assert.match(onlyText(await came(picture)), /Left out: attachment-1\.png, image\/png, 1 kB/);
  await configure(server, { anonymous_list: "no", from_is_list: "wrap" });
  assert.match(view(await came(picture)).toString(), /message\/rfc822[^]*text\/plain[^]*\[Left out: a\.png/);
});

test("what its author signed goes whole, or without the signature where the list says so", async (t) => {
  const server = await newServer(t);
  await plainTeam(server);
  await configure(server, { scrub_nondigest: "yes" });
  for (const scheme of ["openpgp", "smime"] as const) {
    const content = await signed(await correspondent("anna", scheme), WORDS_AND_FILE);
    await post(server, content);
    assert.ok(view(newest(server, BEN)).includes(view(content)), "octet for octet");
    assert.equal(await explained(server, content), "a signature in it would be lost: it goes whole");
    await configure(server, { scrub_nondigest: "all" });
    await post(server, content);
    assert.match(
      onlyText(newest(server, BEN)),
      /^words for members\n\n[^]*application\/(?:pgp|pkcs7)-signature/,
    );
    await configure(server, { scrub_nondigest: "yes" });
  }
  const inline = "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\nwords";
  const beside = view(WORDS_AND_FILE).toString("latin1").replace("words", inline);
  await post(server, Buffer.from(beside, "latin1"));
  assert.ok(fileIn(newest(server, BEN), "plan.pdf"));
  const opaque = "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nAAAA\r\n";
  assert.equal(await explained(server, utf8(opaque)), "sealed, or text and signature in one: it goes whole");
});

test("plain digests say the same of files: what is kept can be had, whatever the list does by now", async (t) => {
  const server = await newServer(t);
  await plainTeam(server);
  await server.call(memberSet, { list: TEAM, address: BEN, options: { digest: "plain" } });
  await post(server, WORDS_AND_FILE);
  await configure(server, { archive: "no" });
  await post(server, WORDS_AND_FILE);
  await server.call(listDigest, { list: TEAM, now: true });
  await server.drain();
  const [first = "", second = ""] = onlyText(newest(server, BEN))
    .split(/(?<=message\/rfc822, 1 kB\]\n)/)
    .slice(1);
  assert.ok(first.startsWith(`${GET(1)}\n`));
  assert.ok(second !== "" && !second.includes("GET"), "nobody has the second one");
});

test("a list that keeps nothing takes nothing out", async (t) => {
  const server = await newServer(t);
  await plainTeam(server);
  const refused = /scrub_nondigest=yes takes files out.*It keeps none: set archive=yes as well/;
  await assert.rejects(configure(server, { scrub_nondigest: "yes", archive: "no" }), refused);
  const create = { address: "other@example.org", settings: { scrub_nondigest: "yes", archive: "no" } };
  await assert.rejects(server.call(listCreate, create), refused);
  await configure(server, { scrub_nondigest: "yes" });
  await assert.rejects(configure(server, { archive: "no" }), refused);
  await assert.rejects(
    configure(server, { gpg_distrib_sign: "yes" }),
    /set archive=yes archive_with_keys=confirmed as well/,
  );
});

/** What somebody reads inside the newest message to them: the list's signature on it is good. */
async function readText(server: TestServer, reader: Correspondent, team: Team): Promise<string> {
  const opened = await readNewest(server, reader, team);
  assert.equal(opened?.signatures[0]?.verdict, "valid");
  return view(opened.content).toString();
}

async function askFor(server: TestServer, team: Team, number: number): Promise<Bytes> {
  const words = protectedText(team.bob, `GET team ${number}\n`, { to: REQUEST });
  const content = sealedCms(team.smime, await signed(team.bob, words), "gcm");
  const message = letter(team.bob, content, { to: REQUEST, id: `get-${number}` });
  await server.post({ from: team.bob.address, to: REQUEST, message });
  const opened = await Promise.all(
    server.mailbox(team.bob.address).map(({ data }) => openFor(data, [team.bob], [team.openpgp, team.smime])),
  );
  const read = opened.flatMap((one) => (one.ok ? [one.value.content] : []));
  return read.find((content) => view(content).includes(`Attached: ${number}`)) ?? utf8("");
}

forEachDatabase((database) => {
  test("with keys: the note stands inside what is sealed, and outside nothing tells of files", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await sealedTeam(server, { archive_with_keys: "confirmed", scrub_nondigest: "yes" });
    const dora = await keylessDora(server);
    const { alice, bob } = team;
    const write = async (id: string, content: Bytes) =>
      server.post({ from: alice.address, to: TEAM, message: letter(alice, content, { id }) });
    await write("one", await sealed(team.openpgp, WORDS_AND_FILE, alice));
    for (const reader of [alice, bob]) {
      const text = await readText(server, reader, team);
      assert.match(text, /words for members\s+\[Left out: plan\.pdf, application\/pdf, 2 kB\]/);
      assert.match(text, /write GET team 1 to team-request@example\.org\]/);
      assert.doesNotMatch(text, /base64|print\(1\)|as it was/);
    }
    assert.ok(view(PLAN).equals(fileIn(await askFor(server, team, 1), "plan.pdf") ?? utf8("")));
    assert.doesNotMatch(everythingSent(server), /plan\.pdf|Left out/);
    await server.call(archiveErase, { list: TEAM, posts: "1" });
    await bindKey(server, dora);
    assert.match(await readText(server, dora, team), /name="plan\.pdf"/, "kept no more, so it goes whole");

    const withSignature = await signed(alice, WORDS_AND_FILE, SECOND);
    await configure(server, { keep_poster_signature: "yes" });
    await write("two", await sealed(team.openpgp, withSignature));
    assert.match(await readText(server, bob, team), /multipart\/signed[^]*plan\.pdf/);
    await configure(server, { scrub_nondigest: "all" });
    await write("three", await sealed(team.openpgp, await signed(alice, WORDS_AND_FILE, THIRD)));
    const unsigned = await readText(server, bob, team);
    assert.match(unsigned, /own signature could not be passed on[^]*Left out: plan\.pdf/);
    assert.doesNotMatch(unsigned, /multipart\/signed/);

    await configure(server, {
      gpg_post_encrypt: "yes",
      smime_post_encrypt: "yes",
      gpg_distrib_encrypt: "yes",
      smime_distrib_encrypt: "yes",
      clear_after_decrypt: "confirmed",
    });
    await write("four", await signed(alice, WORDS_AND_FILE, FOURTH));
    assert.match(await readText(server, bob, team), /Left out: plan\.pdf[^]*GET team 4/);
    const clear = view(newest(server, CAROL)).toString();
    assert.match(
      clear,
      /Left out: plan\.pdf[^]*ask the people who run the list/,
      "GET gives it to nobody without a key",
    );
  });
});
