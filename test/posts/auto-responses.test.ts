/** Answers that the owners wrote beforehand: to people, once in a while, and on lists with keys to who is vouched for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listConfigure, listCreate, memberAdd, memberUnsubscribe } from "#operations";
import { letter, MIA, movableClock, protectedText, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { entity, openFor, sealed } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const DAY_MS = 86_400_000;
const [ANN, EVE, BOB] = ["ann@example.net", "eve@example.com", "bob@example.com"] as const;
const [OWNER, REQUEST] = ["team-owner@example.org", "team-request@example.org"] as const;

const ANSWERS = {
  autorespond_postings: "yes",
  autoresponse_postings_text: "We read {address} on Mondays.\nWrite to %(real_name)s then.",
  autorespond_admin: "yes",
  autoresponse_admin_text: "The owners are away.",
  autorespond_requests: "forward",
  autoresponse_request_text: "Commands are done at night.",
  default_member_action: "accept",
  generic_nonmember_action: "hold",
  respond_to_post_requests: "no",
} as const;

let nth = 0;

async function write(server: TestServer, from: string, to: string, more: readonly string[] = []) {
  const plain = letter({ address: from }, entity(to === REQUEST ? "echo\n" : "Hello\n"), {
    id: `${++nth}`,
    to,
  });
  const message = Buffer.concat([...more.map((line) => Buffer.from(`${line}\r\n`)), plain]);
  await server.post({ from, to, message });
}

/** How many answers of that text an address got, and the newest. */
function answers(server: TestServer, address: string, text: string): readonly string[] {
  const mails = server.mailbox(address).map(({ from, data }) => `Return-Path: <${from}>\n${data.toString()}`);
  return mails.filter((mail) => mail.includes(text));
}

test("each address of a list answers for itself, once in the period, and the mail goes on", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings: ANSWERS });
  await server.call(memberAdd, { list: TEAM, member: { address: ANN } });
  await write(server, ANN, TEAM);
  const [answer = "", ...others] = answers(server, ANN, "on Mondays");
  assert.equal(others.length, 0);
  assert.match(answer, /^Return-Path: <>\n/);
  assert.match(answer, /^Subject: Automatic answer: Team\r$/m);
  assert.match(answer, /^Auto-Submitted: auto-replied\r$/m);
  assert.match(answer, /We read team@example\.org on Mondays\.\r\nWrite to Team then\./);
  assert.doesNotMatch(answer, /Hello|outside/, "nothing is quoted");
  assert.equal(server.mailbox(MIA).length, 1, "the post went on");
  await write(server, ANN, OWNER);
  assert.equal(answers(server, ANN, "owners are away").length, 1);
  await write(server, ANN, REQUEST);
  assert.equal(answers(server, ANN, "done at night").length, 1);
  assert.equal(answers(server, ANN, "and this is the answer").length, 1, "the command was run");
  clock.advance(89 * DAY_MS);
  await write(server, ANN, TEAM);
  await write(server, EVE, TEAM);
  assert.equal(answers(server, ANN, "on Mondays").length, 1);
  assert.equal(answers(server, EVE, "on Mondays").length, 1, "who waits for an owner is answered as well");
  clock.advance(2 * DAY_MS);
  await write(server, ANN, TEAM);
  assert.equal(answers(server, ANN, "on Mondays").length, 2);
  const settings = { autoresponse_graceperiod: 0, emergency: "yes" } as const;
  await server.call(listConfigure, { list: TEAM, settings });
  await write(server, ANN, TEAM);
  assert.equal(answers(server, ANN, "on Mondays").length, 2, "who is told nothing gets none");
});

test("programs, lists and who wants none get none; X-Ack asks for one; discarded is what nobody reads", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const more = { autorespond_requests: "discard", respond_to_post_requests: "yes" } as const;
  const settings = { ...ANSWERS, ...more, answers_per_address: 4 };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  for (const field of ["X-Ack: No", "Precedence: bulk", "Auto-Submitted: auto-generated", "List-Id: <x.y>"])
    await write(server, EVE, TEAM, [field]);
  assert.equal(server.mailbox(EVE).length, 0);
  await write(server, EVE, TEAM);
  await write(server, EVE, TEAM);
  assert.equal(answers(server, EVE, "on Mondays").length, 1);
  for (let time = 0; time < 4; time++) await write(server, EVE, TEAM, ["X-Ack: yes"]);
  assert.equal(answers(server, EVE, "on Mondays").length, 2, "asked for once more");
  assert.equal(server.mailbox(EVE).length, 4, "answers_per_address, in a day");
  const last = server.mailbox(EVE).map(({ data }) => data.includes("last mail of this kind"));
  assert.deepEqual(last, [false, false, false, true]);
  await write(server, BOB, REQUEST);
  assert.equal(server.mailbox(BOB).length, 1);
  assert.equal(answers(server, BOB, "done at night").length, 1);
  await server.call(listConfigure, { list: TEAM, settings: { generic_nonmember_action: "discard" } });
  await write(server, BOB, TEAM);
  assert.equal(server.mailbox(BOB).length, 1, "what is discarded is not answered");
});

test("whom the limit of an hour leaves out is answered the next time", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const settings = { ...ANSWERS, answers_per_hour: 1 } as const;
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  for (const from of [EVE, BOB]) await write(server, from, TEAM);
  assert.deepEqual(
    [EVE, BOB].map((to) => answers(server, to, "on Mondays").length),
    [1, 0],
  );
  clock.advance(DAY_MS);
  for (const from of [EVE, BOB]) await write(server, from, TEAM);
  assert.deepEqual(
    [EVE, BOB].map((to) => answers(server, to, "on Mondays").length),
    [1, 1],
  );
});

test("on a list with keys only who signed is answered, and sealed", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, ANSWERS);
  for (const to of [TEAM, OWNER, REQUEST]) await write(server, EVE, to, ["X-Ack: yes"]);
  assert.equal(answers(server, EVE, "Automatic answer").length, 0);
  await write(server, team.alice.address, OWNER);
  assert.equal(server.mailbox(team.alice.address).length, 0, "From alone is nobody's word");
  for (const id of ["signed", "again"]) {
    const text = protectedText(team.alice, `At noon, ${id}?\n`, { subject: "Lunch" });
    const content = await sealed(team.openpgp, text, team.alice);
    const message = letter(team.alice, content, { id, more: [["X-Ack", "yes"]] });
    await server.post({ from: team.alice.address, to: TEAM, message });
  }
  const copies = server.mailbox(team.alice.address);
  assert.equal(copies.length, 3, "two posts, and an answer to one");
  assert.equal(copies.filter(({ data }) => /Mondays|Automatic/.test(data.toString())).length, 0, "sealed");
  const opened = await Promise.all(copies.map(({ data }) => openFor(data, [team.alice], [team.openpgp])));
  const said = opened.map((one) => (one.ok ? Buffer.from(one.value.content).toString() : ""));
  assert.equal(
    said.filter((one) => one.includes("We read team@example.org on Mondays.")).length,
    1,
    "X-Ack is unsigned",
  );
});

test("owners put their own words into the welcome and the farewell", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const settings = { welcome_msg: "Hello at {name}!\n\nRules: %(list_name)s.\n", goodbye_msg: "Come again." };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  await server.call(memberAdd, { list: TEAM, member: { address: ANN }, welcome: true });
  await server.drain();
  assert.match(
    server.mailbox(ANN)[0]?.data.toString() ?? "",
    /\r\n\r\nHello at Team!\r\n\r\nRules: team\.\r\n\r\nYou joined/,
  );
  await server.call(memberUnsubscribe, { list: TEAM, address: ANN });
  await server.drain();
  const goodbye = server.mailbox(ANN).at(-1)?.data.toString() ?? "";
  assert.match(goodbye, /does not come to you now\.\r\n\r\nCome again\.\r\n\r\nWas it a mistake/);
});
