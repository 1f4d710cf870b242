/** `conclave explain`: what it foretells is what happens, and nothing happens by asking. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, LIMITS, utf8 } from "#base";
import { listCreate, memberAdd } from "#operations";
import { type Explanation, messageExplain } from "#pipeline";
import {
  correspondent,
  entity,
  mixed,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { type DatabaseName, forEachDatabase } from "../support/database.ts";
import {
  CAROL,
  join,
  letter,
  movableClock,
  OWNER,
  protectedText,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { rowsStored } from "../support/rows-stored.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

interface Case {
  readonly what: string;
  /** Decision and code. */
  readonly becomes: string;
  readonly from?: string;
  readonly to?: string;
  readonly message: Bytes;
}

async function explain(server: TestServer, { from, to = TEAM, message }: Case): Promise<Explanation> {
  const before = [await rowsStored(server), server.sink.messages.length];
  const found = await server.call(messageExplain, { list: to, message: fileInput(message), from });
  await server.drain();
  assert.deepEqual([await rowsStored(server), server.sink.messages.length], before, "nothing comes of it");
  return found;
}

function inWords({ decision }: Explanation): string {
  return decision.code === null ? decision.do : `${decision.do} ${decision.code}`;
}

/** What the newest inbox row was decided to be. */
async function taken({ db }: TestServer): Promise<string> {
  const row = await db.read((tx) =>
    tx.query
      .selectFrom("inbox")
      .select(["decision", "code"])
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
  if (row.code === "duplicate") return "silent";
  return row.decision === "accept" ? "accept" : `${row.decision} ${row.code}`;
}

/** Foretells, lets it happen, and compares the decision and how many messages leave. */
async function holdsTrue(server: TestServer, one: Case): Promise<Explanation> {
  const found = await explain(server, one);
  assert.equal(inWords(found), one.becomes, one.what);
  const sent = recipientsOf(server);
  await server.post({ from: one.from ?? found.sender, to: one.to ?? TEAM, message: one.message });
  assert.equal(await taken(server), one.becomes, `${one.what}: taken`);
  const left = recipientsOf(server) - sent;
  const [most, least] = [
    leaving(found, found.copies),
    leaving(
      found,
      found.copies.filter(({ form }) => form !== "notice"),
    ),
  ];
  assert.ok(
    left <= most && left >= least,
    `${one.what}: ${left} messages leave, foretold are ${least} to ${most}`,
  );
  return found;
}

/** Lists without keys go out in batches. */
function recipientsOf({ sink }: TestServer): number {
  return sink.messages.reduce((sum, { recipients }) => sum + recipients.length, 0);
}

/** Members who cannot get a copy hear of it once a day. */
function leaving({ told, answer }: Explanation, copies: Explanation["copies"]): number {
  return copies.reduce((sum, { number }) => sum + number, told.length + (answer.to === null ? 0 : 1));
}

async function scene(
  t: TestContext,
  database: DatabaseName = "sqlite",
): Promise<{ readonly server: TestServer; readonly team: Team }> {
  const server = await newServer(t, { clock: movableClock(), database });
  const team = await sealedTeam(server, { max_message_size: 40 });
  await join(server, await correspondent("olga"), { owner: true });
  return { server, team };
}

async function sealedCases({ alice, bob, openpgp, smime }: Team): Promise<readonly Case[]> {
  let nth = 0;
  const post = (by: { readonly address: string }, content: Bytes) => letter(by, content, { id: `${++nth}` });
  const eve = await correspondent("eve");
  const both = (text: string) => sealed(openpgp, protectedText(alice, text), alice);
  const first = await both("once");
  const whose = await sealed(openpgp, entity("whose?"));
  const signedOnce = await signed(alice, entity("counts once"));
  const tampered = damaged(await both("tampered"));
  const asEve = await sealed(openpgp, protectedText(alice, "I am Alice"), eve);
  const large = await sealed(openpgp, protectedText(alice, "x".repeat(60_000)), alice);
  const forMia = await sealed(eve, entity("for somebody else"), alice);
  return [
    { what: "sealed and signed", becomes: "accept", message: post(alice, first) },
    { what: "the same sealed text again", becomes: "silent", message: post(alice, first) },
    {
      what: "signed, in S/MIME",
      becomes: "accept",
      message: post(bob, sealedCms(smime, await signed(bob, entity("hello")), "gcm")),
    },
    { what: "plain", becomes: "reject not-sealed", message: post(alice, entity("hello")) },
    {
      what: "signed only",
      becomes: "reject not-sealed",
      message: post(alice, await signed(alice, entity("in clear"))),
    },
    {
      what: "sealed only",
      becomes: "hold not-signed",
      message: post(alice, whose),
    },
    { what: "tampered", becomes: "reject cannot-open", message: post(alice, tampered) },
    { what: "sealed to another key", becomes: "reject cannot-open", message: post(alice, forMia) },
    {
      what: "sealed among other parts",
      becomes: "reject not-whole",
      message: post(alice, mixed(await both("whole?"), entity("footer\n"))),
    },
    {
      what: "signed by nobody here",
      becomes: "hold not-signed",
      from: "alice@example.org",
      message: post(alice, asEve),
    },
    {
      what: "an outsider",
      becomes: "hold not-signed",
      message: post(eve, await sealed(openpgp, entity("hello"), eve)),
    },
    { what: "too large", becomes: "hold too-large", message: post(alice, large) },
    { what: "signed once", becomes: "accept", message: post(alice, await sealed(openpgp, signedOnce)) },
    {
      what: "signed once, sent again",
      becomes: "hold replayed",
      message: post(alice, await sealed(openpgp, signedOnce)),
    },
    {
      what: "from a program",
      becomes: "reject not-sealed",
      message: letter(alice, await signed(alice, entity("away")), {
        id: "auto",
        more: [["Auto-Submitted", "auto-generated"]],
      }),
    },
    {
      what: "an answer of a program",
      becomes: "discard automatic",
      message: letter(alice, await signed(alice, entity("away")), {
        id: "auto-reply",
        more: [["Auto-Submitted", "auto-replied"]],
      }),
    },
    {
      what: "a loop",
      becomes: "discard loop",
      message: letter(alice, await both("again"), { id: "loop", more: [["List-Id", "<team.example.org>"]] }),
    },
    {
      what: "no mail at all",
      becomes: "reject not-sealed",
      from: "x@example.com",
      message: utf8("\x00\x01 nothing of a mail\r\n"),
    },
    {
      what: "to the owners",
      becomes: "accept",
      to: OWNER,
      message: letter(alice, await both("for the owners"), { id: "o", to: OWNER }),
    },
    {
      what: "what was sealed for the members, to the owners",
      becomes: "hold opened-elsewhere",
      to: OWNER,
      message: letter(alice, whose, { id: "w", to: OWNER }),
    },
    {
      what: "a request for the key",
      becomes: "accept",
      to: "team-sendkey@example.org",
      from: "who@example.com",
      message: letter({ address: "who@example.com" }, entity("\n"), { id: "k" }),
    },
    {
      what: "a bounce",
      becomes: "accept",
      to: "team-bounces@example.org",
      from: "",
      message: letter({ address: "mailer@example.com" }, entity("\n"), { id: "b" }),
    },
  ];
}

/** Another letter in the middle of the armoured octets. */
function damaged(content: Bytes): Bytes {
  const octets = Buffer.from(content);
  const start = octets.indexOf("\r\n\r\n", octets.indexOf("BEGIN PGP")) + 4;
  const at = start + 7 * 78 + 9;
  octets[at] = octets[at] === 0x41 ? 0x42 : 0x41;
  return octets;
}

forEachDatabase((database) => {
  test("what is foretold of every kind of mail to a sealed list is what happens", async (t) => {
    const { server, team } = await scene(t, database);
    for (const one of await sealedCases(team)) await holdsTrue(server, one);
  });
});

/** Header fields up to the limit, so that the list's own find no room. */
function filled(message: Bytes): Bytes {
  const line = `X-Filler: ${"x".repeat(900)}\r\n`;
  const room = LIMITS.headerBytes - message.length - 100;
  return Buffer.concat([Buffer.from(line.repeat(Math.floor(room / line.length))), message]);
}

test("so it is on a list without keys", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["jo@example.org"] });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  const from = (address: string, id: string, more: readonly (readonly [string, string])[] = []) =>
    letter({ address }, entity("At noon?\n"), { id, more });
  for (const one of [
    { what: "a member", becomes: "accept", message: from(CAROL, "1") },
    { what: "once more", becomes: "silent", message: from(CAROL, "1") },
    { what: "an outsider", becomes: "hold nonmember", message: from("eve@example.com", "2") },
    { what: "its twin", becomes: "silent", message: from("eve@example.com", "2") },
    { what: "a program", becomes: "accept", message: from(CAROL, "3", [["Precedence", "bulk"]]) },
    { what: "a header that is full", becomes: "hold header-too-long", message: filled(from(CAROL, "4")) },
    {
      what: "two senders",
      becomes: "hold nonmember",
      from: CAROL,
      message: letter({ address: `${CAROL}, eve@example.com` }, entity("x\n"), { id: "5" }),
    },
  ])
    await holdsTrue(server, one);
});

test("so it is on an anonymous list, and nobody is named", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { anonymous_list: "yes" });
  const content = await sealed(team.openpgp, protectedText(team.alice, "who?"), team.alice);
  const accepted = {
    what: "a post",
    becomes: "accept",
    from: team.alice.address,
    message: letter(team.alice, content),
  };
  const clear = {
    ...accepted,
    becomes: "reject not-sealed",
    message: letter(team.alice, entity("clear\n"), { id: "2" }),
  };
  for (const one of [accepted, clear]) {
    const found = await holdsTrue(server, one);
    assert.doesNotMatch(JSON.stringify(found), /alice/);
  }
});

test("what was here before and is refused shows that its repetition decides", async (t) => {
  const { server, team } = await scene(t);
  const large = await sealed(team.openpgp, protectedText(team.alice, "x".repeat(60_000)), team.alice);
  const first = { what: "too large", becomes: "hold too-large", message: letter(team.alice, large) };
  const results = async (one: Case) =>
    (await explain(server, one)).steps.flatMap(({ name, result }) =>
      result === "goes-on" || result === "not-asked" ? [] : [`${name} ${result}`],
    );
  assert.deepEqual(await results(first), ["admit-post decides"]);
  await server.post({ from: team.alice.address, to: TEAM, message: first.message });
  const again = { ...first, becomes: "silent", message: letter(team.alice, large, { id: "2" }) };
  assert.deepEqual(await results(again), ["admit-post overruled", "counts-once decides"]);
});
