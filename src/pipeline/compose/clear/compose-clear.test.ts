import assert from "node:assert/strict";
import { test } from "node:test";
import { addressKey, asId, type EmailAddress, type ListId, utf8, view } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { type Entity, parseMessage } from "#mime";
import { AS_WRITTEN, type OutgoingFacts } from "../../outgoing-facts.ts";
import { composeClear } from "./compose-clear.ts";
import type { CopyReader } from "../words/list-placeholders.ts";

const IDENTITY = {
  imageKey: new Uint8Array(32).fill(1),
  messageId: "<1@laptop.example>",
  references: [],
  inReplyTo: [],
  keepsIds: true,
};

const ANNE = "Anne Person <anne@x.example>";

interface Case {
  readonly author?: string;
  readonly settings?: ListSettingChanges;
  readonly outgoing?: Partial<OutgoingFacts>;
  readonly fields?: readonly string[];
  readonly body?: string;
  readonly reader?: CopyReader;
}

function composed({
  author = ANNE,
  settings = {},
  outgoing = {},
  fields = [],
  body = "hello\r\n",
  reader,
}: Case): Entity {
  const own = [`From: ${author}`, "To: team@example.org", ...fields];
  const message = parseMessage(utf8(`${own.join("\r\n")}\r\n\r\n${body}`));
  assert.ok(message.ok);
  const list = {
    id: asId<ListId>(1),
    address: "team@example.org" as EmailAddress,
    displayName: "Team",
    settings: listSettings({ description: "All, of us", ...settings }),
  };
  const post = composeClear({
    list,
    message: message.value,
    identity: IDENTITY,
    number: 8,
    outgoing: { ...AS_WRITTEN, ...outgoing },
    reader: reader ?? null,
  });
  assert.ok(post.ok);
  const copy = parseMessage(Buffer.concat([post.value.outer, utf8("\r\n"), post.value.body]));
  assert.ok(copy.ok);
  return copy.value;
}

function shown(copy: Entity, ...names: readonly string[]): readonly (string | null)[] {
  return names.map((name) => {
    const values = copy.header.all(name).map(({ value }) => value);
    assert.ok(values.length < 2, name);
    return values[0] ?? null;
  });
}

const LIST = '"All, of us" <team@example.org>';
const OTHER = "Reply-To: other@x.example";
const CC = "Cc: Ben <ben@x.example>, cleo@x.example";

test("where answers go: to the author, the list or elsewhere, beside the author's own wish or instead of it", () => {
  const replyTo = (settings: ListSettingChanges, fields: readonly string[] = []) =>
    shown(composed({ settings, fields }), "reply-to")[0];
  const elsewhere = { reply_goes_to_list: "explicit", reply_to_address: "e@x.example" } as const;
  assert.equal(replyTo({}), null);
  assert.equal(replyTo({}, [OTHER]), "other@x.example");
  assert.equal(replyTo({ first_strip_reply_to: "yes" }, [OTHER]), null);
  assert.equal(replyTo({ reply_goes_to_list: "list" }), LIST);
  assert.equal(replyTo({ reply_goes_to_list: "list" }, [OTHER]), `other@x.example, ${LIST}`);
  assert.equal(replyTo({ reply_goes_to_list: "list", first_strip_reply_to: "yes" }, [OTHER]), LIST);
  assert.equal(replyTo(elsewhere, [OTHER]), "e@x.example, other@x.example");
  assert.equal(replyTo({ ...elsewhere, reply_to_address: "" }), null);
  const twice = ["Reply-To: a@x.example", "Reply-To: b@x.example"];
  assert.equal(replyTo({}, twice), "a@x.example, b@x.example", "one field (RFC 5322 §3.6)");
  assert.equal(replyTo(elsewhere, ["Reply-To: Else <E@x.example>"]), "e@x.example");
});

test("munge: From is the list's, and the author stays within reach of an answer", () => {
  const munged = (settings: ListSettingChanges, fields: readonly string[] = []) =>
    shown(composed({ settings, fields, outgoing: { from: "munge" } }), "from", "reply-to", "cc");
  const from = "Anne Person via Team <team@example.org>";
  assert.deepEqual(munged({}), [from, ANNE, null]);
  assert.deepEqual(munged({}, [OTHER]), [from, "other@x.example", ANNE]);
  assert.deepEqual(munged({}, ["Reply-To: anne@x.example"]), [from, "anne@x.example", null]);
  assert.deepEqual(munged({ reply_goes_to_list: "list" }), [from, LIST, ANNE]);
  const cc = "Anne Person <anne@x.example>, Ben <ben@x.example>, cleo@x.example";
  assert.deepEqual(munged({ reply_goes_to_list: "list" }, [CC]), [from, LIST, cc]);
});

test("munge: a From without a name gets the one the list knows, and never an address as a name", () => {
  const from = (author: string, authorName = "") =>
    shown(composed({ author, outgoing: { from: "munge", authorName } }), "from")[0];
  assert.equal(from("a@x.example", "Anne"), "Anne via Team <team@example.org>");
  assert.equal(from("a@x.example"), "a via Team <team@example.org>");
  assert.equal(from('"boss@bank.example" <a@x.example>'), "a via Team <team@example.org>");
});

test("wrap: a new message of the list's encloses the post as it came", () => {
  const fields = [
    "Subject: lunch",
    "Message-ID: <1@laptop.example>",
    "Date: Mon, 02 Mar 2015 10:00:00 +0000",
  ];
  const settings = { from_is_list: "wrap", msg_footer: "below" } as const;
  const copy = composed({ settings, fields, outgoing: { from: "wrap", wrapText: "Why it is so" } });
  assert.deepEqual(shown(copy, "from", "subject", "reply-to"), [
    "Anne Person via Team <team@example.org>",
    "[Team] lunch",
    ANNE,
  ]);
  assert.notEqual(shown(copy, "message-id")[0], "<1@laptop.example>");
  assert.deepEqual(
    copy.children.map(({ contentType }) => contentType.essence),
    ["text/plain", "message/rfc822", "text/plain"],
  );
  const [enclosed] = copy.children[1]?.children ?? [];
  assert.ok(enclosed);
  assert.deepEqual(shown(enclosed, "from", "subject", "message-id"), [ANNE, "lunch", "<1@laptop.example>"]);
  assert.equal(view(enclosed.body).toString().trimEnd(), "hello");
});

test("who gets no copy because Cc names them stands there no more", () => {
  const keys = [addressKey("BEN@x.example" as EmailAddress)];
  assert.deepEqual(shown(composed({ fields: [CC], outgoing: { notInCc: keys } }), "cc"), ["cleo@x.example"]);
  assert.deepEqual(shown(composed({ fields: ["Cc: ben@x.example"], outgoing: { notInCc: keys } }), "cc"), [
    null,
  ]);
  assert.deepEqual(shown(composed({ fields: [CC] }), "cc"), ["Ben <ben@x.example>, cleo@x.example"]);
  const friends = ["Cc: friends: ben@x.example, cleo@x.example;"];
  assert.deepEqual(shown(composed({ fields: friends, outgoing: { notInCc: keys } }), "cc"), [
    "cleo@x.example",
  ]);
});

test("an author's Precedence stays on a list without keys; one with keys says its own", () => {
  const precedence = (settings: ListSettingChanges) =>
    shown(composed({ settings, fields: ["Precedence: bulk", "X-PMRQC: 1"] }), "precedence", "x-pmrqc");
  assert.deepEqual(precedence({}), ["bulk", null]);
  assert.deepEqual(precedence({ gpg_distrib_encrypt: "yes" }), ["list", null]);
  assert.deepEqual(shown(composed({}), "precedence"), ["list"]);
});

test("personalize: To is each member's own, so the list stands in Cc, if answers do not go there anyhow", () => {
  const cc = (settings: ListSettingChanges, fields: readonly string[] = []) =>
    shown(composed({ settings: { personalize: "full", ...settings }, fields }), "to", "cc");
  assert.deepEqual(cc({}), [null, LIST]);
  assert.deepEqual(cc({}, [CC]), [null, `Ben <ben@x.example>, cleo@x.example, ${LIST}`]);
  assert.deepEqual(cc({ reply_goes_to_list: "list" }), [null, null]);
  assert.deepEqual(cc({ personalize: "yes" }), ["team@example.org", null]);
});

test("the Subject: its prefix has the number, and is encoded as the owner wishes", () => {
  const subject = (value: string, settings: ListSettingChanges) => {
    const raw = composed({ settings, fields: [`Subject: ${value}`] }).header.first("subject")?.raw;
    return view(raw ?? utf8(""))
      .toString()
      .trim()
      .replace("Subject: ", "");
  };
  assert.equal(subject("Re: [Team 3] x", { subject_prefix: "[{name} %03d]" }), "[Team 008] Re: x");
  assert.equal(subject("é", {}), "[Team] =?utf-8?B?w6k=?=");
  assert.equal(subject("é", { encode_ascii_prefixes: "as_needed" }), "=?utf-8?B?W1RlYW1dIMOp?=");
  assert.equal(subject("x", { encode_ascii_prefixes: "as_needed" }), "[Team] x");
  assert.equal(subject("x", { encode_ascii_prefixes: "always" }), "=?utf-8?Q?=5BTeam=5D_x?=");
});

test("marks that others set are taken off, and what the list found is said", () => {
  const fields = [
    "X-Topics: forged",
    "X-Mailman-Copy: yes",
    "Sender: s@x.example",
    "X-Content-Filtered-By: f",
  ];
  const names = ["x-topics", "x-mailman-copy", "sender", "x-content-filtered-by"];
  assert.deepEqual(shown(composed({ fields }), ...names), [
    null,
    null,
    "Team <team-bounces@example.org>",
    null,
  ]);
  const outgoing = { topics: ["bugs", "misc"], filtered: true };
  const settings = { include_sender_header: "no" } as const;
  assert.deepEqual(shown(composed({ fields, outgoing, settings }), ...names), [
    "bugs, misc",
    null,
    "s@x.example",
    "Conclave",
  ]);
});

test("the List-Id calls the list by its description", () => {
  assert.deepEqual(shown(composed({}), "list-id"), ['"All, of us" <team.example.org>']);
  assert.deepEqual(shown(composed({ settings: { description: "" } }), "list-id"), [
    "Team <team.example.org>",
  ]);
});

test("the words of the list name whose copy it is", () => {
  const settings = { personalize: "yes", msg_footer: "You: %(user_name)s" } as const;
  const reader = { name: "Ben", address: "ben@x.example" as EmailAddress };
  assert.equal(view(composed({ settings, reader }).body).toString(), "hello\r\nYou: Ben\r\n");
});

test("an archive elsewhere is named, unless the author wants none", () => {
  const settings = { archived_at: "https://lists.example.org/m/{hash}/" };
  const own = "<https://lists.example.org/m/PJ5GCZADJCJ2FPV2FHPIGNGQSP2Z4HR4/>";
  assert.deepEqual(shown(composed({ settings, fields: ["Message-ID: <1@laptop.example>"] }), "archived-at"), [
    own,
  ]);
  assert.deepEqual(shown(composed({ settings }), "archived-at"), [own]);
  assert.deepEqual(shown(composed({}), "archived-at"), [null]);
  for (const field of ["X-No-Archive: yes", "X-Archive: no", "Archive: no"])
    assert.deepEqual(shown(composed({ settings, fields: [field] }), "archived-at"), [null], field);
});
