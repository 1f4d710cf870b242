/** What members, writers and owners get to see, as golden files. */
import { test } from "node:test";
import { utf8 } from "#base";
import { listConfigure, listCreate, memberAdd } from "#operations";
import { entity, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import { certificate, ed25519Key } from "../support/crypto/openpgp-forge.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import {
  CAROL,
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const SENDKEY = "team-sendkey@example.org";

async function scene(t: Parameters<typeof newServer>[0]): Promise<{ server: TestServer; team: Team }> {
  const server = await newServer(t, { clock: movableClock() });
  return { server, team: await sealedTeam(server) };
}

async function alicePosts({ server, team }: { server: TestServer; team: Team }, id: string): Promise<void> {
  const text = protectedText(team.alice, "Shall we meet at noon?\n", { subject: "Lunch" });
  const message = letter(team.alice, await sealed(team.openpgp, text, team.alice), { id });
  await server.post({ from: team.alice.address, to: TEAM, message });
}

function outside(server: TestServer, address: string): string {
  const copy = normalised(server.mailbox(address).at(-1)?.data ?? "(nothing came)");
  return copy;
}

/** Header fields and content as the member's program shows them. */
async function inside(server: TestServer, team: Team, who: "alice" | "bob"): Promise<string> {
  const copy = server.mailbox(team[who].address).at(-1)?.data;
  const opened = await openFor(copy ?? Buffer.alloc(0), [team[who]], [team.openpgp, team.smime]);
  if (!opened.ok) return `does not open: ${opened.why}`;
  const { headers, content, signatures } = opened.value;
  const fields = headers.map(({ name, value, from }) => `${from.padEnd(9)} ${name}: ${value}`);
  const verdicts = signatures.map(({ verdict }) => `signature ${verdict}`);
  return normalised(`${[...fields, ...verdicts].join("\n")}\n\n${Buffer.from(content).toString()}`);
}

test("a sealed post, outside and inside, in both families, and the notice of who has no key", async (t) => {
  const { server, team } = await scene(t);
  await alicePosts({ server, team }, "1");
  assertGolden("sealed-openpgp-outside.txt", outside(server, team.alice.address));
  assertGolden("sealed-smime-outside.txt", outside(server, team.bob.address));
  assertGolden("sealed-openpgp-inside.txt", await inside(server, team, "alice"));
  assertGolden("sealed-smime-inside.txt", await inside(server, team, "bob"));
  assertGolden("notice-no-key.txt", outside(server, CAROL));
});

test("the notice of who has a key of a kind that the list does not seal for", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { smime_distrib_encrypt: "no", smime_distrib_sign: "no" });
  await alicePosts({ server, team }, "1");
  assertGolden("notice-other-kind.txt", await inside(server, team, "bob"));
});

test("the notice of who has a key that only signs", async (t) => {
  const { server, team } = await scene(t);
  const [address, born] = ["dora@example.org", new Date("2026-01-01T00:00:00Z")];
  const key = certificate({ primary: ed25519Key(born), userIds: [{ text: utf8(`Dora <${address}>`) }], at: born });
  await server.call(memberAdd, { list: TEAM, member: { address, key: { file: fileInput(key) } } });
  await alicePosts({ server, team }, "1");
  assertGolden("notice-only-signs.txt", outside(server, address));
});

test("the answer to a post that was refused", async (t) => {
  const { server, team } = await scene(t);
  const message = letter(team.alice, await signed(team.alice, entity("in clear\n")));
  await server.post({ from: team.alice.address, to: TEAM, message });
  assertGolden("answer-refused.txt", await inside(server, team, "alice"));
  assertGolden("owner-notice-refused.txt", outside(server, MIA));
});

test("the answer to a post that waits for an owner, and what the owner is told", async (t) => {
  const { server, team } = await scene(t);
  await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
  await alicePosts({ server, team }, "1");
  assertGolden("answer-held.txt", await inside(server, team, "alice"));
  assertGolden("owner-notice-held.txt", outside(server, MIA));
});

test("a list without keys: a post, the answer to an outsider, what the owner is told", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  const write = (address: string, id: string) => letter({ address }, entity("At noon?\n"), { id });
  await server.post({ from: CAROL, to: TEAM, message: write(CAROL, "1") });
  assertGolden("clear-post.txt", outside(server, CAROL));
  await server.post({ from: "eve@example.com", to: TEAM, message: write("eve@example.com", "2") });
  assertGolden("answer-outsider.txt", outside(server, "eve@example.com"));
  assertGolden("owner-notice-outsider.txt", outside(server, MIA));
});

test("the answer of LIST-sendkey, with and without keys", async (t) => {
  const { server } = await scene(t);
  const ask = letter({ address: "eve@example.com" }, entity("\n"), { to: SENDKEY });
  await server.post({ from: "eve@example.com", to: SENDKEY, message: ask });
  assertGolden("answer-sendkey.txt", outside(server, "eve@example.com"));
  await server.call(listCreate, { address: "open@example.org", name: "Open" });
  const door = "open-sendkey@example.org";
  await server.post({
    from: "eve@example.com",
    to: door,
    message: letter({ address: "eve@example.com" }, entity("\n"), { to: door, id: "2" }),
  });
  assertGolden("answer-sendkey-none.txt", outside(server, "eve@example.com"));
});
