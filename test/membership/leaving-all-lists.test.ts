/** SIGNOFF *: one mail asks for all lists, and one answer leaves them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR_MS } from "#base";
import { listConfigure, listCreate, listReview, memberAdd, memberRemove, requestList } from "#operations";
import { mailsTo, newestTo, type PlainMail, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [TEAM, NEWS, CLUB, VAULT] = [
  "team@example.org",
  "news@example.org",
  "club@example.org",
  "vault@example.org",
] as const;
const LISTS = [TEAM, NEWS, CLUB, VAULT];
const SITE = "conclave@example.org";
const [MIA, ANNA, EVE] = ["mia@example.net", "anna@example.net", "eve@example.com"] as const;
const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [CLUB]: { unsubscribe_policy: "yes" },
  [VAULT]: { gpg_post_sign: "yes" },
};

async function fourLists(server: TestServer): Promise<void> {
  for (const list of LISTS) {
    await server.call(listCreate, { address: list, owners: [MIA], settings: SETTINGS[list] ?? {} });
    await server.call(memberAdd, { list, member: { address: ANNA } });
  }
}

/** The lists that she is on, by their local parts. */
async function listsOf(server: TestServer, who: string): Promise<string> {
  const found: string[] = [];
  for (const list of LISTS) {
    const { entries } = await server.call(listReview, { list, all: true });
    if (entries.some(({ address }) => address === who)) found.push(list.slice(0, list.indexOf("@")));
  }
  return found.join(" ");
}

function questions(server: TestServer, who: string): readonly PlainMail[] {
  return mailsTo(server, who).filter(({ subject }) => subject.startsWith("confirm "));
}

async function answer(server: TestServer, question: PlainMail | undefined): Promise<void> {
  assert.ok(question);
  await write(server, { from: ANNA, to: question.replyTo, subject: `Re: ${question.subject}`, text: "yes" });
}

test("one question and one answer leave all lists; a list with keys asks for itself, an owner decides about theirs", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await fourLists(server);
  await write(server, { from: ANNA, to: SITE, text: "signoff *" });
  const [plain, keyed, ...more] = questions(server, ANNA);
  assert.deepEqual(more, []);
  assert.match(
    plain?.text.replaceAll("\n", " ") ?? "",
    /asked team@example\.org, news@example\.org, club@example\.org for this: that anna@example\.net leaves/,
  );
  assert.doesNotMatch(plain?.text ?? "", /vault/);
  await write(server, { from: ANNA, to: SITE, text: "signoff *" });
  assert.match(newestTo(server, ANNA).text, /answer that\s+mail/);
  clock.advance(2 * HOUR_MS);
  await write(server, { from: ANNA, to: SITE, text: "signoff *" });
  const asked = questions(server, ANNA).filter(({ text }) => text.includes("team@"));
  assert.equal(asked.length, 1, "one a day");
  assert.equal(await listsOf(server, ANNA), "team news club vault");
  await answer(server, plain);
  assert.equal(await listsOf(server, ANNA), "club vault");
  const told = mailsTo(server, ANNA).map(({ text }) => text.replaceAll(/\s+/g, " "));
  assert.match(
    told.find((text) => text.includes("owners were asked")) ?? "",
    /not on team@example\.org any more.*not on news@example\.org any more.*owners were asked/,
  );
  const waiting = await server.call(requestList, {});
  assert.deepEqual(
    waiting.map(({ list, email }) => [list, email]),
    [[CLUB, ANNA]],
  );
  await answer(server, keyed);
  assert.equal(await listsOf(server, ANNA), "club");
});

test("who asks for another asks about their own lists, and a list that began to use keys is left alone", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await fourLists(server);
  await write(server, { from: EVE, to: SITE, text: `signoff * ${ANNA}` });
  assert.equal(questions(server, ANNA).length, 0, "Eve's lists are none");
  await write(server, { from: ANNA, to: SITE, text: "signoff *" });
  assert.equal(await listsOf(server, ANNA), "team news club vault");
  const [plain] = questions(server, ANNA);
  await server.call(listConfigure, { list: NEWS, settings: { gpg_post_sign: "yes" } });
  await answer(server, plain);
  assert.equal(await listsOf(server, ANNA), "news club vault");
});

test("who asks for another reads the same of one who is on some of the lists and of a stranger", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await fourLists(server);
  for (const list of [TEAM, NEWS, CLUB]) await server.call(memberAdd, { list, member: { address: EVE } });
  await server.call(memberRemove, { list: CLUB, address: ANNA });
  const answerAbout = async (who: string) => {
    await write(server, { from: EVE, to: SITE, text: `signoff * ${who}` });
    return newestTo(server, EVE).text.replaceAll(who, "them");
  };
  const aboutAnna = await answerAbout(ANNA);
  for (const list of [TEAM, NEWS, CLUB]) assert.ok(aboutAnna.includes(`SIGNOFF ${list}`), aboutAnna);
  assert.equal(aboutAnna, await answerAbout("stranger@example.net"));
});

test("a list that asks nobody lets go at once, and is in no question", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await fourLists(server);
  await server.call(listConfigure, { list: TEAM, settings: { unsubscribe: "open" } });
  await write(server, { from: ANNA, to: SITE, text: "signoff *" });
  assert.equal(await listsOf(server, ANNA), "news club vault");
  const [plain] = questions(server, ANNA);
  assert.doesNotMatch(plain?.text ?? "", /team/);
});
