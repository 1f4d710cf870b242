/** OCSP (RFC 6960) with openssl as responder: answers one by one, and the whole server asking it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { addDays, type Bytes, HOUR_MS, LIMITS, systemClock, systemRandom, utf8 } from "#base";
import {
  heldAccept,
  heldList,
  listConfigure,
  listCreate,
  memberAdd,
  memberShow,
  siteCheck,
} from "#operations";
import { messageExplain } from "#pipeline";
import { readCertificates, readStatusResponse, respondersOf, writeStatusRequest } from "#smime";
import { type OpensslAuthority, opensslAuthority } from "../support/crypto/openssl-authority.ts";
import type { OpensslPerson } from "../support/crypto/openssl.ts";
import { BOB, bobPosts, CAROL, TEAM } from "../support/lists/bob-signs.ts";
import { answerOf, type Responding, startResponder } from "../support/programs/ocsp-responder.ts";
import { peer } from "../support/programs/peers.ts";
import { runTask } from "../support/run-task.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const { skip } = peer("openssl");

function der(file: string): Bytes {
  const read = readCertificates(readFileSync(file));
  assert.ok(read.ok && read.value[0]);
  return read.value[0];
}

function questionAbout(authority: OpensslAuthority, person: OpensslPerson) {
  return {
    certificate: der(person.certificate),
    issuer: der(authority.files.certificate),
    nonce: systemRandom.bytes(32),
  };
}

function ownOf({ files }: OpensslAuthority): OpensslPerson {
  return { address: "", certificate: files.certificate, key: files.key };
}

/** What a responder answers about a person, and how that is judged. */
function ask(t: TestContext, responding: Responding, person: OpensslPerson, at = new Date()) {
  const question = questionAbout(responding.authority, person);
  const request = writeStatusRequest(question);
  assert.ok(request);
  return readStatusResponse(answerOf(t, responding, request), { ...question, at, lists: [] });
}

test("good and revoked, by the authority itself or by whom it named", { skip }, (t) => {
  const authority = opensslAuthority(t, "Test CA");
  const [bob, carol] = [authority.issue(BOB, null), authority.issue("carol@example.org", null)];
  for (const one of [bob, carol]) authority.enter(one);
  const own = ownOf(authority);
  for (const signer of [own, authority.responder()]) {
    const good = ask(t, { authority, signer, minutes: 60 }, bob);
    assert.ok(good.ok);
    assert.equal(good.value.status, "good");
    assert.ok(Math.abs(good.value.until.getTime() - Date.now() - HOUR_MS) < 120_000);
  }
  const unsaid = ask(t, { authority, signer: own }, bob);
  assert.ok(unsaid.ok && Math.abs(unsaid.value.until.getTime() - Date.now() - 24 * HOUR_MS) < 120_000);
  authority.revoke(carol);
  const revoked = ask(t, { authority, signer: own, minutes: 60 }, carol);
  assert.equal(revoked.ok && revoked.value.status, "revoked");
});

test("what others say, what is old and what is about others is no answer", { skip }, (t) => {
  const [authority, other] = [opensslAuthority(t, "Test CA"), opensslAuthority(t, "Test CA")];
  const bob = authority.issue(BOB, null);
  const stranger = authority.issue("carol@example.org", null);
  authority.enter(bob);
  const signer = authority.responder();
  const named = { authority, signer, minutes: 60 };
  const faults = (responding: Responding, person = bob, at?: Date) => {
    const judged = ask(t, responding, person, at);
    return judged.ok ? judged.value.status : judged.error;
  };
  assert.equal(faults(named), "good");
  assert.equal(faults(named, stranger), "unknown", "it stands in no index");
  assert.equal(faults({ ...named, signer: other.responder() }), "not-by-an-authority", "another's responder");
  assert.equal(faults({ ...named, signer: stranger }), "not-by-an-authority", "a certificate for mail");
  assert.equal(faults({ ...named, signer: authority.responder("clientAuth") }), "not-by-an-authority");
  assert.equal(faults(named, bob, new Date(Date.now() + 2 * HOUR_MS)), "stale");
  const early = new Date(Date.now() - HOUR_MS);
  assert.equal(faults({ ...named, signer: ownOf(authority) }, bob, early), "from-the-future");
  assert.equal(
    faults(named, bob, addDays(new Date(), 40)),
    "not-by-an-authority",
    "the responder is out of date",
  );
});

test("an answer to another question, a changed one, and one by a revoked responder", { skip }, (t) => {
  const authority = opensslAuthority(t, "Test CA");
  const [bob, carol] = [authority.issue(BOB, null), authority.issue("carol@example.org", null)];
  for (const one of [bob, carol]) authority.enter(one);
  const signer = authority.responder();
  const question = questionAbout(authority, bob);
  const request = writeStatusRequest(question);
  assert.ok(request);
  const answer = answerOf(t, { authority, signer, minutes: 60 }, request);
  const judge = (file: Bytes, changes: object = {}) => {
    const judged = readStatusResponse(file, { ...question, at: new Date(), lists: [], ...changes });
    return judged.ok ? judged.value.status : judged.error;
  };
  assert.equal(judge(answer), "good");
  assert.equal(judge(answer, { nonce: systemRandom.bytes(32) }), "other-nonce");
  assert.equal(judge(answer, { certificate: der(carol.certificate) }), "other");
  for (let place = 0; place < answer.length; place += 7) {
    const changed = Buffer.from(answer);
    changed[place] = (changed[place] ?? 0) ^ 0x01;
    const judged = judge(changed);
    assert.ok(judged !== "revoked", `octet ${place}: ${judged}`);
  }
  authority.revoke(signer);
  assert.equal(judge(answer, { lists: [authority.list("der")] }), "not-by-an-authority");
  assert.equal(judge(utf8("<html>Not here</html>")), "malformed");
  assert.equal(judge(Buffer.from("30030a0106", "hex")), "refused", "unauthorized (6)");
});

test("where responders are", { skip }, (t) => {
  const authority = opensslAuthority(t, "Test CA");
  const bob = authority.issue(BOB, null, "http://ocsp.example.org/x");
  assert.deepEqual(respondersOf(der(bob.certificate)), ["http://ocsp.example.org/x"]);
  assert.deepEqual(respondersOf(der(authority.files.certificate)), []);
});

const INSIDE = ["fetch_private_addresses = true"];

async function hardList(
  server: TestServer,
  ca: string,
  bob: OpensslPerson,
  ocsp: "no" | "yes",
): Promise<void> {
  const settings = { smime_post_sign: "yes", smime_ca: ca, revocation: "hard", ocsp } as const;
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [], settings });
  const file = fileInput(readFileSync(bob.certificate));
  await server.call(memberAdd, { list: TEAM, member: { address: BOB, key: { file } } });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
}

function copies(server: TestServer): number {
  return server.mailbox(CAROL).filter(({ from }) => from !== "").length;
}

/** How many posts have left when the task is over and the inbox empty again. */
async function afterTask(server: TestServer, task: string): Promise<number> {
  await runTask(server, systemClock, task);
  await server.drain();
  return copies(server);
}

const heldCodes = async (server: TestServer) => (await server.call(heldList, {})).map(({ code }) => code);

test(
  "hard: a post waits until a responder answered, and what it revokes does not count",
  { skip },
  async (t) => {
    const authority = opensslAuthority(t, "Test CA");
    let bob = {} as OpensslPerson;
    await startResponder(t, (url) => {
      bob = authority.issue(BOB, null, url);
      authority.enter(bob);
      return { authority, signer: authority.responder(), minutes: 600 };
    });
    const server = await newServer(t, { site: INSIDE });
    await hardList(server, authority.certificate, bob, "yes");
    assert.equal(await bobPosts(server, t, bob, "one"), 0);
    await server.drain();
    assert.deepEqual(await heldCodes(server), []);
    assert.equal(copies(server), 1, "it was asked in the background, and the post went on by itself");
    assert.equal(await bobPosts(server, t, bob, "two"), 2);
    authority.revoke(bob);
    const run = await runTask(server, systemClock, "ocsp_update");
    assert.deepEqual(run.figures, { answered: 0, failed: 0, revoked: 0 }, "its answer counts for ten hours");
  },
);

test("hard with lists: a fresh complete list answers, none and a delta list do not", { skip }, async (t) => {
  const authority = opensslAuthority(t, "Test CA");
  const bob = authority.issue(BOB, null);
  const server = await newServer(t, { site: INSIDE });
  await hardList(server, authority.certificate, bob, "no");
  const trust = async (list: string): Promise<void> => {
    const settings = { smime_ca: `${authority.certificate}${list}` };
    await server.call(listConfigure, { list: TEAM, settings });
  };
  assert.equal(await bobPosts(server, t, bob, "one"), 0);
  assert.equal(await afterTask(server, "crl_update"), 0);
  assert.deepEqual(await heldCodes(server), ["revocation-unknown"]);
  assert.equal(server.mailbox(BOB).length, 1, "told once that it waits");
  const [waiting] = await server.call(heldList, {});
  const foretold = async () => {
    const { decision, at } = await server.call(messageExplain, { list: TEAM, held: waiting?.id ?? 0 });
    return [decision.do, decision.code, at > (waiting?.heldAt ?? "")];
  };
  assert.deepEqual(await foretold(), ["hold", "revocation-unknown", true]);
  // Its list is issued after the post came.
  await wait(1100);
  await trust(authority.list("pem").toString());
  assert.deepEqual(await foretold(), ["accept", null, true], "judged at present, as by the task");
  assert.equal(await afterTask(server, "crl_update"), 1, "a list came, and it goes out");
  assert.equal(await bobPosts(server, t, bob, "two"), 2);
  await trust(authority.deltaList());
  assert.equal(await bobPosts(server, t, bob, "three"), 2);
  const [held] = await server.call(heldList, {});
  await server.call(heldAccept, { ids: [held?.id ?? 0] });
  await server.drain();
  assert.equal(copies(server), 3, "an owner may let it go out");
  await server.call(listConfigure, { list: TEAM, settings: { revocation: "soft" } });
  assert.equal(await bobPosts(server, t, bob, "four"), 4, "soft waits for nobody");
  await server.call(listConfigure, { list: TEAM, settings: { revocation: "hard" } });
  assert.equal(await bobPosts(server, t, bob, "five"), 4);
  authority.revoke(bob);
  await trust(authority.list("pem").toString());
  assert.equal(await afterTask(server, "crl_update"), 4);
  assert.deepEqual(await heldCodes(server), ["not-signed"], "what a list revokes goes on waiting, as that");
});

test(
  "what a responder revokes is good for nothing, soft or hard; who does not answer is told",
  { skip },
  async (t) => {
    const authority = opensslAuthority(t, "Test CA");
    let bob = {} as OpensslPerson;
    const responder = await startResponder(t, (at) => {
      bob = authority.issue(BOB, null, at);
      return { authority, signer: authority.responder(), minutes: 600 };
    });
    const server = await newServer(t, { site: INSIDE });
    await hardList(server, authority.certificate, bob, "yes");
    await server.call(listConfigure, { list: TEAM, settings: { revocation: "soft" } });
    const first = await runTask(server, systemClock, "ocsp_update");
    assert.deepEqual([first.figures, first.problem], [{ answered: 0, failed: 1, revoked: 0 }, "unavailable"]);
    const told = (await server.call(siteCheck, {})).find(({ about }) => about === "revocation");
    assert.match(told?.text ?? "", /no responder answered about 1 certificates \(unknown\)/);
    assert.equal(await bobPosts(server, t, bob, "one"), 1);
    authority.revoke(bob);
    await responder.restart();
    await server.db.transact((tx) =>
      tx.query.updateTable("certificate_status").set({ tried_at: null }).execute(),
    );
    const second = await runTask(server, systemClock, "ocsp_update");
    assert.deepEqual(second.figures, { answered: 1, failed: 0, revoked: 1 });
    const shown = await server.call(memberShow, { list: TEAM, member: BOB });
    assert.equal(shown.keys[0]?.unusable, "key-revoked");
    assert.equal(await bobPosts(server, t, bob, "two"), 1);
  },
);

test(
  "responders that take GET only are asked so, and what is larger than an answer is let go",
  { skip },
  async (t) => {
    const authority = opensslAuthority(t, "Test CA");
    const signer = authority.responder();
    let isHuge = true;
    const web = createServer(({ method, url }, response) => {
      if (isHuge) return void response.end(Buffer.alloc(LIMITS.statusResponseBytes + 1));
      if (method === "POST") return void response.writeHead(405).end();
      const request = Buffer.from(decodeURIComponent(url?.slice("/ocsp/".length) ?? ""), "base64");
      return void response.end(answerOf(t, { authority, signer, minutes: 600 }, request));
    });
    await new Promise<void>((ready) => web.listen(0, "127.0.0.1", ready));
    t.after(() => web.close());
    const bob = authority.issue(BOB, null, `http://127.0.0.1:${(web.address() as AddressInfo).port}/ocsp`);
    authority.enter(bob);
    const server = await newServer(t, { site: INSIDE });
    await hardList(server, authority.certificate, bob, "yes");
    const huge = await runTask(server, systemClock, "ocsp_update");
    assert.equal(huge.figures["failed"], 1);
    const told = (await server.call(siteCheck, {})).find(({ about }) => about === "revocation");
    assert.match(told?.text ?? "", /\(too-large\)/, "statusResponseBytes");
    isHuge = false;
    await server.db.transact((tx) =>
      tx.query.updateTable("certificate_status").set({ tried_at: null }).execute(),
    );
    const run = await runTask(server, systemClock, "ocsp_update");
    assert.deepEqual(run.figures, { answered: 1, failed: 0, revoked: 0 });
    assert.equal(await bobPosts(server, t, bob, "one"), 1);
  },
);
