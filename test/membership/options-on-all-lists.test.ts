/** One mail for everything that somebody is on: SET *, REMIND *, and what SET SHOW and SET HELP say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR_MS } from "#base";
import { listConfigure, listCreate, memberAdd, memberShow } from "#operations";
import { mailsTo, newestTo, questionTo, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [TEAM, NEWS, VAULT] = ["team@example.org", "news@example.org", "vault@example.org"] as const;
const SITE = "conclave@example.org";
const LIST_MASTER = "lm@example.net";
const [MIA, ANNA, ZOE] = ["mia@example.net", "anna@example.net", "zoe@example.com"] as const;

async function threeLists(server: TestServer): Promise<void> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  await server.call(listCreate, { address: NEWS, name: "News", owners: [MIA] });
  await server.call(listCreate, { address: VAULT, owners: [ZOE], settings: { gpg_post_sign: "yes" } });
  for (const list of [TEAM, NEWS, VAULT]) await server.call(memberAdd, { list, member: { address: ANNA } });
}

async function deliveries(server: TestServer): Promise<readonly string[]> {
  const views = [];
  for (const list of [TEAM, NEWS, VAULT]) views.push(await server.call(memberShow, { list, member: ANNA }));
  return views.map(({ delivery }) => delivery);
}

function questions(server: TestServer, who: string): number {
  return mailsTo(server, who).filter(({ subject }) => subject.startsWith("confirm ")).length;
}

test("one answer stops the mail of all lists; a list with keys asks for itself", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await threeLists(server);
  await write(server, { from: ANNA, to: SITE, text: "set * nomail" });
  const [plain, keyed] = mailsTo(server, ANNA).filter(({ subject }) => subject.startsWith("confirm "));
  assert.ok(plain && keyed);
  assert.match(
    plain.text.replaceAll("\n", " "),
    /asked team@example\.org, news@example\.org for this: [^:]*: SET DELIVERY OFF/,
  );
  assert.equal(questions(server, ANNA), 2);
  assert.deepEqual(await deliveries(server), ["on", "on", "on"]);
  await write(server, { from: ANNA, to: plain.replyTo, subject: `Re: ${plain.subject}`, text: "yes" });
  assert.deepEqual(await deliveries(server), ["off", "off", "on"]);
  assert.match(newestTo(server, ANNA).text, /team@example\.org counts[^]*news@example\.org counts/);
  await write(server, { from: ANNA, to: keyed.replyTo, subject: `Re: ${keyed.subject}`, text: "yes" });
  assert.deepEqual(await deliveries(server), ["off", "off", "off"]);
});

test("a list that began to use keys meanwhile is left alone by the answer", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await threeLists(server);
  await write(server, { from: ANNA, to: SITE, text: "set * nomail" });
  const [plain] = mailsTo(server, ANNA).filter(({ subject }) => subject.startsWith("confirm "));
  await server.call(listConfigure, { list: NEWS, settings: { gpg_post_sign: "yes" } });
  await write(server, { from: ANNA, to: plain?.replyTo ?? "", subject: plain?.subject ?? "", text: "yes" });
  assert.deepEqual(await deliveries(server), ["off", "on", "on"]);
});

test("words that name no topic come into no question, and topics are those of one list", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  for (const address of [TEAM, NEWS]) {
    await server.call(listCreate, { address, owners: [MIA], settings: { topics: "Bugs: bug\nMisc: misc" } });
    await server.call(memberAdd, { list: address, member: { address: ANNA } });
  }
  const text = "set * topics https://evil.example/login";
  await write(server, { from: ANNA, to: SITE, text });
  assert.match(newestTo(server, ANNA).text, /Nothing was done\. [^]*SET\s+LIST\s+TOPICS\s+NAME,NAME\|ALL/);
  await write(server, { from: ANNA, to: "team-request@example.org", text: "set topics nosuch" });
  const { text: told } = newestTo(server, ANNA);
  assert.match(told, /Nothing was done\. [^]*SET\s+LIST\s+TOPICS\s+bugs,misc/);
  assert.doesNotMatch(told, /The rest counts/);
  assert.equal(questions(server, ANNA), 0);
  for (const mail of mailsTo(server, ANNA)) assert.doesNotMatch(mail.text, /evil|nosuch/);
});

test("SET SHOW says all that can be set, in the words that set it; SET HELP names them once", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await threeLists(server);
  await server.call(listConfigure, { list: TEAM, settings: { topics: "Bug reports: bug\nMisc: misc" } });
  const text =
    "set name Anna de Vries\nset language fr\nset topics bug_reports,misc\nset other_topics on\nset until 2026-12-24";
  await write(server, { from: ANNA, to: "team-request@example.org", text });
  const question = questionTo(server, ANNA);
  await write(server, { from: ANNA, to: question.replyTo, subject: question.subject, text: "yes" });
  await write(server, { from: ANNA, to: "team-request@example.org", text: "set topics nosuch\nset ack on" });
  const [ack, told] = mailsTo(server, ANNA).slice(-2);
  const both = `${ack?.text}${told?.text}`;
  assert.match(both, /SET ACK ON\./);
  assert.match(both, /Ses thèmes : bug_reports, misc\. Le reste compte/);
  assert.doesNotMatch(both, /nosuch/);
  clock.advance(HOUR_MS);
  await write(server, { from: ANNA, to: "team-request@example.org", text: "set show" });
  const shown = newestTo(server, ANNA)
    .text.split("\n")
    .map((line) => line.trim());
  for (const line of [
    "name Anna de Vries",
    "delivery off until 2026-12-24",
    "myposts on",
    "language fr",
    "topics bug_reports,misc",
    "other_topics on",
  ])
    assert.ok(shown.includes(line), `${line}\n${shown.join("\n")}`);
  clock.advance(HOUR_MS);
  await write(server, { from: ANNA, to: SITE, text: "set * help" });
  const help = newestTo(server, ANNA).text;
  for (const line of ["SET LIST LANGUAGE EN|DE|FR|NL|ES|LIST", "SET LIST TOPICS NAME,NAME|ALL"])
    assert.equal(help.split(line).length, 2, help);
});

test("who chooses a language reads of it in that one, and of going back in the list's; who leaves in theirs", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await threeLists(server);
  const confirmed = async (text: string, to = "team-request@example.org") => {
    clock.advance(HOUR_MS);
    await write(server, { from: ANNA, to, text });
    const question = mailsTo(server, ANNA).findLast(({ replyTo }) => replyTo.startsWith("team-confirm"));
    const { replyTo, subject } = question ?? assert.fail();
    const before = mailsTo(server, ANNA).length;
    await write(server, { from: ANNA, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
    const [answer] = mailsTo(server, ANNA).slice(before);
    return `${answer?.subject}\n${answer?.text}`;
  };
  assert.match(await confirmed("set language fr"), /^Team : ce qu.il est advenu[^]*Votre choix pour team@/);
  assert.match(
    await confirmed("set language list"),
    /^Team: what came of your mail[^]*Your choice for team@/,
  );
  const onAll = await confirmed("set * language de", SITE);
  assert.match(onAll, /^Team: was aus Ihrer [^]*Was Sie für team@[^]*Was Sie für news@/);
  assert.match(await confirmed("signoff"), /^Team: was aus Ihrer Nachricht/);
});

test("REMIND * has all written to of the lists that somebody looks after, and of no others", async (t) => {
  const server = await newServer(t, { clock: movableClock(), site: [`listmaster = ["${LIST_MASTER}"]`] });
  await threeLists(server);
  await write(server, { from: MIA, to: SITE, text: "remind *" });
  const asked = mailsTo(server, MIA).filter(({ subject }) => subject.startsWith("confirm "));
  assert.equal(asked.length, 2, "one list each: who may is asked of each");
  for (const { replyTo, subject } of asked)
    await write(server, { from: MIA, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
  const reminders = mailsTo(server, ANNA).map(({ subject }) => subject);
  assert.deepEqual(reminders, ["You are on Team", "You are on News"]);
  await write(server, { from: ANNA, to: SITE, text: "remind *" });
  assert.doesNotMatch(newestTo(server, ANNA).text, /(?:team|news|vault)@/);
  await write(server, { from: LIST_MASTER, to: SITE, text: "remind *" });
  assert.equal(questions(server, LIST_MASTER), 3, "who looks after all lists");
});
