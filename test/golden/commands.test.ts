/** What people read of the commands that ask: a member, an owner, a stranger, at a list's address and at the site's. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR_MS } from "#base";
import { listCreate, memberAdd, memberSet } from "#operations";
import { assertGolden } from "../support/golden.ts";
import { mailsTo, TEAM, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const ANNA = "anna@example.net";
const BEN = "ben@example.net";
const MIA = "mia@example.net";
const ZOE = "zoe@example.com";
const SITE = "conclave@example.org";

test("what commands that ask are answered", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, {
    address: TEAM,
    name: "Team",
    owners: [MIA],
    settings: { description: "Crocodiles and their teeth", private_roster: "members" },
  });
  await server.call(listCreate, { address: "quiet@example.org", name: "Quiet", settings: { advertised: "no" } });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA, name: "Anna Lee" } });
  await server.call(memberAdd, { list: TEAM, member: { address: BEN } });
  await server.call(memberSet, { list: TEAM, address: BEN, options: { conceal: true } });
  const answers: string[] = [];
  const ask = async (from: string, to: string, lines: readonly string[]): Promise<string> => {
    clock.advance(HOUR_MS);
    const before = mailsTo(server, from).length;
    await write(server, { from, to, text: lines.join("\n") });
    for (const { subject, replyTo } of mailsTo(server, from).slice(before))
      if (subject.startsWith("confirm ")) await write(server, { from, to: replyTo });
    const mails = mailsTo(server, from).slice(before);
    // Several leave at once, in any order.
    const told = mails
      .map(({ subject, text }) => `Subject: ${subject}\n\n${text}`)
      .toSorted()
      .join("\n");
    answers.push(`===== ${from} to ${to}: ${lines.join("; ")}\n\n${told}`);
    return told;
  };
  const request = "team-request@example.org";
  const member = await ask(ANNA, request, ["review", "verify"]);
  assert.doesNotMatch(member, /ben@/, "who wants to be hidden is");
  assert.match(await ask(MIA, request, ["review"]), /ben@example\.net/);
  const stranger = await ask(ZOE, request, ["review", "modindex", "set team nomail", "distribute team"]);
  assert.doesNotMatch(stranger, /anna@|ben@/);
  await ask(ANNA, SITE, ["lists", "which", "review team"]);
  const nowhere = ["review", "review nowhere", "which", "get team", "crocodiles", "echo"];
  assert.doesNotMatch(await ask(ZOE, SITE, nowhere), /crocodiles/i);
  assertGolden("answer-commands.txt", answers.join("\n").replaceAll(/[0-9a-f]{32}/g, "(key)"));
});
