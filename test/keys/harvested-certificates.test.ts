/** Certificates that come along with signed mail: what is bound at once, and what waits for an owner (S2, S9). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, utf8 } from "#base";
import { keyAccept, keyBind, keyOfferList, keyRefuse, listConfigure, memberShow } from "#operations";
import { certificatePem, makePerson } from "../support/crypto/pki.ts";
import { forEachDatabase } from "../support/database.ts";
import { ANN, certifiedTeam, SEALS, SIGNS, writer } from "../support/lists/certified-team.ts";
import { heldCodes, letter, MIA, movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { entity, signed } from "../support/programs/correspondents.ts";
import { runTask } from "../support/run-task.ts";
import { fileInput, newServer } from "../support/server.ts";

forEachDatabase((database) => {
  test("under ca, the first signed post counts, and its certificate is bound in the same step", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server);
    const ann = team.person();
    assert.equal(await team.post(ann, { id: "1" }), 1);
    assert.deepEqual(await team.keys(), [[ann.fingerprint, true]]);
    const [copy] = server.mailbox(ANN);
    assert.match(
      copy?.data.toString("latin1") ?? "",
      /application\/pkcs7-mime/,
      "her own copy is sealed to it",
    );
    assert.deepEqual(await server.call(keyOfferList, { list: TEAM }), []);
  });

  test("under owner, the post waits, and so does the certificate until an owner takes it", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server, { smime_trust: "owner" });
    const ann = team.person();
    assert.equal(await team.post(ann, { id: "1" }), 0);
    assert.deepEqual(await heldCodes(server), ["held not-signed"]);
    assert.deepEqual(await team.keys(), []);
    const [offer, ...others] = await server.call(keyOfferList, { list: TEAM });
    assert.deepEqual(others, []);
    assert.deepEqual(
      [offer?.member, offer?.fingerprint, offer?.via, offer?.use],
      [ANN, ann.fingerprint, "signature", "both"],
    );
    await server.call(keyAccept, { list: TEAM, numbers: [offer?.number ?? 0] });
    const { keys } = await server.call(memberShow, { list: TEAM, member: ANN });
    assert.deepEqual(
      keys.map(({ fingerprint, pinned }) => [fingerprint, pinned]),
      [[ann.fingerprint, true]],
    );
    assert.equal(await team.post(ann, { id: "2" }), 1);
    assert.deepEqual(await server.call(keyOfferList, { list: TEAM }), []);
  });

  test("what an owner refused is not offered again", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server, { smime_trust: "owner" });
    const ann = team.person();
    await team.post(ann, { id: "1" });
    const [offer] = await server.call(keyOfferList, { list: TEAM });
    await server.call(keyRefuse, { list: TEAM, numbers: [offer?.number ?? 0] });
    await team.post(ann, { id: "2" });
    assert.deepEqual(await server.call(keyOfferList, { list: TEAM }), []);
    await assert.rejects(
      server.call(keyAccept, { list: TEAM, numbers: [offer?.number ?? 0] }),
      /No key number/,
    );
  });

  test("a newer certificate of the same authority takes the place of a harvested one, an older one waits", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server);
    const [older, old, young] = ["2026-01-01", "2026-03-01", "2026-06-01"].map((day) =>
      team.person({ notBefore: new Date(day) }),
    );
    assert.ok(older && old && young);
    await team.post(old, { id: "1" });
    assert.equal(await team.post(young, { id: "2" }), 2);
    assert.deepEqual(await team.keys(), [[young.fingerprint, true]]);
    assert.equal(await team.post(older, { id: "3" }), 3, "it counts as signed all the same");
    assert.deepEqual(await team.keys(), [[young.fingerprint, true]]);
    const offers = await server.call(keyOfferList, { list: TEAM });
    assert.deepEqual(
      offers.map(({ fingerprint, instead }) => [fingerprint, instead]),
      [[older.fingerprint, [young.fingerprint]]],
    );
  });
});

const KINDS = ["rsa2048", "p256", "p384"] as const;
for (const kind of KINDS) {
  test(`one certificate for both uses, ${kind}`, async (t) => {
    const team = await certifiedTeam(await newServer(t, { clock: movableClock() }));
    const ann = team.person({ kind });
    assert.equal(await team.post(ann, { id: "1" }), 1);
    assert.deepEqual(await team.keys(), [[ann.fingerprint, true]]);
  });
}

test("split certificates of one message are both kept", async (t) => {
  const team = await certifiedTeam(await newServer(t, { clock: movableClock() }));
  const signs = team.person({ kind: "rsa2048", usage: SIGNS });
  const seals = team.person({ kind: "rsa2048", usage: SEALS });
  assert.equal(await team.post(signs, { id: "1", beside: [seals] }), 1);
  assert.deepEqual(await team.keys(), [
    [signs.fingerprint, false],
    [seals.fingerprint, true],
  ]);
});

test("Ed25519 signs, X25519 beside it is sealed to", async (t) => {
  const team = await certifiedTeam(await newServer(t, { clock: movableClock() }));
  const [signs, seals] = [team.person({ kind: "ed25519" }), team.person({ kind: "x25519" })];
  assert.equal(await team.post(signs, { id: "1", beside: [seals] }), 1);
  assert.deepEqual(await team.keys(), [
    [signs.fingerprint, false],
    [seals.fingerprint, true],
  ]);
});

test("a split pair takes the place of one for both uses, and the other way round", async (t) => {
  const team = await certifiedTeam(await newServer(t, { clock: movableClock() }));
  const [first, last] = [team.person({ kind: "rsa2048" }), team.person({ kind: "rsa2048" })];
  const signs = team.person({ kind: "rsa2048", usage: SIGNS });
  const seals = team.person({ kind: "rsa2048", usage: SEALS });
  await team.post(first, { id: "1" });
  await team.post(signs, { id: "2", beside: [seals] });
  assert.deepEqual(
    new Set((await team.keys()).map(([key]) => key)),
    new Set([signs.fingerprint, seals.fingerprint]),
  );
  await team.post(last, { id: "3" });
  assert.deepEqual(await team.keys(), [[last.fingerprint, true]]);
});

test("any of several addresses in a certificate will do", async (t) => {
  const team = await certifiedTeam(await newServer(t, { clock: movableClock() }));
  const ann = team.person({ addresses: ["other@example.org", ANN] });
  assert.equal(await team.post(ann, { id: "1" }), 1);
  assert.deepEqual(await team.keys(), [[ann.fingerprint, true]]);
});

test("a key that an owner bound stays, whoever vouches for another", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server);
  const [own, other] = [team.person(), team.person()];
  const file = fileInput(utf8(certificatePem(own.certificates[0] ?? utf8(""))));
  await server.call(keyBind, { list: TEAM, member: ANN, key: { file } });
  assert.equal(await team.post(other, { id: "1" }), 1);
  assert.deepEqual(await team.keys(), [[own.fingerprint, true]]);
  const [offer] = await server.call(keyOfferList, { list: TEAM });
  assert.equal(offer?.fingerprint, other.fingerprint);
  const numbers = [offer?.number ?? 0];
  await assert.rejects(server.call(keyAccept, { list: TEAM, numbers }), /has a key of this kind/);
  await server.call(keyAccept, { list: TEAM, numbers, replace: true });
  assert.deepEqual(await team.keys(), [[other.fingerprint, true]]);
});

test("what an owner refused is not bound either, when an authority vouches for it later", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server, { smime_trust: "owner" });
  const ann = team.person();
  await team.post(ann, { id: "1" });
  const [offer] = await server.call(keyOfferList, { list: TEAM });
  await server.call(keyRefuse, { list: TEAM, numbers: [offer?.number ?? 0] });
  await server.call(listConfigure, { list: TEAM, settings: { smime_trust: "ca" } });
  await team.post(ann, { id: "2" });
  assert.deepEqual(await team.keys(), []);
});

test("owners hear of what waits, once a day", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await certifiedTeam(server);
  const older = team.person({ notBefore: new Date("2026-01-01") });
  await team.post(team.person({ notBefore: new Date("2026-03-01") }), { id: "1" });
  await runTask(server, clock, "owner_summary");
  const summaries = () =>
    server
      .mailbox(MIA)
      .map(({ data }) => data.toString("latin1").replaceAll(/=\r\n/g, ""))
      .filter((text) => text.includes("what lies with the server"));
  assert.equal(summaries().length, 0, "nothing waits");
  await team.post(older, { id: "2" });
  await runTask(server, clock, "owner_summary");
  await runTask(server, clock, "owner_summary");
  const [text = "", ...others] = summaries();
  assert.deepEqual(others, []);
  assert.match(text, /nobody compared yet: 1/);
  assert.doesNotMatch(text, /No member got these messages/);
});

test("a signed command brings its certificate, too", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server);
  const ann = team.person();
  const to = "team-request@example.org";
  const message = letter({ address: ANN }, await signed(writer(ann), entity("HELP")), { id: "1", to });
  await server.post({ from: ANN, to, message });
  assert.deepEqual(await team.keys(), [[ann.fingerprint, true]]);
});

test("at most so many wait for one member", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await certifiedTeam(server, { smime_trust: "owner" });
  for (let count = 1; count <= LIMITS.keyOffersPerMember + 2; count += 1)
    await team.post(makePerson({ kind: "p256", address: ANN }), { id: `${count}` });
  assert.equal((await server.call(keyOfferList, { list: TEAM })).length, LIMITS.keyOffersPerMember);
});
