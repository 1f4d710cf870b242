/**
 * CBC proves nothing, so who may ask often whether its padding is right reads what it hides (Vaudenay, 2002). A stolen
 * content key beside one of the thief's own makes no new message of it: every key that the list takes out counts (S1, S11).
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, concatBytes, latin1, systemRandom } from "#base";
import { encodeBase64Lines } from "#mime";
import { heldList } from "#operations";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import { entity, NOW, recipientFor } from "../support/programs/correspondents.ts";
import { inTwoParts, sealedToEach } from "../support/crypto/sealed-by-hand.ts";
import {
  everythingSent,
  heldCodes,
  letter,
  movableClock,
  OWNER,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const EVE = { address: "eve@example.com" as const };
const SECRET = entity("the secret of Alice, which is longer than one block of the cipher\n");

async function setUp(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  let number = 0;
  const send = (content: Bytes, to = TEAM) =>
    server.post({ from: EVE.address, to, message: letter(EVE, content, { id: `eve${(number += 1)}`, to }) });
  return { server, team, send };
}

/** Changed in its first block, which leaves the padding right, or in the last but one, which spoils it. */
function changed({ shared }: { readonly shared: Bytes }, padding: "right" | "wrong"): Bytes {
  const octets = Buffer.from(shared);
  const at = padding === "right" ? octets.length - 60 : octets.length - 17;
  octets[at] = (octets[at] ?? 0) ^ 0x55;
  return octets;
}

const stolenBody = () => smime.sealBody({ content: SECRET, cipher: "cbc", random: systemRandom });
const ownKey = () => systemRandom.bytes(32);

for (const order of ["the stolen key first", "the thief's key first"] as const) {
  test(`once opened, right and wrong padding end in the same silence: ${order}`, async (t) => {
    const { server, team, send } = await setUp(t);
    const body = stolenBody();
    await send(await sealedToEach(team.smime, [body.sessionKey], body.shared));
    const [held, sent] = [await heldCodes(server), everythingSent(server)];
    for (const padding of ["right", "wrong", "wrong", "right"] as const) {
      const keys = [body.sessionKey, ownKey()];
      if (order !== "the stolen key first") keys.reverse();
      await send(await sealedToEach(team.smime, keys, changed(body, padding)));
      assert.deepEqual(await heldCodes(server), held, padding);
      assert.equal(everythingSent(server), sent, padding);
    }
  });
}

test("at another door right and wrong padding are held closed alike", async (t) => {
  const { server, team, send } = await setUp(t);
  for (const padding of ["right", "wrong"] as const) {
    const body = stolenBody();
    await send(await sealedToEach(team.smime, [body.sessionKey], body.shared));
    await send(await sealedToEach(team.smime, [body.sessionKey, ownKey()], changed(body, padding)), OWNER);
  }
  const atOwner = (await server.call(heldList, {})).filter(({ code }) => code !== "not-signed");
  assert.deepEqual(
    atOwner.map(({ kind, code, detail }) => [kind, code, detail]),
    Array.from({ length: 2 }, () => ["held", "opened-elsewhere", `opened before at ${TEAM}`]),
  );
});

test("a failure is told once, however many keys of the thief stand in front of the stolen one", async (t) => {
  const { server, team, send } = await setUp(t);
  const recipient = await recipientFor(team.openpgp);
  const body = await openpgp.sealBody({ content: SECRET, signWith: null, at: NOW });
  for (const bit of [1, 2, 4]) {
    const own = { ...body, sessionKey: ownKey() };
    const shared = Buffer.from(body.shared);
    shared[shared.length - 40] = (shared[shared.length - 40] ?? 0) ^ bit;
    const heads = [own, body].map((one) => openpgp.keyPacket(recipient, one));
    await send(inTwoParts(armoured(concatBytes(...heads, shared))));
    assert.deepEqual(await heldCodes(server), ["refused cannot-open"]);
  }
});

function armoured(octets: Bytes): Bytes {
  const [begin, end] = ["BEGIN", "END"].map((edge) => latin1(`-----${edge} PGP MESSAGE-----\r\n`));
  return concatBytes(begin ?? octets, latin1("\r\n"), encodeBase64Lines(octets), end ?? octets);
}
