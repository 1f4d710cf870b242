/**
 * S2, S7: what members chose is not turned against them by fields that anybody can write. On a list with keys a Cc that
 * the author did not sign keeps no post from whoever it names, and a forged From makes the server acknowledge nothing.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listConfigure, memberSet, readOptionWords } from "#operations";
import { correspondent, entity, sealed } from "../support/programs/correspondents.ts";
import { join, letter, movableClock, protectedText, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

async function set(server: TestServer, address: string, ...words: string[]): Promise<void> {
  await server.call(memberSet, { list: TEAM, address, options: readOptionWords(words) });
}

test("only a Cc that the author signed says that somebody has the post already", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const { alice, bob } = team;
  await set(server, bob.address, "nodupes");
  const post = async (id: string, inner: readonly (readonly [string, string])[]) => {
    const text = protectedText(alice, "text\n", { subject: id, more: inner });
    const content = await sealed(team.openpgp, text, alice);
    const message = letter(alice, content, { id, more: [["Cc", bob.address]] });
    await server.post({ from: alice.address, to: TEAM, message });
    return server.mailbox(bob.address).length;
  };
  assert.equal(await post("1", []), 1, "written by anybody on the way");
  assert.equal(await post("2", [["Cc", `"Bob" <${bob.address.toUpperCase()}>`]]), 1, "signed by Alice");
  assert.equal(server.mailbox(alice.address).length, 2);
});

test("an acknowledgement goes to who signed, and not to who stands in From", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, { gpg_post_sign: "no", smime_post_sign: "no" });
  const { alice } = team;
  const mallory = await correspondent("mallory", "openpgp");
  await join(server, mallory);
  await set(server, alice.address, "ack", "not_me");
  const forged = letter(alice, await sealed(team.openpgp, entity("text\n")), { id: "1" });
  await server.post({ from: mallory.address, to: TEAM, message: forged });
  assert.equal(server.mailbox(mallory.address).length, 1, "it goes out: the list asks for no signature");
  assert.equal(server.mailbox(alice.address).length, 0);
  const own = await sealed(team.openpgp, protectedText(alice, "text\n"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, own, { id: "2" }) });
  const [told, ...more] = server.mailbox(alice.address);
  assert.ok(told !== undefined && more.length === 0);
  assert.ok(!told.data.includes("2@laptop.example"), "sealed, as all that the list says to her");
});

test("on an anonymous list nobody is acknowledged: it would tell who wrote", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  await server.call(listConfigure, { list: TEAM, settings: { anonymous_list: "yes" } });
  await set(server, team.alice.address, "ack");
  const content = await sealed(team.openpgp, protectedText(team.alice, "text\n"), team.alice);
  await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
  assert.equal(server.mailbox(team.alice.address).length, 1, "the post alone");
});
