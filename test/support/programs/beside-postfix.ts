/**
 * Conclave beside a real Postfix: TEAM is sealed and comes through a unix socket of Postfix's group, NEWS is
 * plain and comes over TCP, PIPED through the pipe. Copies go back through Postfix; the sink is the world.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type Bytes, utf8 } from "#base";
import { heldList, type HeldView, listCreate, memberAdd } from "#operations";
import { freePort } from "../free-port.ts";
import { until } from "../lists/plain-team.ts";
import { type Postfix, startPostfix } from "./postfix.ts";
import { movableClock, sealedTeam, TEAM, type Team } from "../lists/sealed-team.ts";
import { newServer, type TestServer } from "../server.ts";
import type { SinkMessage } from "../smtp-sink.ts";

export const NEWS = "news@lists.example.net";
export const PIPED = "piped@lists.example.com";
export const MEMBERS = ["anna@example.net", "ben@example.net", "jörg@münchen.example"] as const;
export const PROGRAM = join(import.meta.dirname, "..", "..", "..", "conclave");

export interface Scene {
  readonly server: TestServer;
  readonly postfix: Postfix;
  readonly team: Team;
}

export async function besidePostfix(t: TestContext): Promise<Scene> {
  const [smtp, lmtp] = [await freePort(), await freePort()];
  const config = [
    "[[listeners]]",
    'protocol = "lmtp"',
    'listen = "run/lmtp.sock"',
    'group = "postfix"',
    "[[listeners]]",
    'protocol = "lmtp"',
    `listen = "127.0.0.1:${lmtp}"`,
    "[[listeners]]",
    'protocol = "lmtp"',
    'listen = "run/pipe.sock"',
    'mode = "666"',
    "[relay]",
    `port = ${smtp}`,
  ];
  const server = await newServer(t, { clock: movableClock(), config });
  const postfix = await startPostfix(t, {
    port: smtp,
    sinkPort: server.sink.port,
    transports: {
      ...transportOf(TEAM, `conclave:unix:${server.folder}/run/lmtp.sock`),
      "lists.example.net": `conclave:inet:127.0.0.1:${lmtp}`,
      "lists.example.com": "conclave-pipe:",
    },
    aliases: { "a@alias.example": NEWS, "b@alias.example": NEWS },
    services: [
      "conclave unix - - n - - lmtp",
      `conclave-pipe unix - n n - - pipe flags=q user=nobody null_sender= argv=${PROGRAM} deliver --socket ${server.folder}/run/pipe.sock --sender \${sender} -- \${recipient}`,
    ],
  });
  return { server, postfix, team: await sealedTeam(server) };
}

/** One list among other addresses of its domain. */
function transportOf(list: string, transport: string): Readonly<Record<string, string>> {
  const addresses = ["", "-owner", "-bounces", "-sendkey"].map((door) => list.replace("@", `${door}@`));
  return Object.fromEntries(addresses.map((address) => [address, transport]));
}

export function newsletter(
  id: string,
  from: string,
  lines: readonly string[] = ["At noon?"],
  to: string = NEWS,
): Bytes {
  const fields = [`From: ${from}`, `To: ${to}`, `Subject: ${id}`, `Message-ID: <${id}@laptop.example>`];
  return utf8([...fields, "", ...lines, ""].join("\r\n"));
}

export async function newsList(
  { server }: Scene,
  members: readonly string[] = MEMBERS,
  list = NEWS,
): Promise<void> {
  await server.call(listCreate, { address: list, name: "News" });
  for (const address of members) await server.call(memberAdd, { list, member: { address } });
}

/** The sink reads octets: an address in Unicode stands there as its UTF-8. */
export function copies({ server }: Scene, address: string, mark: string): readonly SinkMessage[] {
  const octets = Buffer.from(address).toString("latin1");
  return server.mailbox(octets).filter(({ data }) => data.includes(mark));
}

export async function untilCopies(scene: Scene, addresses: readonly string[], mark: string): Promise<void> {
  for (const address of addresses) {
    await until(`${address} has ${mark}`, () => copies(scene, address, mark).length > 0);
  }
}

export async function untilLogged({ postfix }: Scene, line: RegExp): Promise<void> {
  await until(`Postfix logs ${line.source}`, () => line.test(postfix.log()));
}

export async function mustSubmit(
  { postfix }: Scene,
  from: string,
  to: readonly string[],
  message: Bytes,
): Promise<void> {
  for (const { outcome, text } of await postfix.submit({ from, recipients: to }, message)) {
    assert.equal(outcome, "delivered", text);
  }
}

export async function bounces({ server }: Scene): Promise<readonly HeldView[]> {
  return (await server.call(heldList, {})).filter(({ code }) => code === "bounce");
}

export async function assertKeptByPostfix(scene: Scene, lists: readonly string[]): Promise<void> {
  await scene.server.stop();
  for (const list of lists) {
    await mustSubmit(scene, MEMBERS[0], [list], newsletter("later", MEMBERS[0]));
    await untilLogged(scene, new RegExp(`to=<${list}>.*status=deferred`));
  }
}
