/** What people read is in the list's language, or in the one that they chose, worded as the operator wishes. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fromUtf8, type Language, utf8 } from "#base";
import { decodeBody, decodeWords, parseMessage } from "#mime";
import {
  listConfigure,
  listCreate,
  listShow,
  memberAdd,
  memberRemove,
  memberSet,
  memberUnsubscribe,
} from "#operations";
import { temporaryFolder } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import {
  CAROL,
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { entity, sealed } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [ANN, EVE] = ["ann@example.net", "eve@example.com"] as const;
const REQUEST = "team-request@example.org";

/** Keys that are mailed are others in each run. */
function withoutKeys(text: string): string {
  return normalised(text).replaceAll(/\b[0-9a-f]{32}\b/g, "(key)");
}

/** Subject and text of each mail to an address, oldest first. */
function readBy(server: TestServer, address: string): readonly string[] {
  return server.mailbox(address).map(({ data }) => {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    const body = decodeBody(parsed.value);
    const subject = decodeWords(parsed.value.header.first("subject")?.value ?? "");
    return withoutKeys(`Subject: ${subject}\n\n${fromUtf8(body)}`);
  });
}

async function write(server: TestServer, from: string, text: string, to: string = TEAM): Promise<void> {
  const id = `${from}.${text.length}.${to}`;
  await server.post({ from, to, message: letter({ address: from }, entity(text), { id, to }) });
}

/** A list of that language, and what people got in their first days on it. */
async function firstDays(server: TestServer, language: Language): Promise<string> {
  const settings = { language, respond_to_post_requests: "yes" };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  await write(server, EVE, "subscribe\n", REQUEST);
  await server.call(memberAdd, { list: TEAM, member: { address: ANN }, welcome: true });
  await server.call(memberSet, { list: TEAM, address: ANN, options: { ack: true } });
  await write(server, ANN, "At noon?\n");
  await write(server, ANN, "which\nreview\nset team nonsense\n", REQUEST);
  await write(server, EVE, "Buy this!\n");
  await server.call(memberUnsubscribe, { list: TEAM, address: ANN });
  await server.drain();
  const { inWords } = await server.call(listShow, { list: TEAM });
  assert.equal(inWords[0], "What members write goes out.", "operators read English");
  const said = [ANN, EVE, MIA].flatMap((who) =>
    readBy(server, who)
      .toSorted()
      .map((mail) => `To: ${who}\n${mail}`),
  );
  return said.join("\n--------\n");
}

for (const language of ["de", "fr"] as const)
  test(`a list speaks ${language} to members, strangers and owners, to the last line`, async (t) => {
    const server = await newServer(t, { clock: movableClock() });
    assertGolden(`language-${language}.txt`, await firstDays(server, language));
  });

test("members are written to in the language that they chose, on a list with keys too", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { language: "es" });
  await server.call(memberSet, { list: TEAM, address: CAROL, options: { language: "nl" } });
  const text = protectedText(team.alice, "Shall we meet at noon?\n", { subject: "Lunch" });
  const message = letter(team.alice, await sealed(team.openpgp, text, team.alice), { id: "1" });
  await server.post({ from: team.alice.address, to: TEAM, message });
  assert.match(readBy(server, CAROL).join(), /Er wacht een bericht op u[\s\S]*wij hebben geen sleutel van u/);
  await server.call(memberRemove, { list: TEAM, address: CAROL });
  await server.drain();
  assert.match(readBy(server, CAROL).at(-1) ?? "", /U staat niet meer op Team/);
  await write(server, MIA, "help\n", REQUEST);
  assert.match(readBy(server, MIA).at(-1) ?? "", /qué resultó de su mensaje/);
});

test("the list's wording comes before the domain's, and the site speaks for itself", async (t) => {
  const clock = movableClock();
  const templates = temporaryFolder(t);
  const file = (path: string, text: string) => {
    mkdirSync(dirname(join(templates, path)), { recursive: true });
    writeFileSync(join(templates, path), text);
  };
  file("example.org/de/own.ftl", "goodbye-removed-subject = Domain\nmoved-key = { $nobody }\n");
  file("example.org/team/de/own.ftl", "goodbye-removed-subject = Tschüs von { $list }\n");
  const site = [`templates = ${JSON.stringify(templates)}`, `language = "nl"`];
  const server = await newServer(t, { clock, site });
  const leaves = async (list: string) => {
    await server.call(listCreate, { address: list, name: list, owners: [MIA] });
    await server.call(listConfigure, { list, settings: { language: "de" } });
    await server.call(memberAdd, { list, member: { address: ANN } });
    await server.call(memberRemove, { list, address: ANN });
    await server.drain();
    return readBy(server, ANN).at(-1)?.split("\n")[0];
  };
  await server.call(listCreate, { address: "new@example.org", name: "New" });
  assert.equal((await server.call(listShow, { list: "new@example.org" })).settings.language, "nl");
  await write(server, EVE, "lists\nnonsense\n", "conclave@example.org");
  const [answer = ""] = readBy(server, EVE);
  assert.match(answer, /^Subject: Wat er van uw bericht is gekomen\n[\s\S]*want het zijn geen opdrachten/);
  assert.equal(await leaves(TEAM), `Subject: Tschüs von ${TEAM}`);
  assert.equal(await leaves("other@example.org"), "Subject: Domain");
  assert.equal(await leaves("far@example.net"), "Subject: Sie stehen nicht mehr auf far@example.net");

  const german = { language: "de", private_roster: "public" };
  await server.call(listCreate, { address: "chor@example.org", owners: [MIA], settings: german });
  await write(server, EVE, "info chor\n", "conclave@example.org");
  const said = readBy(server, EVE).at(-1) ?? "";
  assert.match(said, /Wat leden schrijven, wordt verspreid/, "all of it in the language of the site");
  assert.doesNotMatch(said, /Mitglied/);
  await write(server, EVE, "review\nstats\n", "chor-request@example.org");
  const roster = readBy(server, EVE).at(-1) ?? "";
  assert.match(roster, /: 1 Mitglied\.\n {2}mia@example\.net, Verwalter\n/);
  assert.equal(roster.match(/: 1 Mitglied\./g)?.length, 2);
  const forged = utf8(`From: ${ANN}\r\nTo: conclave@example.org\r\nMessage-ID: <forged@x>\r\n\r\nlists\r\n`);
  await server.post({ from: EVE, to: "conclave@example.org", message: forged });
  assert.match(
    readBy(server, EVE).at(-1) ?? "",
    /Er is niets gedaan\. Stuur het/,
    "nobody is told to sign where nothing is signed",
  );
});
