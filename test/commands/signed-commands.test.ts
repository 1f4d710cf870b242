/** Signed and sealed commands on a list with keys, on the whole server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR_MS } from "#base";
import { heldList } from "#operations";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { questionTo } from "../support/lists/commanding.ts";
import { CAROL, everythingSent, letter, protectedText, TEAM } from "../support/lists/sealed-team.ts";

const REQUEST = "team-request@example.org";

test("a signed command counts as it is: pgp and smime, by the text that the signature covers", async (t) => {
  const { team, order, said, addresses, server } = await commandingTeam(t);
  await order(team.alice, { text: "VERIFY team\nLAST team\nsignoff" });
  assert.match(await said(team.alice), /signed by alice@example\.org, in OpenPGP/);
  assert.match(await said(team.alice), /keeps no posts: it uses keys, .* archive_with_keys = confirmed/);
  assert.equal((await addresses()).includes(team.alice.address), false);
  await order(team.bob, { text: "verify" });
  assert.match(await said(team.bob), /signed by bob@example\.org, in S\/MIME/);
  assert.doesNotMatch(
    everythingSent(server),
    /in S\/MIME|in OpenPGP/,
    "it was sealed, also to who left by it",
  );
});

test("the site's address knows who signed, too", async (t) => {
  const { team, order, said, addresses } = await commandingTeam(t);
  await order(team.bob, { to: "conclave@example.org", text: `verify team\nsig ${TEAM}` });
  assert.match(await said(team.bob), /in S\/MIME/);
  assert.equal((await addresses()).includes(team.bob.address), false);
});

test("an owner's signed commands need no key; nobody else's do the same", async (t) => {
  const { team, olga, order, said, addresses } = await commandingTeam(t);
  await order(olga, { text: "ADD team zoe@example.com Zoe\nDEL team carol@example.net" });
  assert.deepEqual(
    (await addresses()).filter((one) => /zoe|carol/.test(one)),
    ["zoe@example.com"],
  );
  await order(team.alice, { text: "DEL team zoe@example.com" });
  assert.match(await said(team.alice), /only owners of the list may do that/);
  assert.equal((await addresses()).includes("zoe@example.com"), true);
});

test("moderators decide with their signature, in a sealed mail", async (t) => {
  const { team, olga, order, server, said } = await commandingTeam(t, { default_member_action: "hold" });
  const post = letter(team.alice, await sealed(team.openpgp, protectedText(team.alice, "hi\n"), team.alice));
  await server.post({ from: team.alice.address, to: TEAM, message: post });
  const [held] = await server.call(heldList, {});
  const content = await sealed(
    team.openpgp,
    await signed(olga, entity(`modindex\ndistribute ${held?.id}\n`)),
  );
  await order(olga, { content });
  assert.deepEqual(await server.call(heldList, {}), []);
  assert.match(await said(olga), new RegExp(`^ {2}${held?.id} `, "m"));
});

test("a Subject counts as signed where the signature covers it, and as unsigned where it does not", async (t) => {
  const { team, order, said, addresses, clock } = await commandingTeam(t);
  const inside = protectedText(team.alice, "nothing here\n", { subject: "signoff", to: REQUEST });
  await order(team.alice, { content: await signed(team.alice, inside) });
  assert.equal((await addresses()).includes(team.alice.address), false);
  clock.advance(HOUR_MS);
  await order(team.bob, { text: "nothing here", subject: "signoff" });
  assert.equal((await addresses()).includes(team.bob.address), true);
  assert.match(await said(team.bob), /A mail with a question|asked Team for this/);
});

test("an unsigned command of a member asks them, sealed to their key; the answer needs no signature", async (t) => {
  const { team, order, said, addresses, server } = await commandingTeam(t);
  await order(team.alice, { content: entity("signoff\n") });
  assert.equal((await addresses()).includes(team.alice.address), true);
  assert.equal(server.mailbox(team.alice.address).length, 1, "the question is the whole answer");
  assert.doesNotMatch(everythingSent(server), /confirm [0-9a-f]{32}|confirm\+[0-9a-f]{32}/i);
  const key = /CONFIRM ([0-9a-f]{32})/.exec(await said(team.alice))?.[1];
  await order(team.alice, { content: entity(`CONFIRM ${key}\n`) });
  assert.equal((await addresses()).includes(team.alice.address), false);
  assert.match(await said(team.alice), /^CONFIRM\n {2}alice@example\.org is not on team/m);
});

test("what came sealed is answered sealed or not at all", async (t) => {
  const { team, order, server } = await commandingTeam(t);
  const before = server.sink.messages.length;
  const stranger = { ...team.alice, address: "zoe@example.com" as typeof team.alice.address };
  await order(stranger, { content: await sealed(team.openpgp, entity("help\n")) });
  assert.equal(server.sink.messages.length, before);
});

test("a member without a key is asked in clear, and joins and leaves so", async (t) => {
  const { server, addresses } = await commandingTeam(t);
  const fields = [`From: ${CAROL}`, `To: ${REQUEST}`, "Subject: x", "Message-ID: <c1@laptop.example>"];
  const message = Buffer.from(`${fields.join("\r\n")}\r\n\r\nunsubscribe\r\n`);
  await server.post({ from: CAROL, to: REQUEST, message });
  const { replyTo } = questionTo(server, CAROL);
  await server.post({ from: CAROL, to: replyTo, message });
  assert.equal((await addresses()).includes(CAROL), false);
});
