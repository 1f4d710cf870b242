/** The first mail to a new member: signed by the list, sealed where they have a key; golden files. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  heldList,
  keyTest,
  listConfigure,
  listCreate,
  memberAdd,
  memberImport,
  memberSync,
} from "#operations";
import { correspondent, openFor } from "../support/programs/correspondents.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { CAROL, join, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const DORA = "dora@example.net";

function newest(server: TestServer, address: string): Buffer {
  return server.mailbox(address).at(-1)?.data ?? assert.fail(`${address} got nothing`);
}

test("on a list without keys no word is about keys", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team" });
  await server.call(memberAdd, { list: TEAM, member: { address: DORA }, welcome: true });
  await server.drain();
  assertGolden("welcome-plain.txt", normalised(newest(server, DORA)));
  for (const settings of [
    { default_member_moderation: "yes", member_moderation_action: "reject" },
    { default_member_moderation: "no", include_list_post_header: "no" },
  ] as const) {
    await server.call(listConfigure, { list: TEAM, settings });
    const address = `moderated-${settings.default_member_moderation}@example.net`;
    await server.call(memberAdd, { list: TEAM, member: { address }, welcome: true });
    await server.drain();
    assert.match(newest(server, address).toString(), /You joined Team/);
    assert.doesNotMatch(newest(server, address).toString(), /To write to everybody/, "only some write there");
  }
});

test("it is signed by the list's certificate and brings the keys; who has a key gets it sealed", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  await server.call(memberAdd, { list: TEAM, member: { address: DORA }, welcome: true });
  await server.drain();
  assertGolden("welcome-sealed.txt", normalised(newest(server, DORA)));
  const read = await openFor(newest(server, DORA), [], [team.openpgp, team.smime]);
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.signatures.map(({ scheme, verdict }) => [scheme, verdict]),
    [["smime", "valid"]],
  );
  assert.deepEqual(read.value.expansions, [], "no post, no history of lists");
  await server.call(listConfigure, { list: TEAM, settings: { send_welcome_msg: "yes" } });
  const frida = await correspondent("frida", "openpgp");
  await join(server, frida);
  await server.drain();
  assert.ok(!newest(server, frida.address).includes("You joined"));
  const opened = await openFor(newest(server, frida.address), [frida], [team.openpgp, team.smime]);
  assert.ok(opened.ok && Buffer.from(opened.value.content).includes("You joined Team as frida@"));
});

test("as received, it says of what comes sealed only that it goes out sealed", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", settings: { distribution: "as_received" } });
  const welcomed = async (address: string) => {
    await server.call(memberAdd, { list: TEAM, member: { address }, welcome: true });
    await server.drain();
    return newest(server, address).toString();
  };
  const open = await welcomed(CAROL);
  assert.match(
    open,
    /What comes to it sealed goes out sealed: .* What comes in clear may go out in clear\./s,
  );
  assert.doesNotMatch(open, /Its mail is sealed/);
  await server.call(listConfigure, { list: TEAM, settings: { gpg_distrib_encrypt: "force" } });
  assert.match(await welcomed(DORA), /Its mail is sealed/);
});

test("it comes if the list or the command says so", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team" });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  await server.call(listConfigure, { list: TEAM, settings: { send_welcome_msg: "yes" } });
  await server.call(memberAdd, { list: TEAM, member: { address: DORA } });
  await server.call(memberAdd, { list: TEAM, member: { address: "eve@example.net" }, welcome: false });
  await server.drain();
  const got = [CAROL, DORA, "eve@example.net"].map((address) => server.mailbox(address).length);
  assert.deepEqual(got, [0, 1, 0]);
  const imported = ["fay@example.net", "gus@example.net"];
  for (const [nth, address] of imported.entries())
    await server.call(memberImport, {
      list: TEAM,
      lines: [{ line: 2, member: { address } }],
      ...(nth === 0 ? {} : { welcome: false }),
    });
  await server.drain();
  assert.deepEqual(
    imported.map((address) => server.mailbox(address).length),
    [1, 0],
  );
  const hal = { line: 1, member: { address: "hal@example.net" } };
  const ida = { line: 2, member: { address: "ida@example.net" } };
  await server.call(memberSync, { list: TEAM, lines: [hal] });
  await server.call(memberSync, { list: TEAM, lines: [hal, ida], welcome: false });
  await server.drain();
  assert.deepEqual(
    ["hal@example.net", "ida@example.net"].map((address) => server.mailbox(address).length),
    [1, 0],
  );
  assert.deepEqual(await server.call(heldList, {}), []);
});

test("a sealed mail asks for an answer, and goes to nobody in clear", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  assert.equal((await server.call(keyTest, { list: TEAM })).tested, 2, "who has a key");
  await server.drain();
  assert.equal(server.mailbox(CAROL).length, 0);
  for (const reader of [team.alice, team.bob]) {
    const read = await openFor(newest(server, reader.address), [reader], [team.openpgp, team.smime]);
    assert.ok(read.ok);
    assert.match(Buffer.from(read.value.content).toString(), /Do this: answer with anything/);
    assert.equal(read.value.signatures[0]?.verdict, "valid");
    assert.doesNotMatch(newest(server, reader.address).toString(), /can you read this|answer with/);
  }
  await assert.rejects(
    server.call(keyTest, { list: TEAM, member: CAROL }),
    /no key that mail can be sealed to/,
  );
});
