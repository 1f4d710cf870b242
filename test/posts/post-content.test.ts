/** What posts of a list without keys look like to its members, and what may be in them, on the whole server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type ListSettingChanges } from "#config";
import { heldAccept, heldList, listConfigure, memberAppoint, memberSet } from "#operations";
import { decodeText, type Entity, parseMessage } from "#mime";
import { messageExplain } from "#pipeline";
import { forEachDatabase } from "../support/database.ts";
import { MEMBERS, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { startDns } from "../support/programs/dns-server.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const [ANNA, BEN, CLEO] = MEMBERS;
const OWNER = "mia@example.net";

let count = 0;

async function post(server: TestServer, fields: readonly string[], body = "words\r\n"): Promise<void> {
  const id = `Message-ID: <${(count += 1)}@laptop.example>`;
  const header = [`From: Anna <${ANNA}>`, `To: ${TEAM}`, id, ...fields];
  await server.post({ from: ANNA, to: TEAM, message: Buffer.from(`${header.join("\r\n")}\r\n\r\n${body}`) });
}

/** Of the newest mail to somebody. */
function newest(server: TestServer, address: string): Entity {
  const parsed = parseMessage(server.mailbox(address).at(-1)?.data ?? Buffer.alloc(0));
  assert.ok(parsed.ok);
  return parsed.value;
}

function field(server: TestServer, address: string, name: string): string | undefined {
  return newest(server, address).header.first(name)?.value;
}

/** How many mails each of them has got since the last time. */
function counter(server: TestServer): () => readonly number[] {
  let before: readonly number[] = [0, 0, 0];
  const all = (): readonly number[] => MEMBERS.map((address) => server.mailbox(address).length);
  return () => {
    const now = all();
    const more = now.map((number, nth) => number - (before[nth] ?? 0));
    before = now;
    return more;
  };
}

function configure(server: TestServer, settings: ListSettingChanges) {
  return server.call(listConfigure, { list: TEAM, settings });
}

async function accept(server: TestServer, held: { readonly id: number } | undefined): Promise<void> {
  assert.ok(held);
  await server.call(heldAccept, { ids: [held.id] });
  await server.drain();
}

/** What explain says of From in copies of a post. */
async function sawOfFields(server: TestServer): Promise<string | undefined> {
  const message = fileInput(Buffer.from(`From: ${ANNA}\r\nTo: ${TEAM}\r\n\r\nwords\r\n`));
  const { steps } = await server.call(messageExplain, { list: TEAM, message, from: ANNA });
  return steps.find(({ name }) => name === "prepare-fields")?.saw[0];
}

const TWO_FORMS = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b";
const FORMS =
  "--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<b>bold</b>\r\n--b--\r\n";
const PICTURE = "MIME-Version: 1.0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64";

forEachDatabase((database) => {
  test("what stands in From, Cc and Subject, and whose copy it is", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    const more = counter(server);
    await configure(server, { from_is_list: "munge", subject_prefix: "[{name} %d]" });
    await post(server, ["Subject: one", `Cc: Ben <${BEN}>, other@example.net`]);
    assert.deepEqual(more(), [1, 0, 1], "Ben has it from Anna");
    assert.equal(field(server, CLEO, "from"), `Anna via Team <${TEAM}>`);
    assert.equal(field(server, CLEO, "reply-to"), `Anna <${ANNA}>`);
    assert.equal(field(server, CLEO, "cc"), "other@example.net");
    await configure(server, { from_is_list: "no", personalize: "full", msg_footer: "To %(user_address)s" });
    await server.call(memberSet, { list: TEAM, address: BEN, options: { noDupes: false, name: "Ben" } });
    await post(server, ["Subject: Re: [Team 1] one", `Cc: ${BEN}`]);
    assert.deepEqual(more(), [1, 1, 1]);
    assert.equal(field(server, BEN, "subject"), "[Team 2] Re: one");
    assert.equal(field(server, BEN, "to"), `Ben <${BEN}>`);
    assert.deepEqual(
      MEMBERS.map((address) => decodeText(newest(server, address))),
      MEMBERS.map((address) => `words\r\nTo ${address}\r\n`),
    );
    assert.deepEqual(
      [BEN, CLEO].map((who) => field(server, who, "x-mailman-copy")),
      ["yes", undefined],
    );
    const returnPaths = MEMBERS.map((address) => server.mailbox(address).at(-1)?.from);
    assert.equal(new Set(returnPaths).size, MEMBERS.length);
  });

  test("what is in posts: filters, and topics that members chose", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    await server.call(memberAppoint, { list: TEAM, address: OWNER, owner: true });
    const more = counter(server);
    await configure(server, { filter_content: "yes" });
    await post(server, [TWO_FORMS], FORMS);
    assert.equal(newest(server, BEN).contentType.essence, "text/plain");
    assert.equal(decodeText(newest(server, BEN)).trim(), "plain");
    assert.equal(field(server, BEN, "x-content-filtered-by"), "Conclave");
    assert.deepEqual(more(), [1, 1, 1]);
    await post(server, [PICTURE], "AAAA\r\n");
    assert.deepEqual(more(), [0, 0, 0], "in silence");
    await configure(server, { filter_action: "reject" });
    await post(server, [PICTURE], "AAAA\r\n");
    assert.deepEqual(more(), [1, 0, 0]);
    assert.match(server.mailbox(ANNA).at(-1)?.data.toString() ?? "", /of a kind that the list does not take/);
    await configure(server, { filter_action: "forward" });
    await post(server, [PICTURE], "AAAA\r\n");
    assert.match(field(server, OWNER, "subject") ?? "", /a message was filtered/);
    await configure(server, { filter_action: "preserve" });
    await post(server, [PICTURE], "AAAA\r\n");
    const held = (await server.call(heldList, {})).filter(({ kind }) => kind === "held");
    assert.deepEqual(
      held.map(({ code }) => code),
      ["content-filtered"],
    );
    await server.call(memberAppoint, { list: TEAM, address: ANNA, moderated: true });
    await post(server, [PICTURE], "AAAA\r\n");
    const moderated = (await server.call(heldList, {})).at(-1);
    assert.equal(moderated?.code, "member-moderated");
    more();
    await accept(server, moderated);
    assert.deepEqual(more(), [0, 0, 0], "whoever let her write did not see yet what it is");
    const [first, second] = (await server.call(heldList, {})).filter(({ kind }) => kind === "held");
    assert.equal(second?.code, "content-filtered");
    await accept(server, first);
    await accept(server, second);
    assert.deepEqual(more(), [2, 2, 2]);
    assert.equal(newest(server, BEN).contentType.essence, "image/png");
    await server.call(memberAppoint, { list: TEAM, address: ANNA, moderated: false });

    const topics = "Bugs: bug|crash\nmisc: misc";
    await configure(server, { filter_content: "no", topics_enabled: "yes", topics });
    const choose = (address: string, options: object) =>
      server.call(memberSet, { list: TEAM, address, options });
    await choose(BEN, { topics: ["bugs"] });
    await choose(CLEO, { topics: ["misc"], otherTopics: true });
    await assert.rejects(choose(CLEO, { topics: ["none"] }), /no topic “none”.*Bugs, misc/);
    await post(server, ["Subject: a crash"]);
    assert.deepEqual(more(), [1, 1, 0]);
    assert.equal(field(server, BEN, "x-topics"), "Bugs");
    await post(server, ["Subject: lunch"]);
    assert.deepEqual(more(), [1, 0, 1]);
    await choose(BEN, { topics: [] });
    await post(server, ["Subject: lunch"]);
    assert.deepEqual(more(), [1, 1, 1]);
  });
});

test("an author's domain that wants copies refused: in the list's name, enclosed, or not at all", async (t) => {
  const dns = await startDns(t, { "_dmarc.example.net": "v=DMARC1; p=quarantine" });
  const server = await newServer(t, { site: [`dns_servers = ["${dns.address}"]`] });
  await plainTeam(server);
  const more = counter(server);
  await configure(server, { dmarc_moderation_action: "munge" });
  await post(server, ["Subject: one"]);
  assert.equal(field(server, BEN, "from"), `Anna via Team <${TEAM}>`);
  await configure(server, { dmarc_quarantine_moderation_action: "no" });
  await post(server, ["Subject: one"]);
  assert.equal(field(server, BEN, "from"), `Anna <${ANNA}>`);
  await configure(server, {
    dmarc_moderation_action: "wrap",
    dmarc_moderation_addresses: "^.*@example\\.net",
    dmarc_wrapped_message_text: "Why it is so",
  });
  await post(server, ["Subject: one"]);
  const [why, enclosed] = newest(server, BEN).children;
  assert.equal(why === undefined ? "" : decodeText(why).trim(), "Why it is so");
  assert.equal(enclosed?.children[0]?.header.first("from")?.value, `Anna <${ANNA}>`);
  more();
  await configure(server, {
    dmarc_moderation_action: "reject",
    dmarc_moderation_notice: "Use another address.",
  });
  await post(server, ["Subject: one"]);
  assert.deepEqual(more(), [1, 0, 0]);
  assert.match(server.mailbox(ANNA).at(-1)?.data.toString() ?? "", /Use another address\./);
  await configure(server, { dmarc_moderation_action: "discard" });
  await post(server, ["Subject: one"]);
  assert.deepEqual(more(), [0, 0, 0]);
  await configure(server, { gpg_distrib_sign: "yes" });
  await post(server, ["Subject: in the list's own name, where no policy is broken"]);
  assert.deepEqual(more(), [1, 1, 1]);
  assert.match(field(server, BEN, "from") ?? "", /<team@example\.org>$/);
  assert.equal(await sawOfFields(server), "no copy goes out under its author's From");
  await configure(server, {
    gpg_distrib_sign: "no",
    gpg_post_encrypt: "yes",
    clear_after_decrypt: "confirmed",
  });
  for (const action of ["munge", "wrap"] as const) {
    await configure(server, { dmarc_moderation_action: action });
    await post(server, ["Subject: composed by a list with keys"]);
    assert.equal(field(server, BEN, "from"), `Anna via Team <${TEAM}>`);
    assert.equal(field(server, BEN, "reply-to"), `Anna <${ANNA}>`);
    assert.equal(newest(server, BEN).contentType.essence, "text/plain", "there is nothing to enclose");
    assert.match(decodeText(newest(server, BEN)), /^words\r?\n$/);
    assert.equal(await sawOfFields(server), "copies in clear come from the list, for its author");
  }
});
