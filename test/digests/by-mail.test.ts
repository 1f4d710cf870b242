/** Members choose digests by mail: Sympa's words and Mailman's, and whoever joins says so at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR_MS } from "#base";
import { listConfigure, listCreate, memberAdd, memberShow } from "#operations";
import { mailsTo, newestTo, TEAM, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const ANNA = "anna@example.net";

async function digestOf(server: TestServer, member: string): Promise<string> {
  return (await server.call(memberShow, { list: TEAM, member })).digest;
}

async function orderAndAnswer(server: TestServer, from: string, text: string): Promise<void> {
  await write(server, { from, text });
  const { replyTo, subject } = newestTo(server, from);
  assert.match(subject, /^confirm /, `${text} is asked about`);
  await write(server, { from, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
}

/** Answers all questions of a mail of commands, in the order in which they came. */
async function answerAll(server: TestServer, from: string, { to, text }: { to?: string; text: string }) {
  const before = mailsTo(server, from).length;
  await write(server, { from, text, ...(to === undefined ? {} : { to }) });
  for (const { replyTo, subject } of mailsTo(server, from).slice(before))
    if (subject.startsWith("confirm "))
      await write(server, { from, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
}

test("words of Sympa's users and of Mailman's, at the list's address and at the site's", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  const site = "conclave@example.org";
  for (const [nth, [to, text, digest]] of (
    [
      [undefined, "subscribe digest", "plain"],
      [undefined, "subscribe secret digest mime", "mime"],
      [undefined, "SUBSCRIBE team Anna Berg DIGEST PLAIN", "plain"],
      [undefined, "SUBSCRIBE team\nSET team DIGEST", "mime"],
      [undefined, "subscribe\nset digest plain", "plain"],
      [undefined, "SUBSCRIBE team Reader's Digest", ""],
      [site, "SUBSCRIBE team digest", "plain"],
      [site, "subscribe team digest mime", "mime"],
      [site, "SUBSCRIBE team@example.org Anna Berg\nSET team@example.org DIGESTPLAIN", "plain"],
      [site, "sub team digestplain", "plain"],
    ] as const
  ).entries()) {
    const from = `joins${nth}@example.net`;
    await answerAll(server, from, { text, ...(to === undefined ? {} : { to }) });
    assert.equal(await digestOf(server, from), digest, text);
  }
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA } });
  await answerAll(server, ANNA, { to: site, text: "SET * DIGEST" });
  assert.equal(await digestOf(server, ANNA), "mime");
  await write(server, { from: "eva@example.net", text: "subscribe digest" });
  await write(server, { from: ANNA, to: site, text: "SUBSCRIBE team DIGESTPLAIN" });
  assert.equal(await digestOf(server, ANNA), "mime", "who is on the list stays as they are");
});

test("SET and SUBSCRIBE choose digests, SET SHOW tells, and a list without digests says so", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA } });
  for (const [words, digest] of [
    ["SET team DIGEST", "mime"],
    ["set digest plain", "plain"],
    ["SET team MAIL", ""],
    ["SET team DIGESTPLAIN", "plain"],
  ] as const) {
    await orderAndAnswer(server, ANNA, words);
    assert.equal(await digestOf(server, ANNA), digest, words);
    clock.advance(25 * HOUR_MS);
  }
  await write(server, { from: ANNA, text: "set show" });
  assert.match(newestTo(server, ANNA).text, /^ *digest plain$/m);
  await orderAndAnswer(server, "ben@example.com", "subscribe digest");
  await server.call(listConfigure, { list: TEAM, settings: { digest_is_default: "yes" } });
  await orderAndAnswer(server, "cleo@example.com", "subscribe secret nodigest");
  await orderAndAnswer(server, "dan@example.com", "subscribe");
  const joined = ["ben", "cleo", "dan"].map((name) => digestOf(server, `${name}@example.com`));
  assert.deepEqual(await Promise.all(joined), ["plain", "", "plain"]);
  const told = ["ben", "cleo", "dan"].map((name) =>
    mailsTo(server, `${name}@example.com`).some(
      ({ subject, text }) =>
        subject.startsWith("Welcome") && /many\s+in\s+one\s+mail\.[^]*SET\s+team\s+DIGEST\s+OFF/.test(text),
    ),
  );
  assert.deepEqual(told, [true, false, true], "the welcome says that posts come in digests");
  await server.call(listConfigure, { list: TEAM, settings: { digestable: "no" } });
  clock.advance(25 * HOUR_MS);
  await write(server, { from: ANNA, text: "SET team DIGEST" });
  assert.match(newestTo(server, ANNA).text, /sends no digests/);
  await write(server, { from: "eve@example.com", text: "subscribe digest" });
  assert.match(newestTo(server, "eve@example.com").text, /sends no digests/, "and asks nobody");
  const together = async (from: string, word: string) => {
    await answerAll(server, from, { text: `SUBSCRIBE team Fay\nSET team ${word}` });
    assert.equal(await digestOf(server, from), "", "the list has no choice");
    return mailsTo(server, from).map(({ text }) => text.replaceAll(/\s+/g, " "));
  };
  const faysMails = await together("fay@example.com", "DIGEST");
  assert.equal(faysMails.filter((text) => text.includes("sends no digests")).length, 1, "of SET alone");
  await server.call(listConfigure, { list: TEAM, settings: { digestable: "yes", nondigestable: "no" } });
  clock.advance(25 * HOUR_MS);
  await write(server, { from: ANNA, text: "SET team DIGEST OFF" });
  assert.match(newestTo(server, ANNA).text, /SET team@example.org DELIVERY ON/);
  await orderAndAnswer(server, ANNA, "SET team MAIL");
  assert.equal(await digestOf(server, ANNA), "plain", "the list has nothing else");
  await write(server, { from: "eve@example.com", text: "subscribe nodigest" });
  assert.match(newestTo(server, "eve@example.com").text, /in digests only/);
  await answerAll(server, "gil@example.com", { text: "SUBSCRIBE team\nSET team NODIGEST" });
  assert.equal(await digestOf(server, "gil@example.com"), "plain");
});
