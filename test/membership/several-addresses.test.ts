/** People with several addresses: a new one is asked, and then what comes from it counts as theirs; or they move there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { view } from "#base";
import { heldList, listConfigure, listCreate, memberAdd, memberAddressAdd, memberShow } from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { mailsTo, newestTo, type PlainMail, questionTo, write } from "../support/lists/commanding.ts";
import { type MovableClock, movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [TEAM, NEWS, SITE] = ["team@example.org", "news@example.org", "conclave@example.org"] as const;
const [MIA, ANNA, WORK, BEN] = [
  "mia@example.net",
  "anna@example.net",
  "anna@work.example",
  "ben@example.net",
] as const;
const DAY_MS = 86_400_000;

async function answer(server: TestServer, from: string, { replyTo, subject }: PlainMail): Promise<void> {
  await write(server, { from, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
}

/** What the new address is asked. */
function asked(server: TestServer, address: string): PlainMail {
  const mail = mailsTo(server, address).findLast(({ subject }) => subject.startsWith("Is "));
  assert.ok(mail, `${address} was not asked`);
  return mail;
}

function copies(server: TestServer, who: string): number {
  return server.mailbox(who).filter(({ data }) => view(data).includes("Subject: [Team] ")).length;
}

let posted = 0;

async function post(server: TestServer, from: string, more: { readonly to?: string } = {}): Promise<void> {
  const { to = TEAM } = more;
  const id = `Message-ID: <lunch-${(posted += 1)}@laptop.example>`;
  const lines = [`From: ${from}`, `To: ${to}`, id, "Subject: Lunch", "", "At noon?", ""];
  await server.post({ from, to: TEAM, message: Buffer.from(lines.join("\r\n")) });
}

forEachDatabase((database) => {
  async function aTeam(
    t: Parameters<typeof newServer>[0],
  ): Promise<{ readonly server: TestServer; readonly clock: MovableClock }> {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    for (const [list, name] of [
      [TEAM, "Team"],
      [NEWS, "News"],
    ] as const) {
      await server.call(listCreate, { address: list, name, owners: [MIA] });
      for (const address of [ANNA, BEN]) await server.call(memberAdd, { list, member: { address } });
    }
    return { server, clock };
  }

  test("another address counts once both have answered; what comes from it is the member's, and nothing goes there", async (t) => {
    const { server } = await aTeam(t);
    await post(server, WORK);
    assert.equal((await server.call(heldList, {})).length, 1, "a stranger's");
    await write(server, { from: ANNA, text: `address add ${WORK}` });
    assert.equal(
      mailsTo(server, WORK).some(({ subject }) => subject.startsWith("Is ")),
      false,
    );
    const question = questionTo(server, ANNA);
    assert.match(
      question.text,
      /asked Team for this: [^:]* of anna@example\.net:\s+ADDRESS ADD\s+anna@work\.example\./,
    );
    await answer(server, ANNA, question);
    assert.match(newestTo(server, ANNA).text, /A mail to anna@work\.example asks/);
    await post(server, WORK);
    assert.equal((await server.call(heldList, {})).length, 2, "it did not answer yet");
    await answer(server, WORK, asked(server, WORK));
    const told = mailsTo(server, ANNA).find(
      ({ subject }) => subject === "anna@work.example is yours on Team",
    );
    assert.match(told?.text ?? "", /Its mail still goes to anna@example\.net\.[^]*Write to team-owner@/);
    await server.call(listConfigure, { list: TEAM, settings: { new_member_options: "" } });
    const before = copies(server, WORK);
    await post(server, WORK);
    assert.equal((await server.call(heldList, {})).length, 2);
    assert.deepEqual([copies(server, ANNA), copies(server, WORK) - before, copies(server, BEN)], [1, 0, 1]);
    await post(server, BEN, { to: `${TEAM}, Anna@Work.example` });
    assert.equal(copies(server, ANNA), 1, "it came to them directly");
    await write(server, { from: WORK, text: `address drop ${WORK}` });
    assert.match(questionTo(server, WORK).text, /ADDRESS DROP\s+anna@work\.example\./);
    await answer(server, WORK, questionTo(server, WORK));
    await post(server, WORK);
    assert.equal((await server.call(heldList, {})).length, 3);
  });

  test("an owner who removes somebody by mail is told the other addresses that a ban has to name", async (t) => {
    const { server } = await aTeam(t);
    await server.call(memberAddressAdd, { list: TEAM, address: ANNA, other: WORK });
    for (const who of [ANNA, BEN]) {
      await write(server, { from: MIA, text: `del ${who}` });
      await answer(server, MIA, questionTo(server, MIA));
    }
    const [anna, ben] = mailsTo(server, MIA)
      .map(({ text }) => text.replaceAll(/\s+/g, " "))
      .filter((text) => text.includes("is not on team@example.org any more"));
    assert.match(anna ?? "", /addresses were theirs, too\. Whom you ban, ban under each: anna@work\.example/);
    assert.doesNotMatch(ben ?? "theirs, too", /theirs, too/);
  });

  test("who moves keeps what they chose, on all lists by one question; the old address is told", async (t) => {
    const { server, clock } = await aTeam(t);
    await write(server, { from: ANNA, to: SITE, text: "set * hide on" });
    await answer(server, ANNA, questionTo(server, ANNA));
    await write(server, { from: ANNA, to: SITE, text: `address * move <${WORK}>` });
    const question = questionTo(server, ANNA);
    assert.match(
      question.text,
      /asked\s+team@example\.org,\s+news@example\.org\s+for this:[^]*ADDRESS MOVE\s+anna@work\.example\./,
    );
    await answer(server, ANNA, question);
    assert.equal(mailsTo(server, WORK).length, 1);
    await answer(server, WORK, asked(server, WORK));
    for (const list of [TEAM, NEWS]) {
      const view = await server.call(memberShow, { list, member: WORK });
      assert.deepEqual([view.address, view.conceal], [WORK, true]);
    }
    const told = mailsTo(server, ANNA).filter(({ subject }) =>
      /^Your address on .* was changed$/.test(subject),
    );
    assert.equal(told.length, 2);
    assert.match(newestTo(server, WORK).text, /is your address on team@[^]*is your address on news@/);
    await write(server, { from: BEN, text: `address move ${ANNA}` });
    await answer(server, BEN, questionTo(server, BEN));
    const late = asked(server, ANNA);
    clock.advance(4 * DAY_MS);
    await answer(server, ANNA, late);
    assert.equal((await server.call(memberShow, { list: TEAM, member: BEN })).address, BEN);
  });

  test("an address is one person's; one question a day goes to it; whether it is on the list is not told", async (t) => {
    const { server, clock } = await aTeam(t);
    await write(server, { from: ANNA, text: `address add ${BEN}` });
    await answer(server, ANNA, questionTo(server, ANNA));
    assert.match(newestTo(server, ANNA).text, /A mail to ben@example\.net asks/);
    await answer(server, BEN, asked(server, BEN));
    assert.match(newestTo(server, BEN).text, /Nothing was done/);
    clock.advance(3_700_000);
    await write(server, { from: ANNA, text: `address move ${BEN}` });
    await answer(server, ANNA, questionTo(server, ANNA));
    assert.match(newestTo(server, ANNA).text, /was written to today\. Ask again tomorrow/);
    await write(server, { from: ANNA, text: "address add" });
    assert.match(newestTo(server, ANNA).text, /ADDRESS LIST MOVE\|ADD\|DROP ADDRESS/);
  });
});
