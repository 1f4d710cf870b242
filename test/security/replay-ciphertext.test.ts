/** S1: each ciphertext is opened for one door. Again there: silence. Elsewhere: held closed. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { AppError, type EmailAddress, utf8 } from "#base";
import { heldAccept, heldList, keyExport, keyImport, listConfigure, listCreate } from "#operations";
import { eraseExpired } from "#store";
import { acceptAnyway } from "../support/crypto/accepted-anyway.ts";
import { correspondent, entity, sealed, sealedCms, signed } from "../support/programs/correspondents.ts";
import { fileInput, newServer } from "../support/server.ts";
import {
  heldCodes,
  join,
  letter,
  movableClock,
  OWNER,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

async function setUp(t: TestContext, clock = movableClock()) {
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const olga = await correspondent("olga", "openpgp");
  await join(server, olga, { owner: true });
  return { server, team, olga, alice: team.alice };
}

test("the same ciphertext under another outer header is dropped without a word", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await sealed(team.openpgp, entity("once"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  const sent = server.sink.messages.length;
  const again = letter(alice, content, { id: "other", more: [["X-Other", "header"]] });
  await server.post({ from: alice.address, to: TEAM, message: again });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.equal(server.sink.messages.length, sent, "nobody is told");
  assert.deepEqual(await heldCodes(server), []);
});

test("a thief who sends it in his own name learns nothing and leaves nothing", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await sealed(team.openpgp, entity("once"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  const sent = server.sink.messages.length;
  const thief = { address: "thief@example.com" };
  await server.post({ from: thief.address, to: TEAM, message: letter(thief, content, { id: "t" }) });
  assert.equal(server.sink.messages.length, sent);
  assert.deepEqual(await heldCodes(server), []);
});

test("a thief who is first stops nobody's post for ever: sealed anew it goes out", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await signed(alice, entity("mine"));
  const first = await sealed(team.openpgp, content);
  const thief = { address: "thief@example.com" };
  await server.post({ from: thief.address, to: TEAM, message: letter(thief, first) });
  assert.deepEqual(await heldCodes(server), ["held not-signed"]);
  const fresh = await sealed(team.openpgp, content);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, fresh, { id: "2" }) });
  assert.equal(server.mailbox(team.bob.address).length, 1);
});

test("a post's ciphertext sent on to the owners is held closed and nobody gets it", async (t) => {
  const { server, team, alice, olga } = await setUp(t);
  const content = await sealed(team.openpgp, protectedText(alice, "for members"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  const before = server.mailbox(olga.address).length;
  await server.post({ from: "eve@example.com", to: OWNER, message: letter(alice, content, { to: OWNER }) });
  const held = await server.call(heldList, {});
  assert.deepEqual(
    held.map(({ code, detail }) => [code, detail]),
    [["opened-elsewhere", `opened before at ${TEAM}`]],
  );
  const news = server.mailbox(olga.address).slice(before);
  assert.equal(news.length, 1, "a notice that something waits");
  const notice = await readNewest(server, olga, team);
  assert.ok(!Buffer.from(notice?.content ?? "").includes("for members"));
  await server.post({ from: "eve@example.com", to: OWNER, message: letter(alice, content, { id: "3" }) });
  assert.equal((await heldCodes(server)).length, 1, "once more at the same door: silence");
});

test("approving does not open it for a second door", async (t) => {
  const { server, team, alice, olga } = await setUp(t);
  const content = await sealed(team.openpgp, protectedText(alice, "for members"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  await server.post({ from: alice.address, to: OWNER, message: letter(alice, content, { to: OWNER }) });
  const before = server.mailbox(olga.address).length;
  await acceptAnyway(server);
  assert.deepEqual(await heldCodes(server), ["held opened-elsewhere"]);
  const news = server.mailbox(olga.address).slice(before);
  assert.ok(
    news.every((one) => one.from === ""),
    "notices only",
  );
});

test("years later it is opened for no second door either, accepted or sent anew", async (t) => {
  const clock = movableClock();
  const { server, team, alice } = await setUp(t, clock);
  const settings = { gpg_post_sign: "no", smime_post_sign: "no", max_days_to_hold: 3000 } as const;
  await server.call(listConfigure, { list: TEAM, settings });
  const content = await sealed(team.openpgp, protectedText(alice, "for members"));
  const stolen = letter(alice, content, { to: OWNER });
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  await server.post({ from: alice.address, to: OWNER, message: stolen });
  clock.advance(370 * 86_400_000);
  await eraseExpired(server.db, clock.now());
  await acceptAnyway(server);
  await server.post({
    from: alice.address,
    to: OWNER,
    message: letter(alice, content, { to: OWNER, id: "9" }),
  });
  assert.deepEqual(await heldCodes(server), ["held opened-elsewhere"]);
  const [held] = await server.call(heldList, {});
  await assert.rejects(server.call(heldAccept, { ids: [held?.id ?? 0] }), { code: "not-allowed" });
});

test("a signed To that names the list alone does not open the owners' door", async (t) => {
  const { server, team, alice } = await setUp(t);
  const inner = protectedText(alice, "for members", { to: `"team-owner@example.org" <${TEAM}>` });
  const content = await sealed(team.openpgp, inner, alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  await server.post({ from: alice.address, to: OWNER, message: letter(alice, content) });
  assert.deepEqual(await heldCodes(server), ["held opened-elsewhere"]);
});

test("an unsigned To inside names nothing", async (t) => {
  const { server, team, alice } = await setUp(t);
  await server.call(listConfigure, { list: TEAM, settings: { gpg_post_sign: "no", smime_post_sign: "no" } });
  const content = await sealed(team.openpgp, protectedText(alice, "for both", { to: `${TEAM}, ${OWNER}` }));
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  await server.post({ from: alice.address, to: OWNER, message: letter(alice, content) });
  assert.deepEqual(await heldCodes(server), ["held opened-elsewhere"]);
});

test("both doors get it if a signed To names both, each once", async (t) => {
  const { server, team, alice, olga } = await setUp(t);
  const inner = protectedText(alice, "for both", { to: `${TEAM}, ${OWNER}` });
  const content = await sealed(team.openpgp, inner, alice);
  for (const [id, to] of [TEAM, OWNER, OWNER, TEAM].entries())
    await server.post({ from: alice.address, to, message: letter(alice, content, { id: `${id}` }) });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.equal(server.mailbox(olga.address).length, 2, "as a member and as an owner");
  assert.deepEqual(await heldCodes(server), []);
});

test("both doors get it if it came to both in one transaction", async (t) => {
  const { server, team, alice, olga } = await setUp(t);
  const content = await sealed(team.openpgp, entity("for both"), alice);
  await server.post({ from: alice.address, to: [TEAM, OWNER], message: letter(alice, content) });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.equal(server.mailbox(olga.address).length, 2);
  assert.deepEqual(await heldCodes(server), []);
});

test("S/MIME without integrity: a block of the ciphertext changed is still the same ciphertext", async (t) => {
  const { server, team } = await setUp(t);
  const { bob } = team;
  const content = sealedCms(team.smime, await signed(bob, entity("once")), "cbc");
  await server.post({ from: bob.address, to: TEAM, message: letter(bob, content) });
  const text = Buffer.from(content).toString();
  const lines = text.split("\r\n");
  const at = lines.length - 4;
  lines[at] = `${(lines[at] ?? "").slice(0, -1)}${(lines[at] ?? "").endsWith("A") ? "B" : "A"}`;
  const changed = utf8(lines.join("\r\n"));
  const sent = server.sink.messages.length;
  await server.post({ from: bob.address, to: TEAM, message: letter(bob, changed, { id: "2" }) });
  assert.equal(server.sink.messages.length, sent, "no oracle: the session key was seen before");
  assert.deepEqual(await heldCodes(server), []);
});

test("a list's key cannot be another list's or a member's: nobody else opens the same ciphertext", async (t) => {
  const { server, team } = await setUp(t);
  const other = "other@example.org" as EmailAddress;
  await server.call(listCreate, { address: other, name: "Other" });
  for (const scheme of ["openpgp", "smime"] as const) {
    const [key] = await server.call(keyExport, { list: TEAM, scheme, passphrase: "secret" });
    const file = fileInput(utf8(key?.text ?? ""));
    await assert.rejects(
      server.call(keyImport, { list: other, file, passphrase: "secret" }),
      /would open at the other/,
    );
    const lists = { ...team[scheme], address: `${scheme}@example.net` as EmailAddress };
    await assert.rejects(join(server, lists, { list: other }), AppError);
  }
});
