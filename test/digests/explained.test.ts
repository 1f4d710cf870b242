/** `conclave explain` names those who would get a post in a digest, and says when that goes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { listConfigure, listCreate, memberAdd, memberSet } from "#operations";
import { messageExplain } from "#pipeline";
import { movableClock } from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const [ANNA, BEN, CLEO] = ["anna@example.net", "ben@example.net", "cleo@example.net"] as const;

function letter(id: string, octets: number): Uint8Array {
  const lines = Array.from({ length: octets / 50 }, () => "x".repeat(48));
  const fields = [`From: ${CLEO}`, `To: ${TEAM}`, `Subject: ${id}`, `Message-ID: <${id}@laptop.example>`];
  return utf8([...fields, "", ...lines, ""].join("\r\n"));
}

async function explained(server: TestServer, octets: number) {
  const message = fileInput(letter("asked", octets));
  const found = await server.call(messageExplain, { list: TEAM, message, from: CLEO });
  return found;
}

test("how many get a post in a digest, and when that goes", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const set = (settings: Record<string, string | number>) =>
    server.call(listConfigure, { list: TEAM, settings });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  for (const address of [ANNA, BEN, CLEO]) await server.call(memberAdd, { list: TEAM, member: { address } });
  assert.equal((await explained(server, 100)).digest, null);
  for (const address of [ANNA, BEN])
    await server.call(memberSet, { list: TEAM, address, options: { digest: "mime" } });
  const daily = await explained(server, 100);
  assert.deepEqual(daily.digest, { members: 2, goes: "time", at: "2026-11-22T12:00:00.000Z", bySize: true });
  assert.deepEqual(
    daily.copies.map(({ number, form }) => [number, form]),
    [[2, "clear"]],
    "Mia and Cleo",
  );
  await server.call(memberSet, { list: TEAM, address: BEN, options: { delivery: "off" } });
  await set({ digest_send_periodic: "no" });
  const asked = await explained(server, 100);
  assert.deepEqual(asked.digest, { members: 1, goes: "asked", at: null, bySize: true });
  await server.post({ from: CLEO, to: TEAM, message: letter("first", 20_000) });
  assert.equal((await explained(server, 100)).digest?.goes, "asked");
  const large = await explained(server, 12_000);
  assert.equal(large.digest?.goes, "large");
  await set({ digest_size_threshhold: 0 });
  const never = await explained(server, 12_000);
  assert.deepEqual(never.digest, { members: 1, goes: "asked", at: null, bySize: false });
  await set({ digestable: "no" });
  assert.equal((await explained(server, 100)).digest, null);
});
