/**
 * S5, S7: where words of a sealed post could come out: its protected Subject and other fields, its text, the names of its
 * attachments, its Bcc. Looked for in all mail that leaves, decoded; in log lines; and in what every view says to an operator:
 * held, explain, health, queue, checks. Mailman-SLS put the opened Subject into notices, Schleuder into logs (3.2.3, 3.4.1).
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, concatBytes, type Logger, utf8 } from "#base";
import { composePart, decodeBody, formatField, formatParameter, parseMessage } from "#mime";
import {
  heldAccept,
  heldAsk,
  heldList,
  heldReject,
  heldSend,
  heldShow,
  listConfigure,
  listHealth,
  listList,
  listShow,
  memberList,
  queueList,
  siteCheck,
} from "#operations";
import { messageExplain } from "#pipeline";
import { placesOf } from "../support/at-rest.ts";
import { correspondent, entity, mixed, sealed, signed } from "../support/programs/correspondents.ts";
import { keptRows } from "../support/lists/kept-posts.ts";
import {
  CAROL,
  join,
  letter,
  movableClock,
  OWNER,
  readNewest,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const WORDS = ["Siebenschlaefer", "Krokodilstraene", "Zitronenfalter", "Haselhuhn", "Mauersegler"] as const;
const [SUBJECT, BODY, FILE, BCC, FIELD] = WORDS;
const DAY_MS = 86_400_000;

/** A text, and a file whose name stands in every parameter that programs use (RFC 2183, RFC 2231). */
function secret(from: string): Bytes {
  const named = [
    ["Content-Type", `application/pdf${formatParameter("name", `${FILE}.pdf`)}`],
    ["Content-Disposition", `attachment${formatParameter("filename", `${FILE} é.pdf`)}`],
    ["Content-Description", FILE],
    ["Content-ID", `<${FILE}@laptop.example>`],
  ] as const;
  const content = mixed(entity(`${BODY}\n`), composePart({ fields: named, body: utf8("%PDF") }));
  const text = Buffer.from(content)
    .toString("latin1")
    .replace("multipart/mixed;", 'multipart/mixed; hp="cipher";');
  const fields = [
    ["From", `${FIELD} <${from}>`],
    ["To", TEAM],
    ["Cc", `${FIELD} <cc@example.com>`],
    ["Bcc", `${BCC}@example.com`],
    ["Subject", SUBJECT],
    ["Comments", FIELD],
    ["Keywords", FIELD],
  ] as const;
  return concatBytes(...fields.map(([name, value]) => formatField(name, value)), Buffer.from(text, "latin1"));
}

interface Story {
  readonly server: TestServer;
  readonly team: Team;
  readonly write: (id: string, signer?: Team["alice"] | null) => Promise<Bytes>;
  readonly later: (ms: number) => Promise<void>;
  /** Nowhere outside of what is sealed; `answers` are those of operations. */
  readonly search: (...answers: readonly unknown[]) => Promise<void>;
}

async function begin(t: TestContext, settings = {}): Promise<Story> {
  const lines: string[] = [];
  const note = (event: string, fields?: object): void =>
    void lines.push(JSON.stringify({ event, ...fields }));
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  const clock = movableClock();
  const server = await newServer(t, { clock, logger });
  const team = await sealedTeam(server, settings);
  const write = async (id: string, signer: Team["alice"] | null = team.alice): Promise<Bytes> => {
    const inside = secret(team.alice.address);
    const content = await sealed(team.openpgp, signer === null ? inside : await signed(signer, inside));
    return letter(team.alice, content, { id });
  };
  const later = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await server.drain();
    await server.drain();
  };
  const search = async (...answers: readonly unknown[]): Promise<void> => {
    const all = [...answers, ...(await everyView(server))].map((answer) => JSON.stringify(answer)).join("\n");
    const places = [
      { name: "sent", octets: decoded(server) },
      { name: "log", octets: Buffer.from(lines.join("\n")) },
      { name: "views", octets: Buffer.from(all) },
    ];
    for (const word of WORDS) assert.deepEqual(placesOf(word, places), [], word);
    for (const { name, octets } of places) assert.ok(octets.length > 0, name);
    assert.ok(placesOf("outside", places).length > 0, "the search finds what is outside");
  };
  return { server, team, write, later, search };
}

async function everyView(server: TestServer): Promise<readonly unknown[]> {
  const held = await server.call(heldList, {});
  return [
    held,
    ...(await Promise.all(held.map(({ id }) => server.call(heldShow, { id })))),
    ...(await Promise.all(held.map(({ id }) => server.call(messageExplain, { list: TEAM, held: id })))),
    await server.call(listHealth, { list: TEAM }),
    await server.call(listShow, { list: TEAM }),
    await server.call(listList, {}),
    await server.call(memberList, { list: TEAM }),
    await server.call(queueList, {}),
    await server.call(siteCheck, {}),
  ];
}

/** All that left, with the bodies of its parts as programs show them. */
function decoded(server: TestServer): Buffer {
  const bodies = server.sink.messages.flatMap(({ data }) => {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    const open = [parsed.value];
    const found: Bytes[] = [data];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      found.push(decodeBody(one));
      open.push(...one.children);
    }
    return found;
  });
  return Buffer.concat(bodies);
}

for (const [words, settings] of [
  ["as they are by default", {}],
  ["with the real Subject outside, where it was not protected", { sealed_subject: "real" }],
  [
    "with a prefix, the poster's name and the poster's signature",
    {
      subject_prefix: "[T:{name}] ",
      poster_name_outside: "yes",
      keep_poster_signature: "yes",
    },
  ],
] as const) {
  test(`an accepted post, its answers, and who cannot read it: ${words}`, async (t) => {
    const { server, team, write, later, search } = await begin(t, settings);
    const message = await write("1");
    const foretold = await server.call(messageExplain, { list: TEAM, message: fileInput(message) });
    await server.post({ from: team.alice.address, to: TEAM, message });
    await server.post({ from: team.alice.address, to: TEAM, message: await write("2") });
    const copy = await readNewest(server, team.bob, team);
    assert.match(JSON.stringify(copy?.headers), new RegExp(SUBJECT), "members read it");
    assert.doesNotMatch(
      JSON.stringify(copy?.headers) + Buffer.from(copy?.content ?? "").toString(),
      new RegExp(BCC),
    );
    assert.match(Buffer.from(server.mailbox(CAROL)[0]?.data ?? "").toString(), /waiting for you/);
    assert.equal((await keptRows(server)).posts, 2);
    await server.post({
      from: "",
      to: server.mailbox(team.bob.address)[0]?.from ?? "",
      message: concatBytes(
        utf8("From: mailer-daemon@example.net\r\nSubject: Undelivered\r\n\r\n"),
        secret(team.alice.address),
      ),
    });
    await later(DAY_MS);
    await search(foretold);
  });
}

test("a post that waits, is read, asked for again and rejected; the summary of the day; one that is let go on", async (t) => {
  const { server, team, write, later, search } = await begin(t, { max_message_size: 1 });
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  for (const id of ["1", "2", "3"])
    await server.post({ from: team.alice.address, to: TEAM, message: await write(id) });
  const ids = (await server.call(heldList, {})).map(({ id }) => id);
  const [first = 0, second = 0, third = 0] = ids;
  await search();
  await server.call(heldSend, { id: first, to: olga.address });
  await server.call(heldAsk, { id: second });
  await later(1000);
  const answers = [
    await server.call(heldReject, { ids: [second], reason: "not here" }),
    await server.call(heldAccept, { ids: [third] }),
  ];
  await later(DAY_MS);
  await search(...answers);
});

test("a post that is refused: not signed, signed by somebody else, damaged, to a list that wants another family, by the owner's door", async (t) => {
  const { server, team, write, later, search } = await begin(t, {
    gpg_post_sign: "force",
    smime_post_sign: "force",
  });
  const mallory = await correspondent("mallory");
  const whole = Buffer.from(await write("d")).toString("latin1");
  const damaged = Buffer.from(whole.replace(/(?<=\r\n[\w+/]{60,80}\r\n)[\w+/]{2}/, "AA"), "latin1");
  assert.notEqual(damaged.toString("latin1"), whole);
  const messages = [await write("n", null), await write("m", mallory), damaged];
  for (const message of messages) {
    await server.post({ from: team.alice.address, to: TEAM, message });
    await server.post({ from: team.alice.address, to: OWNER, message });
  }
  await server.call(listConfigure, { list: TEAM, settings: { gpg_post_encrypt: "no" } });
  await server.post({ from: team.alice.address, to: TEAM, message: await write("f") });
  await later(DAY_MS);
  await search();
});
