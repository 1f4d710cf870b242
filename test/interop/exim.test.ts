/** Beside a real Exim with the operators' guide's configuration, and a member behind it who uses mutt. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { type Bytes, utf8 } from "#base";
import { heldList, type HeldView, listCreate, memberAdd } from "#operations";
import { freePort } from "../support/free-port.ts";
import { fillDisk } from "../support/full-disk.ts";
import { until } from "../support/lists/plain-team.ts";
import {
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { sealed } from "../support/programs/correspondents.ts";
import { type Exim, eximPeer, startExim } from "../support/programs/exim.ts";
import type { MuttName } from "../support/programs/mutt.ts";
import { muttAnswersList, type MuttUser, muttWrites } from "../support/programs/mutt-mailbox.ts";
import { peer } from "../support/programs/peers.ts";
import { RawSmtp } from "../support/raw-smtp.ts";
import { newServer, type TestServer } from "../support/server.ts";

const NEWS = "news@lists.example.org";
const [ANNA, BEN, RITA] = ["anna@example.net", "ben@example.net", "rita@reader.example"] as const;
/** Not among the hosts that may send to anybody. */
const STRANGER = "127.0.0.2";

interface Scene {
  readonly server: TestServer;
  readonly exim: Exim;
  readonly port: number;
}

async function besideExim(t: TestContext): Promise<Scene> {
  const [port, lmtpPort] = [await freePort(), await freePort()];
  const listener = ["[[listeners]]", 'protocol = "lmtp"', `listen = "127.0.0.1:${lmtpPort}"`];
  const config = [...listener, "[relay]", `port = ${port}`];
  const server = await newServer(t, { clock: movableClock(), config });
  const neighbours = ["alice", "bob"];
  const exim = await startExim(t, { port, lmtpPort, sinkPort: server.sink.port, neighbours, reader: RITA });
  const settings = { max_message_size: 400 };
  await server.call(listCreate, { address: NEWS, name: "News", owners: ["mia@example.net"], settings });
  for (const address of [ANNA, BEN, RITA]) await server.call(memberAdd, { list: NEWS, member: { address } });
  return { server, exim, port };
}

function newsletter(id: string, text = "At noon?"): Bytes {
  const fields = [`From: ${ANNA}`, `To: ${NEWS}`, `Subject: ${id}`, `Message-ID: <${id}@laptop.example>`];
  return utf8([...fields, "", text, ""].join("\r\n"));
}

/** Some octets of text. */
function filler(octets: number): string {
  return `${"x".repeat(76)}\r\n`.repeat(octets / 78);
}

async function submit({ exim }: Scene, from: string, to: string, message: Bytes): Promise<void> {
  for (const { outcome, text } of await exim.submit({ from, recipients: [to] }, message)) {
    assert.equal(outcome, "delivered", `${text}\n${exim.log()}`);
  }
}

function copies({ server }: Scene, address: string, mark: string) {
  return server.mailbox(address).filter(({ data }) => data.includes(mark));
}

async function untilCopies(scene: Scene, mark: string): Promise<void> {
  for (const address of [ANNA, BEN]) {
    await until(`${address} has ${mark}`, () => copies(scene, address, mark).length > 0);
  }
}

async function heldAs({ server }: Scene, code: string): Promise<readonly HeldView[]> {
  return (await server.call(heldList, {})).filter((held) => held.code === code);
}

async function bouncesTo(scene: Scene, list: string): Promise<readonly HeldView[]> {
  return (await heldAs(scene, "bounce")).filter((held) => held.list === list);
}

function refuse({ server }: Scene, address: string | null): void {
  server.sink.behaviour.answer = (line) =>
    address !== null && line.startsWith(`RCPT TO:<${address}>`) ? "550 5.1.1 No such person" : undefined;
}

const needed = { skip: eximPeer().skip };

test("beside a real Exim", needed, async (t) => {
  const scene = await besideExim(t);
  const { server, exim, port } = scene;

  await t.test("a post comes in by LMTP and goes out to everybody as it was", async () => {
    await submit(scene, ANNA, NEWS, newsletter("first", "Grüße, Смотри, 日本\r\n.\r\nFrom here on"));
    await untilCopies(scene, "<first@laptop.example>");
    const [copy] = copies(scene, BEN, "<first@laptop.example>");
    assert.equal(copy?.from, "news-bounces@lists.example.org");
    assert.equal(copy?.data.toString().split("\r\n\r\n")[1], "Grüße, Смотри, 日本\r\n.\r\nFrom here on\r\n");
  });

  await t.test(
    "a sealed post comes out sealed; a copy that comes back is known by its return path",
    async () => {
      const team = await sealedTeam(server);
      const content = protectedText(team.alice, "Wasserzeichen\n", { subject: "Heliotrop" });
      const message = letter(team.alice, await sealed(team.openpgp, content, team.alice));
      refuse(scene, team.bob.address);
      await submit(scene, team.alice.address, TEAM, message);
      await until("Alice has it", () => server.mailbox(team.alice.address).length > 0);
      assert.match(server.mailbox(team.alice.address)[0]?.from ?? "", /^team-bounces\+[^@]+@example\.org$/);
      const opened = await readNewest(server, team.alice, team);
      assert.deepEqual(
        opened?.signatures.map(({ verdict }) => verdict),
        ["valid"],
      );
      assert.ok(Buffer.from(opened?.content ?? "").includes("Wasserzeichen"));
      await until("the bounce is kept", async () => (await bouncesTo(scene, TEAM)).length > 0);
      refuse(scene, null);
      const [bounce] = await bouncesTo(scene, TEAM);
      assert.equal(bounce?.sender, "");
      assert.match(bounce?.detail ?? "", /^about member \d+$/);
    },
  );

  await t.test(
    "a copy of a list without keys comes back with a null sender, and goes no further",
    async () => {
      refuse(scene, BEN);
      await submit(scene, ANNA, NEWS, newsletter("second"));
      await until("the bounce is kept", async () => (await bouncesTo(scene, NEWS)).length > 0);
      refuse(scene, null);
      const bounces = await bouncesTo(scene, NEWS);
      assert.deepEqual(
        bounces.map(({ sender }) => sender),
        [""],
      );
      await until("Exim has nothing left", () => exim.waiting().length === 0);
    },
  );

  await t.test("only addresses that are there are taken from strangers, and nothing for others", async () => {
    const client = await RawSmtp.connect({ port, localAddress: STRANGER });
    const dialogue = [
      ["EHLO laptop.example", /^250/],
      ["MAIL FROM:<eve@example.com>", /^250/],
      ["RCPT TO:<nobody@lists.example.org>", /^550[\s\S]*There is no such list here/],
      ["RCPT TO:<eve@example.net>", /^550 This server does not take mail for others/],
      [`RCPT TO:<${NEWS}>`, /^250/],
      ["RCPT TO:<news-bounces+00@lists.example.org>", /^250/],
      ["RSET", /^250/],
      ["MAIL FROM:<eve@example.com> SIZE=104857601", /^552/],
    ] as const;
    for (const [line, answer] of dialogue) {
      client.write(`${line}\r\n`);
      assert.match((await client.replies(1))[0] ?? "", answer, line);
    }
    client.close();
  });

  await t.test("what is larger than the list wants waits there for its owner, not in Exim", async () => {
    await submit(scene, ANNA, NEWS, newsletter("large", filler(500_000)));
    await until("it is held", async () => (await heldAs(scene, "too-large")).length === 1);
    await until("Exim has nothing left", () => exim.waiting().length === 0);
  });

  await t.test(
    "what we put off with 4xx stays in Exim's queue, and comes once when there is room",
    async () => {
      const makeRoom = await fillDisk(server.db, "receiving");
      await submit(scene, ANNA, NEWS, newsletter("third", filler(300_000)));
      await until("Exim put it off", () => /== news@lists\.example\.org .* 452/.test(exim.log()));
      assert.deepEqual(exim.waiting(), [NEWS]);
      await makeRoom();
      await exim.flush();
      await untilCopies(scene, "<third@laptop.example>");
      assert.equal(copies(scene, ANNA, "<third@laptop.example>").length, 1);
      await until("Exim has nothing left", () => exim.waiting().length === 0);
    },
  );

  for (const program of ["mutt", "neomutt"] as const) {
    await t.test(`a member reads and writes with ${program}`, { skip: peer(program).skip }, (inner) =>
      correspond(inner, scene, program),
    );
  }

  await t.test("while the server is down Exim keeps the mail", async () => {
    await server.stop();
    await submit(scene, ANNA, NEWS, newsletter("last"));
    await until("Exim put it off", () => /== news@lists\.example\.org .*Connection refused/.test(exim.log()));
    assert.deepEqual(exim.waiting(), [NEWS]);
  });
});

/** Rita writes with the program, reads what came back to her, and answers the list. */
async function correspond(t: TestContext, scene: Scene, program: MuttName): Promise<void> {
  const { exim } = scene;
  const user: MuttUser = {
    program,
    name: "Rita Reader",
    address: RITA,
    box: `${exim.folder}/reader`,
    sendmail: exim.sendmail,
    list: NEWS,
  };
  const arrived = (): number => readdirSync(`${user.box}/new`).length;
  const before = arrived();
  const subject = `Grüße von ${program}`;
  muttWrites(t, user, { to: NEWS, subject, text: "Schöne Grüße, 日本" });
  await untilCopies(scene, "Reader");
  await until("Rita has her own", () => arrived() > before);
  const shown = muttAnswersList(t, user, `Answered by ${program}.`);
  assert.match(shown, new RegExp(`^Subject: \\[News\\] ${subject}$`, "m"));
  assert.match(shown, /^From: Rita Reader <rita@reader\.example>$/m);
  assert.match(shown, /^Schöne Grüße, 日本$/m);
  await untilCopies(scene, `Answered by ${program}.`);
  const [answer] = copies(scene, BEN, `Answered by ${program}.`);
  assert.match(answer?.data.toString() ?? "", /^In-Reply-To: <.*@.*>\r$/m);
}
