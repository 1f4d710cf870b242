/**
 * The link by which a member leaves (RFC 8058): guessed, changed, replayed, looked at by programs that look at links, asked
 * for under a forged host, and its door with too much, too slowly and by too many. None takes anybody off a list.
 */
import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test, type TestContext } from "node:test";
import {
  asId,
  type EmailAddress,
  LIMITS,
  type MemberId,
  OPERATOR,
  silentLogger,
  systemClock,
  systemRandom,
} from "#base";
import { leaveToken, listConfigure, listReview, memberMove, type ScenarioSite } from "#operations";
import type { Database } from "#store";
import { openWebDoor } from "#web";
import { type LinkedServer, linkedServer } from "../support/leave-links.ts";
import { MEMBERS, plainPost, plainTeam, TEAM } from "../support/lists/plain-team.ts";

const [, BEN, CLEO] = MEMBERS;
const BODY = "List-Unsubscribe=One-Click";

async function team(t: TestContext): Promise<LinkedServer> {
  const linked = await linkedServer(t);
  await plainTeam(linked.server);
  await linked.server.call(listConfigure, { list: TEAM, settings: { personalize: "yes" } });
  await linked.server.post(plainPost("one"));
  return linked;
}

async function readers({ server }: LinkedServer): Promise<number> {
  return (await server.call(listReview, { list: TEAM, all: true })).entries.length;
}

/** All that comes back for these octets, until the connection ends. */
async function exchange(port: number, octets: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  socket.write(octets);
  // A connection that is reset ends, too.
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return Buffer.concat(pieces).toString();
}

function request(line: string, fields: readonly string[], body = ""): string {
  const all = ["Connection: close", `Content-Length: ${body.length}`, ...fields];
  return `${line} HTTP/1.1\r\n${all.join("\r\n")}\r\n\r\n${body}`;
}

test("only a POST of the one body to a link of ours takes its member off the list", async (t) => {
  const linked = await team(t);
  const [link, other] = [linked.linkOf(BEN) ?? "", linked.linkOf(CLEO) ?? ""];
  const [member = "", week = "", mark = "", tag = ""] = link.slice("/leave/".length).split(".");
  const bens = { member: asId<MemberId>(Number.parseInt(member, 36)), address: BEN as EmailAddress };
  const stranger = createSecretKey(Buffer.alloc(32, 7));
  const forged = [
    link.slice(0, -1),
    link.replace(tag, other.slice(-22)),
    `/leave/${leaveToken(stranger, bens, new Date())}`,
    `/leave/${member}.${(Number.parseInt(week, 36) - 1).toString(36)}.${mark}.${tag}`,
    `/leave/${member}.${week}.${other.split(".")[2] ?? ""}.${tag}`,
    `/leave/${member}.${week}.${mark}.`,
    `/leave/..%2f${link.slice(7)}`,
    `/leave/${"A".repeat(3000)}`,
    "/leave/",
    "/",
  ];
  for (const path of forged) {
    const answer = await linked.click(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(await answer.text(), /team@|ben@|cleo@/, "nothing is said of whose it could be");
  }
  assert.equal((await linked.look(link)).status, 200);
  const form = ["Content-Type: application/x-www-form-urlencoded"];
  for (const method of ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
    await exchange(
      linked.port,
      request(`${method} ${link}?${BODY}`, ["Host: x", ...form], method === "HEAD" ? "" : BODY),
    );
  for (const body of ["", "List-Unsubscribe=No", "One-Click", "{}"])
    assert.equal((await linked.click(link, body)).status, 400, body);
  assert.equal((await linked.click(`${link}/more`)).status, 404);
  assert.equal(await readers(linked), 3);

  const host = [
    "Host: evil.example",
    "X-Forwarded-Host: evil.example",
    "X-Original-URL: /leave/x",
    "Cookie: a=b",
    ...form,
  ];
  const page = await exchange(linked.port, request(`GET ${link}`, host));
  assert.match(page, /^HTTP\/1\.1 200 [^]*Content-Security-Policy: default-src 'none'/);
  assert.doesNotMatch(page, /evil|Set-Cookie|Location/i);
  const left = await exchange(linked.port, request(`POST ${link}`, host, BODY));
  assert.match(left, /^HTTP\/1\.1 200 /, "a proxy may say what it likes");
  assert.equal(await readers(linked), 2);
  const mails = linked.server.mailbox(BEN).length;
  await linked.server.drain();
  const told = linked.server.mailbox(BEN).length;
  for (let time = 0; time < 3; time++) assert.equal((await linked.click(link)).status, 200);
  assert.equal(await readers(linked), 2);
  assert.deepEqual([mails <= told, linked.server.mailbox(BEN).length], [true, told], "told once");
});

test("a link that was sent to an address takes nobody off who moved from it", async (t) => {
  const linked = await team(t);
  const link = linked.linkOf(BEN) ?? "";
  const to = "ben@new.example";
  await linked.server.call(memberMove, { list: TEAM, from: BEN, to });
  assert.deepEqual([(await linked.look(link)).status, (await linked.click(link)).status], [404, 404]);
  assert.equal(await readers(linked), 3);
  await linked.server.post(plainPost("two"));
  assert.equal((await linked.click(linked.linkOf(to) ?? "")).status, 200);
  assert.equal(await readers(linked), 2);
});

test("one link is looked at so often in a minute, and others all the same (webLinkPerMinute)", async (t) => {
  const linked = await team(t);
  const [link, other] = [linked.linkOf(BEN) ?? "", linked.linkOf(CLEO) ?? ""];
  const seen = new Map<number, number>();
  for (let time = 0; time < 2 * LIMITS.webLinkPerMinute + 1; time++) {
    const { status } = await linked.look(link);
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  assert.ok((seen.get(429) ?? 0) > 0 && (seen.get(200) ?? 0) >= LIMITS.webLinkPerMinute, String([...seen]));
  assert.equal((await linked.look(other)).status, 200);
});

/** A door before no site at all: what it refuses it refuses before it asks anything. */
async function bareDoor(t: TestContext, requestMs?: number): Promise<number> {
  const wake = (): void => {};
  const services = { clock: systemClock, random: systemRandom, logger: silentLogger };
  const context = { ...services, db: {} as Database, scenarios: {} as ScenarioSite, actor: OPERATOR, wake };
  const door = await openWebDoor({
    host: "127.0.0.1",
    port: 0,
    ...(requestMs === undefined ? {} : { requestMs }),
    context: { ...context, progress: () => {} },
    readToken: () => null,
  });
  t.after(() => door.close());
  return door.port;
}

test("a large header is refused (webHeaderBytes), and a large body is not read to its end (webBodyBytes)", async (t) => {
  const linked = await team(t);
  const header = request("GET /leave/x", ["Host: x", `X-Fill: ${"x".repeat(LIMITS.webHeaderBytes)}`]);
  assert.match(await exchange(await bareDoor(t), header), /^HTTP\/1\.1 431 /);
  const link = linked.linkOf(BEN) ?? "";
  const filled = `${BODY}&fill=${"x".repeat(LIMITS.webBodyBytes - BODY.length - 6)}`;
  const tooMuch = await exchange(linked.port, request(`POST ${link}`, ["Host: x"], `${filled}x`));
  assert.match(tooMuch, /^HTTP\/1\.1 413 /);
  assert.equal(await readers(linked), 3);
  assert.match(await exchange(linked.port, request(`POST ${link}`, ["Host: x"], filled)), /^HTTP\/1\.1 200 /);
  assert.equal(await readers(linked), 2);
});

test("who sends slowly is not waited for (webRequestMs), and more than so many at once are not taken (webConnections)", async (t) => {
  const port = await bareDoor(t, 300);
  assert.ok(LIMITS.webRequestMs <= 30_000);
  const began = Date.now();
  const slow = await exchange(port, "POST /leave/x HTTP/1.1\r\nHost: x\r\nContent-Len");
  assert.match(slow, /^HTTP\/1\.1 408 |^$/);
  assert.ok(Date.now() - began < 10_000);

  const patient = await bareDoor(t);
  const sockets: Socket[] = [];
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  for (let count = 0; count < LIMITS.webConnections; count++) {
    const socket = connect(patient, "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    await once(socket, "connect");
  }
  assert.equal(await exchange(patient, request("GET /", ["Host: x"])), "", "dropped without an answer");
  sockets.pop()?.destroy();
  const answered = async (): Promise<boolean> =>
    (await exchange(patient, request("GET /", ["Host: x"]))) !== "";
  for (const deadline = Date.now() + 5000; !(await answered());) assert.ok(Date.now() < deadline);
});
