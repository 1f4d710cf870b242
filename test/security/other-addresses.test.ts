/**
 * Other addresses on a list with keys: what counts is who signed, by a key that names the address or that the owner
 * confirmed for it (S2); and no unsigned mail moves anybody (S9).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type EmailAddress, type Person, silentLogger, systemRandom } from "#base";
import {
  heldList,
  listCreate,
  memberAdd,
  memberAddressAdd,
  memberAddressConfirm,
  memberAddressDrop,
  memberMove,
  memberRemove,
  memberReturn,
  memberShow,
  memberSubscribe,
  memberUnsubscribe,
  PLAIN_SCENARIO_SITE,
} from "#operations";
import { leftKeys, listByAddress } from "#store";
import { correspondent, entity, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import { mailsTo, questionTo, write } from "../support/lists/commanding.ts";
import { join, letter, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { fileInput, newServer } from "../support/server.ts";

const [HOME, WORK, EVIL] = ["dora@home.example", "dora@work.example", "eve@evil.example"] as const;

test("a signature counts from another address only if the key names it; without one nothing does", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const dora = await correspondent("dora");
  const key = { file: fileInput(dora.publicKey), confirmAddress: true };
  await server.call(memberAdd, { list: TEAM, member: { address: HOME, key } });
  let id = 0;
  const goesOut = async (from: string, content: Bytes): Promise<boolean> => {
    const before = server.mailbox(team.alice.address).length;
    const message = letter({ address: from }, content, { id: `post-${(id += 1)}` });
    await server.post({ from, to: TEAM, message });
    return server.mailbox(team.alice.address).length > before;
  };
  const text = (words: string) => entity(`${words}\n`);
  const sealedBy = (words: string) => sealed(team.openpgp, text(words), dora);
  assert.equal(await goesOut(dora.address, await sealedBy("one")), false, "no address of the member's");
  await server.call(memberAddressAdd, { list: TEAM, address: HOME, other: dora.address });
  assert.equal(await goesOut(dora.address, await sealedBy("two")), true);
  await server.call(memberAddressAdd, { list: TEAM, address: HOME, other: WORK });
  assert.equal(await goesOut(WORK, await sealedBy("three")), false, "the key does not name it");
  assert.equal(await goesOut(dora.address, await sealed(team.openpgp, text("four"))), false, "not signed");
  assert.equal(await goesOut(dora.address, text("five")), false);
  assert.ok((await server.call(heldList, {})).length >= 4);
});

test("who wants an address changed is asked, sealed to their key; what another list was shown proves nothing", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const frida = await correspondent("frida");
  await join(server, frida);
  const news = "news@example.org";
  await server.call(listCreate, { address: news, name: "News" });
  await server.call(memberAdd, { list: news, member: { address: frida.address } });
  const order = `address * move ${EVIL}`;
  await write(server, { from: frida.address, to: "conclave@example.org", text: order });
  const plain = questionTo(server, frida.address);
  const question = server.mailbox(frida.address).find(({ data }) => data.includes("multipart/encrypted"));
  const opened = await openFor(question?.data ?? new Uint8Array(), [frida], [team.openpgp]);
  assert.ok(opened.ok);
  await write(server, { from: EVIL, to: plain.replyTo, subject: plain.subject, text: "yes" });
  const asked = mailsTo(server, EVIL).find(({ subject }) => subject.startsWith("Is "));
  await write(server, { from: EVIL, to: asked?.replyTo ?? "", subject: asked?.subject ?? "", text: "yes" });
  const at = async (list: string, member: string) =>
    (await server.call(memberShow, { list, member })).address;
  assert.equal(await at(news, EVIL), EVIL, "both answered, as far as that list asks");
  assert.equal(await at(TEAM, frida.address), frida.address);
  const signedOrder = await signed(frida, entity(`address move ${EVIL}\n`));
  const message = letter(frida, signedOrder, { id: "signed", to: "team-request@example.org" });
  await server.post({ from: frida.address, to: "team-request@example.org", message });
  assert.equal(await at(TEAM, frida.address), frida.address, "the new address did not answer yet");
});

test("an address that left with a key comes back as nobody's other one, but by an owner (S9)", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await sealedTeam(server);
  const [gina, hugo] = [await correspondent("gina"), await correspondent("hugo")];
  for (const person of [gina, hugo]) await join(server, person);
  await server.call(memberUnsubscribe, { list: TEAM, address: gina.address, quiet: true });
  for (const how of ["add", "move"] as const) {
    const input = { list: TEAM, address: hugo.address, other: gina.address, how };
    const actor: Person = { kind: "person", address: gina.address, method: "md5" };
    const rest = { random: systemRandom, logger: silentLogger, wake: () => {}, progress: () => {} };
    const clock = movableClock();
    const context = { ...rest, clock, db: server.db, scenarios: PLAIN_SCENARIO_SITE, actor };
    const done = await memberAddressConfirm.invoke(context, input);
    assert.equal(done.ok ? "taken" : done.error.code, "not-allowed", how);
  }
  await server.call(memberAddressAdd, { list: TEAM, address: hugo.address, other: gina.address });
});

test("an address that is a member's no more comes back with their key, or by an owner (S9)", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await sealedTeam(server);
  const gina = await correspondent("gina");
  await join(server, gina);
  const actor: Person = { kind: "person", address: EVIL as EmailAddress, method: "md5" };
  const rest = { random: systemRandom, logger: silentLogger, wake: () => {}, progress: () => {} };
  const context = { ...rest, clock: movableClock(), db: server.db, scenarios: PLAIN_SCENARIO_SITE, actor };
  const comesIn = async (address: string): Promise<string> => {
    const done = await memberSubscribe.invoke(context, { list: TEAM, address });
    return done.ok ? done.value.state : done.error.code;
  };
  const marks = async (address: string) =>
    server.db.read(async (tx) => {
      const list = (await listByAddress(tx, TEAM)) ?? assert.fail();
      return (await leftKeys(tx, list.id, address as EmailAddress)).length;
    });
  const of = { list: TEAM, address: gina.address };
  for (const other of [WORK, HOME]) await server.call(memberAddressAdd, { ...of, other });
  await server.call(memberAddressDrop, { ...of, other: WORK });
  assert.equal(await comesIn(WORK), "waits", "dropped");
  await server.call(memberMove, { list: TEAM, from: gina.address, to: "gina@new.example" });
  assert.equal(await comesIn(gina.address), "waits", "moved from");
  await server.call(memberMove, { list: TEAM, from: "gina@new.example", to: gina.address });
  assert.equal(await marks(gina.address), 0, "back with the key");
  await server.call(memberUnsubscribe, { ...of, quiet: true });
  for (const address of [HOME, WORK, gina.address, "gina@new.example"])
    assert.equal(await comesIn(address), "waits", `${address} left`);
  assert.equal((await server.call(memberReturn, of)).address, gina.address);
  assert.deepEqual(
    await Promise.all([gina.address, HOME].map(marks)),
    [0, 0],
    "who undid it has both as before",
  );
  await server.call(memberRemove, { ...of, goodbye: false });
  assert.equal(await comesIn(HOME), "waits", "removed");
});

test("a question about a new address ends with the membership, whoever adds the person again", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const news = "news@example.org";
  await server.call(listCreate, { address: news, name: "News" });
  const ina = "ina@example.net";
  await server.call(memberAdd, { list: news, member: { address: ina } });
  await write(server, { from: ina, to: "news-request@example.org", text: `address move ${EVIL}` });
  const own = questionTo(server, ina);
  await write(server, { from: ina, to: own.replyTo, subject: own.subject, text: "yes" });
  const asked = mailsTo(server, EVIL).find(({ subject }) => subject.startsWith("Is "));
  await server.call(memberRemove, { list: news, address: ina, goodbye: false });
  await server.call(memberAdd, { list: news, member: { address: ina } });
  await write(server, { from: EVIL, to: asked?.replyTo ?? "", subject: asked?.subject ?? "", text: "yes" });
  assert.equal((await server.call(memberShow, { list: news, member: ina })).address, ina);
});
