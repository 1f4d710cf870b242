/** S6: an opened post leaves in clear only where the owner ordered it in words; S5: its Subject never does. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { AppError, type Bytes, utf8, view } from "#base";
import { listConfigure, memberAdd } from "#operations";
import { listByAddress, updateList } from "#store";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";
import {
  CAROL,
  everythingSent,
  heldCodes,
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

const TO_ALL = { gpg_distrib_encrypt: "no", smime_distrib_encrypt: "no" } as const;
const TO_KEYLESS = { gpg_distrib_encrypt: "yes", smime_distrib_encrypt: "yes" } as const;
const ORDERED = { clear_after_decrypt: "confirmed" } as const;

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  const secret = protectedText(team.alice, "SECRETBODY", { subject: "SECRETSUBJECT" });
  const message = letter(team.alice, await sealed(team.openpgp, secret, team.alice));
  return { server, team, alice: team.alice, message };
}

for (const [words, settings] of [
  ["to everybody", TO_ALL],
  ["to members without a key", TO_KEYLESS],
] as const) {
  test(`clear copies ${words}: the setting is refused without the order`, async (t) => {
    const { server } = await setUp(t);
    await assert.rejects(
      server.call(listConfigure, { list: TEAM, settings }),
      (thrown) => thrown instanceof AppError && /in clear/.test(thrown.publicText),
    );
    await server.call(listConfigure, { list: TEAM, settings: { ...settings, ...ORDERED } });
  });
}

test("settings that came into the database past that check send nothing in clear", async (t) => {
  for (const settings of [TO_ALL, TO_KEYLESS]) {
    const { server, team, alice, message } = await setUp(t);
    await server.db.transact(async (tx) => {
      const list = await listByAddress(tx, TEAM);
      if (list !== null) await updateList(tx, list.id, { settings: { ...list.settings, ...settings } });
    });
    await server.post({ from: alice.address, to: TEAM, message });
    assert.doesNotMatch(everythingSent(server), /SECRET/);
    const held = await heldCodes(server);
    assert.deepEqual(held, settings === TO_ALL ? ["held clear-not-confirmed"] : []);
    if (settings === TO_KEYLESS) {
      assert.match(textOf(server.mailbox(CAROL)[0]?.data), /waiting for you/);
      assert.match(textOf((await readNewest(server, team.bob, team))?.content), /SECRETBODY/);
    }
  }
});

test("ordered: keyless members get it in clear, marked; the protected Subject stays inside sealed copies", async (t) => {
  const { server, team, alice, message } = await setUp(t, { ...TO_KEYLESS, ...ORDERED });
  await server.post({ from: alice.address, to: TEAM, message });
  const clear = textOf(server.mailbox(CAROL)[0]?.data);
  assert.match(clear, /SECRETBODY/);
  assert.match(clear, /in clear/, "the copy says so");
  const header = clear.split("\r\n\r\n")[0] ?? "";
  assert.doesNotMatch(header, /SECRET/);
  assert.match(header, /^Subject: \[Team\] sealed post 1\r?$/m);
  assert.doesNotMatch(textOf(server.mailbox(team.bob.address)[0]?.data), /SECRET/);
  const inside = await readNewest(server, team.bob, team);
  assert.equal(inside?.headers.find(({ name }) => name === "Subject")?.value, "SECRETSUBJECT");
});

test("a member without a key gets a notice and no copy where every post must be sealed", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  await server.call(memberAdd, { list: TEAM, member: { address: "dora@example.net" } });
  const content = await sealed(team.openpgp, protectedText(team.alice, "SECRETBODY"), team.alice);
  await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
  assert.doesNotMatch(everythingSent(server), /SECRETBODY/);
  assert.match(textOf(server.mailbox("dora@example.net")[0]?.data), /waiting for you/);
});

for (const [words, settings] of [
  ["sealed, sealed_subject = real", { sealed_subject: "real" }],
  ["in clear to all", { ...TO_ALL, ...ORDERED }],
  ["in clear to all, with a prefix", { ...TO_ALL, ...ORDERED, subject_prefix: "[T:{name}] " }],
  [
    "in clear and signed by nobody",
    { ...TO_ALL, ...ORDERED, gpg_distrib_sign: "no", smime_distrib_sign: "no" },
  ],
  ["moderated", { default_member_action: "hold" }],
] as const) {
  test(`a protected Subject never stands outside: ${words}`, async (t) => {
    const { server, team, alice, message } = await setUp(t, settings);
    await server.post({ from: alice.address, to: TEAM, message });
    const reply = protectedText(alice, "answer", { subject: "Re: SECRETSUBJECT" });
    const answer = letter(alice, await sealed(team.openpgp, reply, alice), {
      id: "2",
      more: [["In-Reply-To", "<1@laptop.example>"]],
    });
    await server.post({ from: alice.address, to: TEAM, message: answer });
    assert.ok(server.sink.messages.length > 0);
    for (const { data } of server.sink.messages)
      assert.doesNotMatch(textOf(data).split("\r\n\r\n")[0] ?? "", /SECRET/);
  });
}

test("a Subject that stood outside anyway may stay there where the list says so", async (t) => {
  const { server, team, alice } = await setUp(t, { sealed_subject: "real" });
  const content = await sealed(team.openpgp, entity("x"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  assert.match(textOf(server.mailbox(team.bob.address)[0]?.data), /^Subject: \[Team\] outside\r?$/m);
});

test("an unsealed post on such a list is not marked as opened", async (t) => {
  const settings = { ...TO_ALL, ...ORDERED, gpg_post_encrypt: "yes", smime_post_encrypt: "yes" };
  const { server, alice } = await setUp(t, settings);
  const content = await signed(alice, entity("open talk"));
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  assert.match(textOf(server.mailbox(CAROL)[0]?.data), /open talk/);
  assert.doesNotMatch(textOf(server.mailbox(CAROL)[0]?.data), /X-Mailman-SLS-decrypted/);
});

function textOf(octets: Bytes | undefined): string {
  return view(octets ?? utf8(""))
    .toString("utf8")
    .replaceAll(/=\r\n/g, "");
}
