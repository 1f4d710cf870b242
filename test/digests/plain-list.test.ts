/** Many posts in one mail on a list without keys: MIME and plain, by size and by time, each post once for each member. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8, view } from "#base";
import { decodeText, parseMessage } from "#mime";
import {
  archiveErase,
  listConfigure,
  listCreate,
  listDigest,
  listPassword,
  memberAdd,
  memberRemove,
  memberSet,
  memberShow,
} from "#operations";
import { assertGolden, normalised } from "../support/golden.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { runTask } from "../support/run-task.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { readPlainDigest } from "./rfc-1153.ts";

const TEAM = "team@example.org";
const DAY_MS = 24 * 60 * 60 * 1000;
const [ANNA, BEN, CLEO, DAN] = ["anna", "ben", "cleo", "dan"].map((name) => `${name}@example.net`);

const HYPHENS = "-".repeat(30);
const PAGE = `<html><body><p>Hello <b>all</b></p></body></html>`;

function letter(id: string, more: readonly string[] = [], body: readonly string[] = [`text of ${id}`]) {
  const fields = [
    "Date: Sat, 21 Nov 2026 11:00:00 +0000",
    `From: =?utf-8?q?Cl=C3=A9o?= <${CLEO}>`,
    `To: ${TEAM}`,
    `Subject: ${id}`,
    `Message-ID: <${id}@laptop.example>`,
    "MIME-Version: 1.0",
    ...more,
  ];
  return utf8([...fields, "", ...body, ""].join("\r\n"));
}

const withFile = (id: string) =>
  letter(
    id,
    ['Content-Type: multipart/mixed; boundary="b1"', "Keywords: files", "X-Mailer: none"],
    [
      "--b1",
      'Content-Type: multipart/alternative; boundary="b2"',
      "",
      "--b2",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: 8bit",
      "",
      "",
      "Grüße",
      HYPHENS,
      "unter dem Strich",
      "",
      "--b2",
      "Content-Type: text/html",
      "",
      PAGE,
      "--b2--",
      "--b1",
      'Content-Type: application/pdf; name="plan.pdf"',
      "Content-Disposition: attachment",
      "Content-Transfer-Encoding: base64",
      "",
      "JVBERi0=",
      "--b1--",
    ],
  );

async function team(server: TestServer, settings: Record<string, string | number> = {}): Promise<void> {
  await server.call(listCreate, {
    address: TEAM,
    name: "Team",
    owners: ["mia@example.net"],
    settings: { digest_footer: "-- \nTo the owners: {owner}", msg_footer: "every post's own", ...settings },
  });
  for (const address of [ANNA, BEN, CLEO])
    await server.call(memberAdd, { list: TEAM, member: { address: address! } });
  await choose(server, ANNA, "mime");
  await choose(server, BEN, "plain");
}

async function choose(server: TestServer, address: string | undefined, digest: "mime" | "plain" | "off") {
  await server.call(memberSet, { list: TEAM, address: address!, options: { digest } });
}

async function post(server: TestServer, id: string, message = letter(id)): Promise<void> {
  await server.post({ from: CLEO!, to: TEAM, message });
}

async function sendNow(server: TestServer) {
  const view = await server.call(listDigest, { list: TEAM, now: true });
  await server.drain();
  return view;
}

/** The Subjects of what came, of digests with those that are in them. */
function came(server: TestServer, address: string | undefined): readonly string[] {
  return server.mailbox(address!).map(({ data }) => {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    const { header, children } = parsed.value;
    const subject = header.first("subject")?.value.replace("[Team] ", "") ?? "";
    const digest = children.find(({ contentType }) => contentType.essence === "multipart/digest");
    const inside = (digest?.children ?? []).map(
      ({ children: [message] }) => message?.header.first("subject")?.value.replace("[Team] ", "") ?? "",
    );
    if (parsed.value.contentType.essence === "text/plain" && subject.includes("Digest"))
      inside.push(...subjectsOf(decodeText(parsed.value)));
    return inside.length === 0 ? subject : `${subject}: ${inside.join(", ")}`;
  });
}

function subjectsOf(text: string): readonly string[] {
  const { messages } = readPlainDigest(text.replaceAll("\r\n", "\n"));
  return messages
    .map(({ fields }) => (fields.get("Subject") ?? "").replace("[Team] ", ""))
    .filter((subject) => subject !== "Digest Footer");
}

test("both forms, as members read them, in English and German", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await team(server, { digest_header: "Summer break: nobody answers in {name}." });
  await server.call(memberAdd, { list: TEAM, member: { address: DAN! } });
  await server.call(memberSet, { list: TEAM, address: DAN!, options: { digest: "plain", language: "de" } });
  await post(server, "lunch");
  await post(server, "Re: lunch", letter("answer", [], ["At noon?", "", "-- ", "Cléo"]));
  await post(server, "plan", withFile("plan"));
  await post(server, "page", letter("page", ["Content-Type: text/html"], [PAGE]));
  await sendNow(server);
  const [mime, plain, german] = [ANNA, BEN, DAN].map(
    (address) => server.mailbox(address!).at(-1)?.data ?? utf8(""),
  );
  assertGolden("digest-mime.txt", normalised(mime!));
  for (const [name, data] of [
    ["digest-plain.txt", plain!],
    ["digest-plain-de.txt", german!],
  ] as const) {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    const header = view(parsed.value.raw).subarray(0, -parsed.value.body.length).toString();
    assertGolden(name, normalised(`${header}\r\n${decodeText(parsed.value)}`));
  }
  const digest = readPlainDigest(plainText(plain!));
  assert.equal(digest.messages.length, 5, "four posts and the footer");
  assert.equal(digest.trailer[0], "End of Team Digest, Vol 1, Issue 1");
  const [, , plan] = digest.messages;
  assert.deepEqual(
    [...(plan?.fields.keys() ?? [])],
    ["Date", "From", "To", "Subject", "Message-ID", "Keywords"],
  );
  assert.match(plan?.body ?? "", /^Grüße\n -{29}\nunter dem Strich\n/, "as the RFC lets us change it");
});

function plainText(data: Uint8Array): string {
  const parsed = parseMessage(data);
  assert.ok(parsed.ok);
  return decodeText(parsed.value).replaceAll("\r\n", "\n");
}

test("each member has each post once: by itself, or in a digest, by size and by time", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await team(server, { digest_size_threshhold: 4 });
  await post(server, "one");
  await server.call(memberAdd, { list: TEAM, member: { address: DAN! } });
  await choose(server, DAN, "mime");
  await post(server, "two");
  assert.deepEqual([came(server, ANNA), came(server, CLEO)], [[], ["one", "two"]]);
  // Large enough by itself.
  await post(
    server,
    "large",
    letter(
      "large",
      [],
      Array.from({ length: 80 }, () => "x".repeat(60)),
    ),
  );
  const first = "Team Digest, Vol 1, Issue 1: one, two, large";
  assert.deepEqual(came(server, ANNA), [first]);
  assert.deepEqual(came(server, BEN), [first]);
  assert.deepEqual(came(server, DAN), ["Team Digest, Vol 1, Issue 1: two, large"], "joined after the first");
  // Nothing waits: the task has nothing to do. Then it has.
  await runTask(server, clock, "send_digests");
  assert.equal(came(server, ANNA).length, 1);
  await post(server, "four");
  await choose(server, ANNA, "off");
  await post(server, "five");
  await server.call(memberSet, { list: TEAM, address: BEN!, options: { delivery: "off" } });
  await server.call(memberRemove, { list: TEAM, address: DAN! });
  await choose(server, CLEO, "plain");
  await post(server, "six");
  assert.deepEqual(came(server, ANNA), [first, "five", "six"]);
  clock.advance(DAY_MS);
  await runTask(server, clock, "send_digests");
  assert.deepEqual(
    came(server, ANNA),
    [first, "five", "six", "Team Digest, Vol 1, Issue 2: four"],
    "her last one",
  );
  assert.deepEqual(came(server, CLEO).slice(3), ["four", "five", "Team Digest, Vol 1, Issue 2: six"]);
  assert.deepEqual(
    [came(server, BEN).slice(1), came(server, DAN).filter((subject) => subject.includes("Issue 2"))],
    [[], []],
    "away, and gone",
  );
  await server.call(memberSet, { list: TEAM, address: BEN!, options: { delivery: "on" } });
  await post(server, "seven");
  await sendNow(server);
  assert.deepEqual(
    came(server, BEN).slice(1),
    ["Team Digest, Vol 1, Issue 3: seven"],
    "and not what he missed",
  );
  assert.equal(came(server, ANNA).length, 5, "no second last one");
  const rows = await server.db.read((tx) => tx.query.selectFrom("digest_post").select("number").execute());
  assert.deepEqual(rows, [], "nobody waits for any");
});

test("volumes, urgent posts, and what the list's settings leave to members", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await team(server, {
    digest_send_periodic: "no",
    digest_volume_frequency: "monthly",
    digest_size_threshhold: 0,
  });
  const titles = () => came(server, ANNA).map((subject) => subject.replace("Team Digest, ", ""));
  await post(server, "one");
  await runTask(server, clock, "send_digests");
  assert.deepEqual(titles(), [], "by hand only");
  assert.equal((await sendNow(server)).begun, true);
  assert.equal((await sendNow(server)).begun, false, "nothing waits");
  clock.advance(31 * DAY_MS);
  await post(server, "two");
  await sendNow(server);
  await server.call(listDigest, { list: TEAM, newVolume: true });
  await post(server, "three");
  await sendNow(server);
  assert.deepEqual(titles(), ["Vol 1, Issue 1: one", "Vol 2, Issue 1: two", "Vol 3, Issue 1: three"]);
  await server.call(listPassword, { list: TEAM, password: "open-sesame-7" });
  await post(server, "fire", letter("fire", ["Urgent: open-sesame-7"]));
  assert.equal(titles().at(-1), "fire", "at once");
  await post(server, "wrong", letter("wrong", ["Urgent: open-sesame-8"]));
  await sendNow(server);
  assert.equal(titles().at(-1), "Vol 3, Issue 2: fire", "and with the others");
  await server.call(listConfigure, { list: TEAM, settings: { digestable: "no" } });
  await post(server, "four");
  assert.deepEqual([came(server, ANNA).at(-1), came(server, BEN).at(-1)], ["four", "four"]);
  await assert.rejects(choose(server, CLEO, "mime"), /sends no digests/);
  await choose(server, ANNA, "off");
  await server.call(listConfigure, {
    list: TEAM,
    settings: { digestable: "yes", nondigestable: "no", mime_is_default_digest: "yes" },
  });
  await assert.rejects(choose(server, BEN, "off"), /in digests only/);
  await server.call(memberAdd, { list: TEAM, member: { address: DAN! } });
  assert.equal((await server.call(memberShow, { list: TEAM, member: DAN! })).digest, "mime");
  await server.call(listConfigure, { list: TEAM, settings: { nondigestable: "yes" } });
  await server.call(memberAdd, { list: TEAM, member: { address: "eva@example.net" } });
  assert.equal((await server.call(memberShow, { list: TEAM, member: "eva@example.net" })).digest, "");
});

test("what is erased of the kept posts is in no digest", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await team(server, { archive: "yes" });
  for (const id of ["one", "two"]) await post(server, id);
  await server.call(archiveErase, { list: TEAM, posts: "1" });
  await sendNow(server);
  assert.deepEqual(came(server, ANNA), ["Team Digest, Vol 1, Issue 1: two"]);
});
