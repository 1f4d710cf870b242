/** Commands by mail on a list without keys, on the whole server. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { HOUR_MS } from "#base";
import {
  heldList,
  listConfigure,
  listCreate,
  memberAdd,
  memberList,
  requestAccept,
  requestReject,
  requestList,
} from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { mailsTo, newestTo, type PlainMail, questionTo, TEAM, write } from "../support/lists/commanding.ts";
import { runTask } from "../support/run-task.ts";
import { newServer, type TestServer } from "../support/server.ts";

const ANNA = "anna@example.net";
const MIA = "mia@example.net";
const ZOE = "zoe@example.com";
const YAN = "yan@example.net";

type Settings = Readonly<Record<string, string | number>>;

async function plainList(
  t: TestContext,
  settings: Settings = {},
  options: Parameters<typeof newServer>[1] = {},
) {
  const clock = movableClock();
  const server = await newServer(t, { ...options, clock });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA, name: "Anna" } });
  return { server, clock };
}

async function addresses(server: TestServer): Promise<readonly string[]> {
  return (await server.call(memberList, { list: TEAM })).map(({ address }) => address);
}

forEachDatabase((database) => {
  test(`joining: a question goes out, the answer to it joins, and joins once (${database})`, async (t) => {
    const { server, clock } = await plainList(t, { subscribe_policy: "confirm" }, { database });
    await write(server, { from: ZOE, text: "subscribe\n-- \nZoe" });
    assert.equal((await addresses(server)).includes(ZOE), false);
    const question = questionTo(server, ZOE);
    assert.match(question.replyTo, /^team-confirm\+[0-9a-f]{32}@example\.org$/);
    await write(server, { from: ZOE, to: question.replyTo, subject: `Re: ${question.subject}`, text: "yes" });
    assert.equal((await addresses(server)).includes(ZOE), true);
    const told = mailsTo(server, ZOE).map(({ text }) => text);
    assert.equal(told.length, 2, "the question, and the welcome in place of an answer");
    assert.equal(told.filter((text) => text.startsWith("You joined Team")).length, 1);
    clock.advance(HOUR_MS);
    await write(server, { from: ZOE, text: `confirm ${question.key}` });
    assert.match(newestTo(server, ZOE).text, /The code is not known here/);
    clock.advance(HOUR_MS);
    const before = mailsTo(server, ZOE).length;
    for (let nth = 0; nth < 2; nth += 1)
      await write(server, { from: ZOE, to: question.replyTo, text: "yes" });
    assert.match(newestTo(server, ZOE).text, /The code is not known here/);
    assert.equal(mailsTo(server, ZOE).length, before + 1, "and once an hour");
    const guessed = question.replyTo.replace(question.key, "0".repeat(32));
    await write(server, { from: "eve@example.com", to: guessed, text: "yes" });
    assert.equal(mailsTo(server, "eve@example.com").length, 0, "a stranger's guess is not answered");
  });
});

test("the site's own address takes commands about any list, by either of its names", async (t) => {
  const { server } = await plainList(t, { advertised: "yes", description: "What a team talks about." });
  await write(server, {
    from: ZOE,
    to: "conclave@example.org",
    text: "lists\ninfo team\nwhich\nsubscribe nowhere\n",
  });
  const { text } = newestTo(server, ZOE);
  assert.match(text, /^LISTS\n  team@example\.org  What a team talks about\.$/m);
  assert.match(text, /^INFO team@example\.org\n  Team <team@example\.org>$/m);
  assert.match(text, /^WHICH\n  zoe@example\.com is on no list here\.$/m);
  assert.match(text, /^SUBSCRIBE\n  Nothing was done\. There is no list of that name here\./m);
  await write(server, { from: ANNA, to: "sympa@example.org", text: "SIG team" });
  await write(server, { from: ANNA, to: questionTo(server, ANNA).replyTo, text: "yes" });
  assert.equal((await addresses(server)).includes(ANNA), false);
  const [refused] = await server.send({ from: ZOE, to: "sympa@example.com", message: Buffer.from("\r\n") });
  assert.equal(refused?.outcome, "permanent");
});

test("joining and leaving by address: what the mail says is not read, and a vacation answer confirms nothing", async (t) => {
  const { server } = await plainList(t, { subscribe_policy: "confirm" });
  await write(server, { from: ZOE, to: "team-join@example.org", text: "signoff team\nquit" });
  const [only, ...more] = mailsTo(server, ZOE);
  assert.match(only?.text ?? "", /that zoe@example\.com joins/);
  assert.equal(more.length, 0, "the question is the whole answer");
  const { replyTo } = questionTo(server, ZOE);
  await write(server, { from: ZOE, to: replyTo, text: "away", more: ["Auto-Submitted: auto-replied"] });
  assert.equal((await addresses(server)).includes(ZOE), false);
  await write(server, { from: ZOE, to: replyTo });
  assert.equal((await addresses(server)).includes(ZOE), true);
  for (const to of ["team-leave@example.org", "team-unsubscribe@example.org"])
    await write(server, { from: ZOE, to });
  await write(server, { from: ZOE, to: questionTo(server, ZOE).replyTo });
  assert.equal((await addresses(server)).includes(ZOE), false);
});

test("a Subject is read where the text has no command, and an answer that quotes the key in it counts", async (t) => {
  const { server, clock } = await plainList(t, { subscribe_policy: "confirm" });
  await write(server, { from: ZOE, subject: "subscribe", text: "Hello,\nI would like that." });
  clock.advance(HOUR_MS);
  const { subject } = questionTo(server, ZOE);
  await write(server, { from: ZOE, subject: `Re: ${subject}`, text: "> quoted: signoff team" });
  assert.equal((await addresses(server)).includes(ZOE), true);
  clock.advance(HOUR_MS);
  await write(server, { from: ZOE, subject: "signoff team", text: "info" });
  assert.match(newestTo(server, ZOE).text, /^INFO /);
});

test("AUTH names what the key is for: for something else it does nothing, and is not used up", async (t) => {
  const { server, clock } = await plainList(t, { subscribe_policy: "confirm" });
  await write(server, { from: ZOE, text: "sub team" });
  const { key } = questionTo(server, ZOE);
  clock.advance(HOUR_MS);
  await write(server, { from: ZOE, text: `AUTH ${key} SIGNOFF team` });
  assert.match(newestTo(server, ZOE).text, /given out for something else/);
  await write(server, { from: ZOE, to: "conclave@example.org", text: `AUTH ${key} SUBSCRIBE team` });
  assert.equal((await addresses(server)).includes(ZOE), true);
});

test("an owner decides by answering; who asked hears it, and a second answer decides nothing", async (t) => {
  const { server, clock } = await plainList(t, {
    subscribe_policy: "approve",
    generic_nonmember_action: "reject",
  });
  await write(server, { from: ZOE, text: "subscribe" });
  assert.match(newestTo(server, ZOE).text, /The list's owners were asked/);
  const asked = newestTo(server, MIA);
  await runTask(server, clock, "owner_summary");
  assert.match(
    newestTo(server, MIA).text,
    /People who wait for your decision: 1\. See who: `conclave request list/,
  );
  assert.match(asked.text, /zoe@example\.com asked Team for this: that zoe@example\.com joins/);
  await write(server, { from: ANNA, to: asked.replyTo, text: "accept" });
  assert.equal((await addresses(server)).includes(ZOE), false, "the answer came from another address");
  await write(server, { from: MIA, to: asked.replyTo, text: "accept" });
  assert.equal((await addresses(server)).includes(ZOE), true);
  assert.match(newestTo(server, ZOE).subject, /an owner said yes/);
  assert.deepEqual(await server.call(requestList, {}), []);
  await write(server, { from: YAN, to: "team-join@example.org" });
  assert.match(newestTo(server, YAN).text, /The list's owners were asked/);
  await server.call(requestReject, { id: (await server.call(requestList, {}))[0]?.id ?? 0 });
  const [waiting] = await server.call(requestList, { list: TEAM });
  assert.equal(waiting, undefined);
  await assert.rejects(server.call(requestAccept, { id: 1 }), /No request 1 waits/);
});

test("moderators see what waits and decide about it, after a key of their own came back", async (t) => {
  const { server, clock } = await plainList(t, { default_member_action: "hold" });
  await write(server, { from: ANNA, to: TEAM, subject: "crocodiles", text: "teeth" });
  const [held] = await server.call(heldList, {});
  await write(server, { from: MIA, text: `MODINDEX team\nDISTRIBUTE team ${held?.id}` });
  assert.equal((await server.call(heldList, {})).length, 1, "an address in From alone decides nothing");
  const questions = mailsTo(server, MIA).filter(({ subject }) => subject.startsWith("confirm "));
  for (const { replyTo } of questions) await write(server, { from: MIA, to: replyTo });
  assert.deepEqual(await server.call(heldList, {}), []);
  const asked = questions.map((one) => one.text).join("\n");
  assert.match(asked, /to see which messages wait: MODINDEX/);
  assert.match(asked, new RegExp(`decide about a message that waits: DISTRIBUTE ${held?.id}\\.`));
  await server.call(listCreate, { address: "other@example.org", name: "Other" });
  for (const to of ["other@example.org", TEAM]) await write(server, { from: ANNA, to, text: "tails" });
  const numbers = (await server.call(heldList, {})).map(({ id }) => id);
  await write(server, { from: MIA, text: numbers.map((id) => `discard team ${id}`).join("\n") });
  for (const { subject, replyTo } of mailsTo(server, MIA).slice(-2))
    if (subject.startsWith("confirm ")) await write(server, { from: MIA, to: replyTo });
  const left = await server.call(heldList, {});
  assert.deepEqual(
    left.map(({ list }) => list),
    ["other@example.org"],
    "another list's is not theirs",
  );
  clock.advance(HOUR_MS);
  await write(server, { from: ANNA, text: "modindex team" });
  assert.match(newestTo(server, ANNA).text, /Only owners and moderators of the list may do that/);
});

test("owners add and remove several at once, with a key; QUIET writes to nobody", async (t) => {
  const { server } = await plainList(t, { send_welcome_msg: "yes" });
  await write(server, { from: MIA, text: `QUIET ADD team ${ZOE} Zoe Lee\n` });
  await write(server, { from: MIA, to: questionTo(server, MIA).replyTo });
  const zoe = (await server.call(memberList, { list: TEAM })).find(({ address }) => address === ZOE);
  assert.equal(zoe?.name, "Zoe Lee");
  assert.equal(mailsTo(server, ZOE).length, 0);
  await write(server, { from: MIA, text: `del team ${ZOE}, ${ANNA}` });
  for (const { subject, replyTo } of mailsTo(server, MIA))
    if (subject.startsWith("confirm ")) await write(server, { from: MIA, to: replyTo });
  assert.deepEqual(await addresses(server), [MIA]);
});

test("Mailman's SET has a line for each option: one question for all of them, and SHOW says what came of it", async (t) => {
  const { server, clock } = await plainList(t);
  const lines = ["authenticate sesame", "delivery off", "hide on", "duplicates off", "ack on", "myposts off"];
  const text = [...lines, "reminders off"].map((line) => `set ${line}`).join("\n");
  await write(server, { from: ANNA, text: `${text}\nend\nset help` });
  const questions = mailsTo(server, ANNA).filter(({ subject }) => subject.startsWith("confirm "));
  assert.equal(questions.length, 1);
  assert.match(newestTo(server, ANNA).text + mailsTo(server, ANNA)[0]?.text, /There are no passwords here/);
  await write(server, { from: ANNA, to: questionTo(server, ANNA).replyTo });
  clock.advance(HOUR_MS);
  await write(server, { from: ANNA, text: "set show\nset help" });
  const { text: shown } = newestTo(server, ANNA);
  assert.match(shown, /delivery off\n {2}myposts off\n {2}ack on\n {2}hide on\n {2}duplicates off\n/);
  assert.match(shown, /SET LIST DELIVERY ON\|OFF/);
  assert.doesNotMatch(
    mailsTo(server, ANNA)
      .map((mail) => mail.text)
      .join(),
    /sesame/,
  );
});

test("a mail without any command is not answered, and one that only asks gets only the question", async (t) => {
  const { server } = await plainList(t, { subscribe_policy: "confirm" });
  await write(server, { from: ZOE, subject: "", text: "frobnicate\nfoo bar" });
  assert.equal(mailsTo(server, ZOE).length, 0);
  await write(server, { from: ZOE, text: "subscribe sesame nodigest" });
  assert.equal(mailsTo(server, ZOE).length, 1);
  await write(server, { from: ZOE, to: questionTo(server, ZOE).replyTo });
  assert.equal((await addresses(server)).includes(ZOE), true);
  await write(server, { from: YAN, text: "subscribe Team Yan Blue" });
  await write(server, { from: YAN, to: questionTo(server, YAN).replyTo });
  const names = new Map(
    (await server.call(memberList, { list: TEAM })).map((one) => [one.address, one.name]),
  );
  assert.equal(names.get(ZOE), "", "without the list's name the words are a password");
  assert.equal(names.get(YAN), "Yan Blue");
  for (const words of ["subscribe sesame sometimes", "unsubscribe sesame now", "info please"]) {
    await write(server, { from: YAN, text: words });
    assert.match(newestTo(server, YAN).text, /Write it like this: (?:SUBSCRIBE|SIGNOFF|INFO) LIST/, words);
  }
  const before = mailsTo(server, YAN).length;
  await write(server, { from: YAN, text: "set hide on\nfrobnicate" });
  assert.equal(mailsTo(server, YAN).length, before + 2, "a line that is none is told beside the question");
  assert.match(newestTo(server, YAN).text + mailsTo(server, YAN).at(-2)?.text, /no commands: lines 2/);
});

test("within one hour each order is asked or answered, and no question is promised that does not go", async (t) => {
  const { server } = await plainList(t, { subscribe_policy: "confirm" });
  const order = async (from: string, text: string, to?: string) => {
    const before = mailsTo(server, from).length;
    await write(server, { from, text, ...(to === undefined ? {} : { to }) });
    return mailsTo(server, from).slice(before);
  };
  const asked = (mails: readonly PlainMail[]) =>
    mails.filter(({ subject }) => subject.startsWith("confirm "));
  for (const text of ["set hide on", "set hide off", "modindex", "modindex"]) {
    const from = text === "modindex" ? MIA : ANNA;
    const [question] = asked(await order(from, text));
    assert.ok(question, text);
    const [told] = await order(from, "yes", question.replyTo);
    assert.match(told?.text ?? "", /counts from now on|Nothing waits/);
  }
  const [question] = asked(await order(ANNA, "set hide on\nset other_topics off"));
  assert.match(question?.text ?? "", /comes to anna@example\.net: SET HIDE ON, OTHER_TOPICS OFF\./);
  const [choice] = await order(ANNA, "yes", question?.replyTo);
  assert.match(choice?.text ?? "", /team@example\.org counts from now on: HIDE ON, OTHER_TOPICS OFF\./);
  await order(ANNA, "set hide on");
  for (const [text, wanted] of [
    ["set hide on", /The same question went to anna@example\.net within the last hour/],
    ["set show", /hide on/],
    ["help", /^ +SIGNOFF LIST \[ADDRESS\] {2}\(LEAVE\)$/m],
    ["set foo on", /Write it like this: SET LIST NOMAIL[^]*NODUPES[^]*TOPICS NAME/],
    ["set ack on\nset foo on", /A mail with a question goes to anna@example\.net\. [^]*Write it like this/],
  ] as const)
    assert.match((await order(ANNA, text)).map((mail) => mail.text).join("\n"), wanted, text);
  const [notOn] = await order(ZOE, "set show");
  assert.match(notOn?.text ?? "", /You are not on team@example\.org/);
  const [, second] = await inTurn(2, () => order(ZOE, "", "team-join@example.org"));
  assert.match(
    second?.[0]?.text ?? "",
    /no question goes out: zoe@example\.com was asked today about a list/,
  );
  const answers = await inTurn(12, (nth) => order(YAN, `info\n${"#\n".repeat(nth)}nothing`));
  assert.equal(answers.flat().length, 10, "nobody who proves nothing is answered more in a day");
  assert.match(answers[9]?.[0]?.text ?? "", /last answer of today/);
  assert.doesNotMatch(answers[8]?.[0]?.text ?? "", /last answer of today/);
});

async function inTurn<T>(count: number, act: (nth: number) => Promise<T>): Promise<readonly T[]> {
  const done: T[] = [];
  for (let nth = 0; nth < count; nth += 1) done.push(await act(nth));
  return done;
}

test("the roster is shown to whom the list shows it, and options are their own", async (t) => {
  const { server, clock } = await plainList(t, { private_roster: "members" });
  await write(server, { from: ZOE, text: "who" });
  assert.match(newestTo(server, ZOE).text, /only members of the list may do that/);
  await write(server, { from: ANNA, text: "who\nset team nomail\nset team sideways" });
  const { text } = mailsTo(server, ANNA).find(({ subject }) => subject.includes("what came")) ?? { text: "" };
  assert.match(text, /^SET team@example\.org\n {2}Nothing was done\. Write it like this: SET LIST/m);
  assert.doesNotMatch(text, /Anna </, "an address in From shows nobody the roster");
  const off = () =>
    server.db.read((tx) =>
      tx.query.selectFrom("member").select("address").where("delivery", "=", "off").execute(),
    );
  assert.deepEqual(await off(), [], "nor does it change what comes to them");
  for (const { subject, replyTo } of mailsTo(server, ANNA))
    if (subject.startsWith("confirm ")) await write(server, { from: ANNA, to: replyTo });
  assert.deepEqual(await off(), [{ address: ANNA }]);
  const shown = mailsTo(server, ANNA).map((mail) => mail.text);
  assert.ok(
    shown.some((one) => /2 members\.\n {2}mia@example\.net, owner\n {2}Anna <anna@example\.net>\n/.test(one)),
    shown.join("\n"),
  );
  await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "accept" } });
  clock.advance(HOUR_MS);
  await write(server, { from: MIA, to: TEAM, text: "a post" });
  assert.equal(
    server.mailbox(ANNA).some(({ data }) => Buffer.from(data).includes("a post")),
    false,
  );
});
