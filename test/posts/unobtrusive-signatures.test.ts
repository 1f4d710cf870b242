/** A post whose signature stands in a Sig field counts on a list as one in multipart/signed does. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, latin1, utf8, view } from "#base";
import { newServer } from "../support/server.ts";
import {
  heldCodes,
  letter,
  movableClock,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { detached, sigField, wrapped } from "../support/crypto/unobtrusive.ts";

/** A list that asks for signatures and takes posts in clear; what it distributes is sealed. */
async function setUp(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  const settings = { gpg_post_encrypt: "no", smime_post_encrypt: "no", gpg_post_sign: "force" };
  const team = await sealedTeam(server, settings);
  const part = [
    `From: ${team.alice.address}`,
    `To: ${TEAM}`,
    "Subject: the plan",
    'Content-Type: text/plain; charset=utf-8; hp="clear"',
    "",
    "We meet at noon.",
    "",
  ].join("\r\n");
  const content = wrapped(sigField(await detached(team.alice, latin1(part))), part);
  const post = async (message: Bytes) => server.post({ from: team.alice.address, to: TEAM, message });
  return { server, team, content, post };
}

test("it is accepted, and members read the part without the field, from its author", async (t) => {
  const { server, team, content, post } = await setUp(t);
  await post(letter(team.alice, content));
  const text = view((await readNewest(server, team.bob, team))?.content ?? utf8("")).toString();
  assert.match(text, /We meet at noon\./);
  assert.match(text, /^Subject: the plan\r\n[^]*^Signature: valid, by alice@example\.org\r$/m);
  assert.ok(!/^Sig:/m.test(text));
  assert.deepEqual(await heldCodes(server), []);
});

test("it counts once, wherever the field was folded", async (t) => {
  const { server, team, content, post } = await setUp(t);
  await post(letter(team.alice, content));
  const folded = view(content).toString().replace("t=p; b=", "t=p;\r\n b=");
  await post(letter(team.alice, utf8(folded)));
  assert.equal(server.mailbox(team.bob.address).length, 1);
});

test("a changed word, and a footer beside the part, make it unsigned", async (t) => {
  const { server, team, content, post } = await setUp(t);
  const text = view(content).toString();
  const footer = text.replace("--sig--", "--sig\r\n\r\n-- \r\na gateway\r\n--sig--");
  for (const [index, changed] of [text.replace("noon", "night"), footer].entries()) {
    await post(letter(team.alice, utf8(changed), { id: `${index}` }));
  }
  assert.deepEqual(server.mailbox(team.bob.address), []);
});
