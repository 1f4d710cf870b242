/** How the keys of a list end: replaced in good time, or in wrong hands. On the whole server. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { equalBytes, type Fingerprint } from "#base";
import { describeKey, readKeys } from "#openpgp";
import { type Entity, parseMessage } from "#mime";
import { keyCompromised, keyExport, keyRotate, keyShow, listSendKey } from "#operations";
import { eraseExpired, listByAddress, listSecrets } from "#store";
import { type Correspondent, NOW, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import {
  heldCodes,
  letter,
  listAsCorrespondents,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const DAY_MS = 86_400_000;

async function story(t: TestContext) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  let id = 0;
  /** Sealed to a key of the list's; how many posts Bob has then. */
  const post = async (to: Correspondent) => {
    const text = protectedText(team.alice, `Post ${++id}.\n`);
    const content = await sealed(to, await signed(team.alice, text));
    await server.post({
      from: team.alice.address,
      to: TEAM,
      message: letter(team.alice, content, { id: `${id}` }),
    });
    return server.mailbox(team.bob.address).filter(({ from }) => from !== "").length;
  };
  const newest = async (reader: Correspondent, signers: readonly Correspondent[]) => {
    const mail = server.mailbox(reader.address).at(-1);
    assert.ok(mail, `nothing came to ${reader.address}`);
    const opened = await openFor(mail.data, [reader], signers);
    assert.ok(opened.ok);
    return opened.value;
  };
  return { clock, server, team, post, newest };
}

/** The signed entities inside, whole. */
function signedParts(content: Uint8Array): readonly Uint8Array[] {
  const parsed = parseMessage(content);
  assert.ok(parsed.ok);
  const within = (entity: Entity): readonly Entity[] =>
    entity.contentType.essence === "multipart/signed" ? [entity] : entity.children.flatMap(within);
  return within(parsed.value).map((entity) => entity.raw);
}

test("a rotated key is told under both keys, opens for a while, and is erased", async (t) => {
  const { clock, server, team, post, newest } = await story(t);
  const rotated = await server.call(keyRotate, { list: TEAM });
  assert.deepEqual([rotated.told, rotated.keys.filter(({ active }) => active).length], [4, 2]);
  await server.drain();
  const now = await listAsCorrespondents(server, TEAM);
  for (const [reader, scheme] of [
    [team.alice, "openpgp"],
    [team.bob, "smime"],
  ] as const) {
    const opened = await newest(reader, [now[scheme]]);
    const [outer] = opened.signatures;
    assert.equal(outer?.verdict === "valid" && outer.signer, now[scheme].secret.fingerprint);
    const [inner] = signedParts(opened.content);
    assert.ok(inner);
    const old = await openFor(inner, [], [team.openpgp, team.smime]);
    assert.ok(old.ok);
    const families = old.value.signatures.map(({ verdict, scheme: by }) => `${by} ${verdict}`);
    assert.deepEqual(new Set(families), new Set(["openpgp valid", "smime valid"]));
  }
  assert.deepEqual([await post(team.openpgp), await post(now.openpgp), await post(now.smime)], [1, 2, 3]);

  clock.advance(31 * DAY_MS);
  await eraseExpired(server.db, clock.now());
  const left = await server.call(keyShow, { list: TEAM });
  assert.deepEqual(
    new Set(left.map(({ fingerprint }) => fingerprint)),
    new Set([now.openpgp, now.smime].map(({ secret }) => secret.fingerprint)),
  );
});

test("a key in wrong hands opens nothing more, says so, and what comes sealed to it waits", async (t) => {
  const { server, team, post, newest } = await story(t);
  const old: Fingerprint = team.openpgp.secret.fingerprint;
  const changed = await server.call(keyCompromised, { list: TEAM, schemes: ["openpgp"] });
  assert.deepEqual(changed.unpublished, []);
  await server.drain();
  const now = await listAsCorrespondents(server, TEAM);
  assert.notEqual(now.openpgp.secret.fingerprint, old);
  const opened = await newest(team.alice, [now.openpgp]);
  const text = Buffer.from(opened.content).toString();
  assert.match(text, /compare its digits with an owner, by telephone/);
  const blocks =
    text.match(/-----BEGIN PGP PUBLIC KEY BLOCK-----[^]*?-----END PGP PUBLIC KEY BLOCK-----/g) ?? [];
  const revoked = [];
  for (const block of blocks) {
    const keys = await readKeys(Buffer.from(block));
    assert.ok(keys.ok);
    for (const key of keys.value) {
      const described = await describeKey(key, NOW);
      if (described.ok) revoked.push([described.value.fingerprint === old, described.value.revoked]);
    }
  }
  assert.deepEqual(revoked, [
    [false, false],
    [true, true],
  ]);
  assert.deepEqual([await post(team.openpgp), await heldCodes(server)], [0, ["held key-compromised"]]);
  assert.equal(await post(now.openpgp), 1);
  const list = await server.db.read((tx) => listByAddress(tx, TEAM));
  assert.ok(list);
  const secrets = await server.db.read((tx) => listSecrets(tx, list.id));
  assert.ok(secrets.every(({ fingerprint }) => fingerprint !== old));
});

test("the list's keys go to all members", async (t) => {
  const { server, team, newest } = await story(t);
  assert.deepEqual(await server.call(listSendKey, { list: TEAM }), { told: 4 });
  await server.drain();
  const exported = await server.call(keyExport, { list: TEAM, scheme: "openpgp" });
  const opened = await newest(team.bob, [team.smime]);
  const [block = ""] =
    /-----BEGIN PGP[^]*?-----END PGP[^\n]*/.exec(Buffer.from(opened.content).toString()) ?? [];
  const [sent, own] = [
    await readKeys(Buffer.from(block)),
    await readKeys(Buffer.from(exported[0]?.text ?? "")),
  ];
  assert.ok(sent.ok && own.ok && sent.value[0] && own.value[0] && equalBytes(sent.value[0], own.value[0]));
});
