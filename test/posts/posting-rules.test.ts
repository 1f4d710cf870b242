/**
 * Who may write and what a post may look like, by Mailman's settings, on one server: a list without keys and its sibling.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Clock, HOUR_MS, systemClock, utf8 } from "#base";
import {
  heldList,
  listConfigure,
  listCreate,
  listPassword,
  memberAdd,
  memberAppoint,
  memberShow,
} from "#operations";
import { parseMessage } from "#mime";
import { allLists, countWrongPassword, updateList } from "#store";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const CREW = "crew@example.org";
const OWNER = "mia@example.net";
const ANNA = "anna@example.net";
const EVE = "eve@example.com";
const PASSWORD = "open-sesame";

interface Post {
  readonly from?: string;
  readonly envelope?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly fields?: readonly string[];
  readonly body?: string;
}

let posts = 0;

function letter({
  from = EVE,
  to = TEAM,
  subject = "Lunch",
  fields = [],
  body = "At noon?",
}: Post): Uint8Array {
  const id = `Message-ID: <${(posts += 1)}@laptop.example>`;
  const header = [`From: ${from}`, ...(to === "" ? [] : [`To: ${to}`]), `Subject: ${subject}`, id, ...fields];
  return utf8([...header, "", body, ""].join("\r\n"));
}

interface Scene {
  readonly server: TestServer;
  /** What became of a post: copies to members, or what waits, or what was refused; and who was written to about it. */
  readonly what: (post: Post) => Promise<string>;
  readonly set: (settings: Readonly<Record<string, string | number>>) => Promise<void>;
}

const SITE = ["[[listeners]]", "trusted = true"];

async function scene(
  t: Parameters<typeof newServer>[0],
  more: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
  site: readonly string[] = SITE,
): Promise<Scene> {
  const server = await newServer(t, { site, clock });
  await server.call(listCreate, { address: TEAM, name: "Team", settings: more });
  await server.call(listCreate, { address: CREW, name: "Crew" });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA }, welcome: false });
  await server.call(memberAdd, { list: CREW, member: { address: "cleo@example.net" }, welcome: false });
  await server.call(memberAppoint, { list: TEAM, address: OWNER, owner: true });
  return { server, what: (post) => whatOf(server, post), set: (settings) => configure(server, settings) };
}

async function configure(
  server: TestServer,
  settings: Readonly<Record<string, string | number>>,
): Promise<void> {
  await server.call(listConfigure, { list: TEAM, settings });
}

async function whatOf(server: TestServer, post: Post): Promise<string> {
  const known = new Set((await server.call(heldList, {})).map(({ id }) => id));
  const before = server.sink.messages.length;
  await server.post({ from: post.envelope ?? post.from ?? EVE, to: TEAM, message: letter(post) });
  const held = (await server.call(heldList, {})).find(({ id }) => !known.has(id));
  const mails = server.sink.messages
    .slice(before)
    .map(({ recipients, from }) => ({ from, to: recipients[0] }));
  const copies = mails.some(({ from, to }) => to === ANNA && from !== "");
  const told = [OWNER, post.envelope ?? post.from ?? EVE].filter(
    (address, nth) =>
      mails.some(({ to, from }) => to === address && from === "") && (nth === 0 || address !== OWNER),
  );
  const done = copies ? "goes out" : held === undefined ? "nothing" : `${held.kind} ${held.code}`;
  return [done, ...told.map((address) => (address === OWNER ? "owner told" : "sender told"))].join(", ");
}

const HELD = (code: string) => `held ${code}, owner told, sender told`;

test("who is no member waits, unless a list of addresses, an expression or another list names them", async (t) => {
  const { what, set } = await scene(t);
  assert.equal(await what({ from: ANNA }), "goes out");
  assert.equal(await what({}), HELD("nonmember"));
  await set({ accept_these_nonmembers: `${EVE} ^.*@friends\\.example$ @crew` });
  for (const from of [EVE.toUpperCase(), "jo@friends.example", "cleo@example.net"])
    assert.equal(await what({ from }), "goes out", from);
  assert.equal(await what({ from: "jo@friends.example.net" }), HELD("nonmember"));
  await set({ reject_these_nonmembers: "^.*@spam\\.example$", nonmember_rejection_notice: "Ask Mia first." });
  assert.equal(await what({ from: "x@spam.example" }), "refused nonmember, sender told");
  await set({ accept_these_nonmembers: "", discard_these_nonmembers: EVE });
  assert.equal(await what({}), "refused nonmember, owner told");
  await set({ forward_auto_discards: "no" });
  assert.equal(await what({}), "refused nonmember");
  await set({ discard_these_nonmembers: "", generic_nonmember_action: "accept", hold_these_nonmembers: EVE });
  assert.equal(await what({}), HELD("nonmember"));
  assert.equal(await what({ from: "jo@example.com" }), "goes out");
});

test("owners decide where their own expressions cost too much to try (S10)", async (t) => {
  const { server, what } = await scene(t);
  for (const verb of ["accept", "discard"] as const) {
    const action = verb === "accept" ? "reject" : "accept";
    const settings = {
      generic_nonmember_action: action,
      [`${verb}_these_nonmembers`]: "^a{900}b ".repeat(500),
    } as const;
    const lists = await server.db.read((tx) => allLists(tx));
    const team = lists.find(({ address }) => address === TEAM) ?? assert.fail();
    await server.db.transact((tx) => updateList(tx, team.id, { settings }));
    assert.equal(await what({}), HELD("nonmember"), verb);
  }
});

test("owners get what was discarded, and the rejected read the owners' own words", async (t) => {
  const { server, what, set } = await scene(t, { generic_nonmember_action: "discard" });
  assert.equal(await what({ body: "Buy this." }), "refused nonmember, owner told");
  const forwarded = server.mailbox(OWNER).at(-1)?.data.toString() ?? "";
  assert.match(forwarded, /Subject: Team: a message was discarded/);
  assert.match(forwarded, /Content-Type: message\/rfc822[^]*Buy this\./);
  await set({ generic_nonmember_action: "reject", nonmember_rejection_notice: "Ask Mia first." });
  await what({});
  const notice = server.mailbox(EVE).at(-1)?.data.toString() ?? "";
  assert.match(notice, /No member got it\.\r\n\r\nAsk Mia first\.\r\n/);
  assert.doesNotMatch(notice, /Do this:|only members/);
});

test("a member is known by From, envelope, Reply-To, Sender and at equivalent domains", async (t) => {
  const { what, set } = await scene(t);
  const waits = HELD("nonmember");
  assert.equal(await what({ from: "anna@work.example", envelope: ANNA }), "goes out");
  assert.equal(await what({ fields: [`Reply-To: Anna <${ANNA}>`] }), "goes out");
  assert.equal(await what({ fields: [`Sender: ${ANNA}`] }), "goes out");
  assert.equal(await what({ from: `"${ANNA}" <${EVE}>`, envelope: EVE }), waits);
  assert.equal(await what({ from: "anna@mail.example.net" }), waits);
  await set({ equivalent_domains: "a.org,b.org; example.net, mail.example.net" });
  assert.equal(await what({ from: "anna@mail.example.net" }), "goes out");
  assert.equal(await what({ from: "anna@a.org" }), waits);
});

test("what a post looks like: commands, recipients, destination, header, size, spam", async (t) => {
  const { what, set } = await scene(t);
  const by = (post: Post) => what({ from: ANNA, ...post });
  const held = (code: string) => HELD(code);
  assert.equal(await by({ subject: "hello", body: "unsubscribe" }), held("looks-like-command"));
  const many = Array.from({ length: 9 }, (_, nth) => `p${nth}@example.com`).join(", ");
  assert.equal(await by({ to: `${TEAM}, ${many}` }), held("too-many-recipients"));
  assert.equal(await by({ to: "undisclosed@example.com" }), held("implicit-destination"));
  assert.equal(await by({ to: "" }), held("implicit-destination"));
  assert.equal(await by({ to: "x@example.com", fields: [`Cc: Team <${TEAM}>`] }), "goes out");
  await set({ acceptable_aliases: "crowd@example.com ^te[aei]m$" });
  assert.equal(await by({ to: "crowd@example.com" }), "goes out");
  assert.equal(await by({ to: "teim@elsewhere.example" }), "goes out");
  await set({ bounce_matching_headers: "# ours\nx-mailer: ^bulk", max_message_size: 1 });
  assert.equal(await by({ fields: ["X-Mailer: Bulk 3"] }), held("suspicious-header"));
  const lines = "x".repeat(62);
  assert.equal(await by({ body: Array.from({ length: 16 }, () => lines).join("\r\n") }), "goes out");
  assert.equal(await by({ body: Array.from({ length: 17 }, () => lines).join("\r\n") }), held("too-large"));
  await set({ max_message_size: 0 });
  await set({ header_filter_rules: "accept ^X-Ours: yes\nreject ^X-Flag: on\ndiscard ^subject: .*pills\n" });
  assert.equal(await by({ fields: ["X-Flag: ON"] }), "refused header-rule, sender told");
  assert.equal(await by({ fields: ["X-Flag: on", "X-Ours: yes"] }), "goes out");
  assert.equal(await by({ subject: "=?utf-8?q?blue_P?= =?utf-8?q?ills?=" }), "refused header-rule");
  assert.equal(await by({ fields: ["X-Spam-Flag: YES"] }), "held marked-as-spam, owner told");
  await set({ spam_action: "discard" });
  assert.equal(await by({ fields: ["X-Spamd-Result: default: True [20 / 15]"] }), "refused marked-as-spam");
});

test("emergency and quieter lists, and a member who writes too much", async (t) => {
  const { server, what, set } = await scene(t);
  await set({ emergency: "yes" });
  assert.equal(await what({ from: ANNA }), "held emergency");
  await set({ emergency: "no", respond_to_post_requests: "no" });
  assert.equal(await what({}), "held nonmember, owner told");
  await set({ admin_immed_notify: "no" });
  assert.equal(await what({}), "held nonmember");
  await set({ member_verbosity_threshold: 3, member_verbosity_interval: 3600 });
  for (const expected of ["goes out", "goes out", "held too-many-posts", "held member-moderated"])
    assert.equal(await what({ from: ANNA }), expected);
  const { moderated } = await server.call(memberShow, { list: TEAM, member: ANNA });
  assert.equal(moderated, true);
  await set({ member_moderation_action: "reject", member_moderation_notice: "Not for now." });
  assert.equal(await what({ from: ANNA }), "refused member-moderated, sender told");
  assert.match(server.mailbox(ANNA).at(-1)?.data.toString() ?? "", /\r\n\r\nNot for now\.\r\n/);
});

test("with the list's password a post goes out, in an emergency too, and without the password", async (t) => {
  const { server, what, set } = await scene(t, { emergency: "yes", generic_nonmember_action: "discard" });
  const body = `Approved: ${PASSWORD}\r\n\r\nDear all`;
  assert.equal(await what({ body }), "refused nonmember, owner told");
  await set({ emergency: "no" });
  assert.equal(await what({ from: ANNA, body }), "goes out", "the list has none");
  assert.doesNotMatch(server.mailbox(ANNA).at(-1)?.data.toString() ?? "", /Approve|sesame/i);
  await set({ emergency: "yes" });
  await server.call(listPassword, { list: TEAM, password: PASSWORD });
  for (const post of [
    { fields: [`Approved: ${PASSWORD}`] },
    { fields: [`X-Approve: ${PASSWORD}`] },
    { body, to: "x@example.com" },
  ]) {
    assert.equal(await what(post), "goes out");
    assert.doesNotMatch(server.mailbox(ANNA).at(-1)?.data.toString() ?? "", /Approve|sesame/i);
  }
  const html = {
    from: ANNA,
    fields: ["Content-Type: text/html"],
    body: `<b>Approved:</b> ${PASSWORD}<br>Hi`,
  };
  assert.equal(await what(html), "refused password-in-clear, sender told", "everybody would read it");
  await set({ emergency: "no" });
  assert.equal(await what({ fields: ["Approved: nearly"] }), "refused nonmember, owner told");
  assert.equal(await what({ from: ANNA, body: "Approved: nearly\r\nDear all" }), "goes out");
  const copy = parseMessage(server.mailbox(ANNA).at(-1)?.data ?? new Uint8Array());
  assert.equal(copy.ok && Buffer.from(copy.value.body).toString(), "Dear all\r\n");
  assert.equal(await what({ from: ANNA, fields: ["Urgent: nearly"] }), "refused not-urgent, sender told");
  assert.equal(await what({ from: ANNA, fields: [`Urgent: ${PASSWORD}`] }), "goes out");
  await set({ header_filter_rules: "hold ^X-Flag: on" });
  assert.equal(await what({ fields: [`Approved: ${PASSWORD}`, "X-Flag: on"] }), HELD("header-rule"));
  await set({ header_filter_rules: "", send: "private_signed" });
  assert.equal(await what({ fields: [`Approved: ${PASSWORD}`] }), "refused scenario-refused, sender told");
  assert.equal(await what({ body }), "refused scenario-refused, sender told", "nothing unsigned opens it");
  assert.equal(await what(html), "refused password-in-clear, sender told");
});

test("after twenty wrong passwords in an hour none counts until it is over", async (t) => {
  const clock = movableClock();
  const { server, what } = await scene(t, { generic_nonmember_action: "discard" }, clock);
  await server.call(listPassword, { list: TEAM, password: PASSWORD });
  await anybodyTried(server, { times: 18, now: clock.now() });
  assert.equal(await what({ fields: ["Approved: nearly"] }), "refused nonmember, owner told");
  assert.equal(await what({ fields: [`Approved: ${PASSWORD}`] }), "goes out");
  assert.equal(await what({ from: ANNA, fields: ["Urgent: nearly"] }), "refused not-urgent, sender told");
  assert.equal(await what({ fields: [`Approved: ${PASSWORD}`] }), "refused nonmember, owner told");
  const owners = { from: OWNER, fields: [`Approved: ${PASSWORD}`] };
  const forged = { ...owners, envelope: EVE };
  assert.equal(await what(forged), "refused nonmember, owner told", "anybody can write a From");
  assert.equal(await what(owners), "goes out", "theirs are counted apart");
  clock.advance(HOUR_MS);
  assert.equal(await what({ fields: [`Approved: ${PASSWORD}`] }), "goes out");
});

test("where a mail server is trusted, an owner's tries are used up by nobody for whom it does not vouch", async (t) => {
  const clock = movableClock();
  const site = [`trusted_authserv_ids = ["mx.example.org"]`, ...SITE];
  const { server, what } = await scene(t, { generic_nonmember_action: "discard" }, clock, site);
  await server.call(listPassword, { list: TEAM, password: PASSWORD });
  await anybodyTried(server, { times: 20, now: clock.now() });
  const approved = `Approved: ${PASSWORD}`;
  assert.equal(await what({ from: OWNER, fields: [approved] }), "refused nonmember, owner told");
  const vouched = "Authentication-Results: mx.example.org; dkim=pass header.d=example.net";
  assert.equal(await what({ from: OWNER, envelope: EVE, fields: [vouched, approved] }), "goes out");
});

async function anybodyTried(
  server: TestServer,
  { times, now }: { readonly times: number; readonly now: Date },
): Promise<void> {
  const list = (await server.db.read((tx) => allLists(tx))).find(({ address }) => address === TEAM);
  assert.ok(list !== undefined);
  for (let time = 0; time < times; time++)
    await server.db.transact((tx) => countWrongPassword(tx, { listId: list.id, by: "anybody", now }));
}

test("sibling lists: their members are included, or get it from there", async (t) => {
  const { server, set } = await scene(t, { regular_include_lists: "crew" });
  const BEN = "ben@example.net";
  await server.call(memberAdd, { list: TEAM, member: { address: BEN }, welcome: false });
  await server.call(memberAdd, { list: CREW, member: { address: ANNA }, welcome: false });
  const who = async (post: Post): Promise<string> => {
    const before = server.sink.messages.length;
    await server.post({ from: post.from ?? ANNA, to: TEAM, message: letter({ from: ANNA, ...post }) });
    const mails = server.sink.messages.slice(before);
    return mails
      .flatMap(({ recipients }) => recipients.map((to) => to.slice(0, to.indexOf("@"))))
      .toSorted()
      .join(" ");
  };
  assert.equal(await who({}), "anna ben cleo");
  const sealed = async (smime_distrib_encrypt: "no" | "yes") =>
    server.call(listConfigure, { list: CREW, settings: { smime_distrib_encrypt } });
  await sealed("yes");
  assert.equal(await who({}), "anna ben", "members of a list with keys are nobody else's");
  await sealed("no");
  assert.equal(await who({ to: `${TEAM}, ${CREW}` }), "anna ben");
  await set({ regular_include_lists: "", regular_exclude_lists: CREW });
  assert.equal(await who({}), "anna ben");
  assert.equal(await who({ to: `${TEAM}, ${CREW}` }), "ben");
  assert.equal(await who({ from: BEN, to: `${TEAM}, ${CREW}` }), "anna ben");
  await set({ regular_exclude_ignore: "no" });
  assert.equal(await who({ from: BEN, to: `${TEAM}, ${CREW}` }), "ben");
  await set({ regular_include_lists: "crew", smime_distrib_encrypt: "yes" });
  assert.equal(await who({ to: `${TEAM}, ${CREW}` }), "anna ben");
  assert.equal(await who({}), "anna ben");
});
