/**
 * The server dies between the steps of a digest, for readers with a key and without: each post reaches each reader once,
 * what goes sealed only when a key of theirs works, and who waits for that is told once.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, OPERATOR, silentLogger, utf8 } from "#base";
import { keyBind, listDigest, memberRemove, memberSet } from "#operations";
import { armourKey } from "#openpgp";
import { connect } from "#wire";
import { join } from "node:path";
import { type OpenSite, openSite } from "../../src/main/open-site.ts";
import { startServer } from "../../src/main/start-server.ts";
import type { DatabaseName } from "../support/database.ts";
import { digestsOf, FOR_THOSE_WITH_KEYS } from "../support/lists/digests-read.ts";
import { keylessDora, noticesTo } from "../support/lists/kept-posts.ts";
import {
  CAROL,
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { mortal } from "../support/mortal-database.ts";
import { sealed } from "../support/programs/correspondents.ts";
import { fileInput, newServer } from "../support/server.ts";

for (const [database, stride] of [
  ["sqlite", 2],
  ["postgres", 5],
] as const) {
  test(`${database}: killed between the steps of a digest`, { timeout: 240_000 }, async (t) => {
    const { server, team, dora, site } = await prepare(t, database);
    let rounds = 0;
    for (let end = "died"; end === "died";) {
      rounds += 1;
      const secret = protectedText(team.alice, `${rounds}-sealed\n`);
      const content = await sealed(team.openpgp, secret, team.alice);
      end = await dieOver(site, 1 + (rounds - 1) * stride, [
        letter(team.alice, content, { id: `${rounds}-sealed` }),
        letter(team.alice, large(`${rounds}-clear`), { id: `${rounds}-clear` }),
      ]);
    }
    assert.ok(rounds > 1, `there are steps: ${rounds}`);
    t.diagnostic(`${rounds} lives`);
    const context = { ...site, actor: OPERATOR, wake() {}, progress() {} };
    const file = fileInput(utf8(armourKey(dora.publicKey)));
    const bound = await keyBind.invoke(context, { list: TEAM, member: dora.address, key: { file } });
    assert.ok(bound.ok);
    const last = await startServer(site);
    await last.drain();
    // A post that was sealed longer than the one behind it waits for another digest.
    assert.ok((await listDigest.invoke(context, { list: TEAM, now: true })).ok);
    await last.drain();
    await last.stop();
    const words = (kind: string) => Array.from({ length: rounds }, (_, nth) => `${nth + 1}-${kind}`);
    const all = [...words("sealed"), ...words("clear")].toSorted();
    assert.deepEqual((await readBy(server, team.bob, team)).toSorted(), all);
    assert.deepEqual((await readBy(server, dora, team)).toSorted(), all);
    assert.equal(noticesTo(server, dora.address).length, 1);
  });
}

/** Without what stands twice because the relay's answer was lost: the same message. */
async function readBy(...[server, reader, team]: Parameters<typeof digestsOf>): Promise<readonly string[]> {
  const seen = new Set<string>();
  const once = server.mailbox(reader.address).filter(({ data }) => {
    const id = /^Message-ID: (.*)\r$/m.exec(data.toString())?.[1] ?? "";
    return seen.has(id) ? false : seen.add(id);
  });
  const digests = await digestsOf({ mailbox: () => once }, reader, team);
  return digests.flatMap((digest) => digest.match(/\d+-(?:clear|sealed)/g) ?? []);
}

async function prepare(t: TestContext, database: DatabaseName) {
  const clock = movableClock();
  const server = await newServer(t, { clock, database });
  const team = await sealedTeam(server, { ...FOR_THOSE_WITH_KEYS, digest_size_threshhold: 4 });
  for (const address of [CAROL, MIA, team.alice.address])
    await server.call(memberSet, { list: TEAM, address, options: { delivery: "off" } });
  await server.call(memberRemove, { list: TEAM, address: CAROL });
  const dora = await keylessDora(server);
  for (const { address } of [team.bob, dora])
    await server.call(memberSet, { list: TEAM, address, options: { digest: "plain" } });
  await server.stop();
  const site = { ...(await openSite(server.folder, silentLogger)), clock };
  t.after(() => site.close());
  return { server, team, dora, site };
}

function large(word: string): Bytes {
  const lines = Array.from({ length: 80 }, () => "x".repeat(60));
  return utf8(["Content-Type: text/plain", "", word, ...lines, ""].join("\r\n"));
}

/** A life of the server in which posts come, and which ends before the nth transaction of the digest that they begin. */
async function dieOver(site: OpenSite, nth: number, posts: readonly Bytes[]): Promise<"died" | "lived"> {
  const { db, dieAt } = mortal(site.db, "/src/pipeline/digests/");
  const server = await startServer({ ...site, db });
  try {
    await server.drain();
    const death = dieAt(nth);
    for (const post of posts) await send(site.folder, post);
    const drained = server.drain();
    return await Promise.race([death.then(() => "died" as const), drained.then(() => "lived" as const)]);
  } finally {
    await server.stop();
  }
}

async function send(folder: string, message: Bytes): Promise<void> {
  const address = { kind: "unix", path: join(folder, "run", "lmtp.sock") } as const;
  const connected = await connect({ protocol: "lmtp", address, hostname: "mta.example.org" });
  assert.ok(connected.ok);
  const sent = await connected.value.send({ from: "alice@example.org", recipients: [TEAM], eightBit: null }, [
    message,
  ]);
  assert.equal(sent[0]?.outcome, "delivered");
  await connected.value.quit();
}
