/** `crl_update`: lists that openssl wrote are fetched from a real server, and what they revoke does not count. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { type Bytes, equalBytes, LIMITS, systemClock, utf8 } from "#base";
import {
  heldList,
  listConfigure,
  listCreate,
  memberAdd,
  memberShow,
  siteCheck,
  taskImport,
} from "#operations";
import { createKeyring } from "#pipeline";
import { opensslAuthority } from "../support/crypto/openssl-authority.ts";
import type { OpensslPerson } from "../support/crypto/openssl.ts";
import { BOB, bobPosts, CAROL, TEAM } from "../support/lists/bob-signs.ts";
import { peer } from "../support/programs/peers.ts";
import { runTask } from "../support/run-task.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const { skip } = peer("openssl");

interface ListServer {
  readonly url: string;
  /** null: it is not there. */
  list: Bytes | null;
}

async function listServer(test: TestContext): Promise<ListServer> {
  const served: { url: string; list: Bytes | null } = { url: "", list: null };
  const server: Server = createServer((_request, response) => {
    if (served.list === null) response.writeHead(404).end();
    else response.end(served.list);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => server.close());
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ca.crl`;
  return served;
}

async function trustingList(server: TestServer, ca: string, bob: OpensslPerson): Promise<void> {
  const settings = { smime_post_sign: "yes", smime_trust: "ca", smime_ca: ca };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [], settings });
  const file = fileInput(readFileSync(bob.certificate));
  await server.call(memberAdd, { list: TEAM, member: { address: BOB, key: { file } } });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
}

const INSIDE = ["fetch_private_addresses = true"];

test(
  "what the authority revokes counts until its list is fetched, and not from then on",
  { skip },
  async (t) => {
    const [server, web] = [await newServer(t, { site: INSIDE }), await listServer(t)];
    const ca = opensslAuthority(t, "Test CA");
    const bob = ca.issue(BOB, web.url);
    await trustingList(server, ca.certificate, bob);
    web.list = ca.list("der");
    assert.deepEqual((await runTask(server, systemClock, "crl_update")).figures, {
      fetched: 1,
      failed: 0,
      revoked: 0,
    });
    assert.equal(await bobPosts(server, t, bob, "one"), 1);
    ca.revoke(bob);
    web.list = ca.list("pem");
    assert.equal(await bobPosts(server, t, bob, "two"), 2, "nothing is fetched while a post waits");
    assert.deepEqual((await runTask(server, systemClock, "crl_update")).figures, {
      fetched: 1,
      failed: 0,
      revoked: 1,
    });
    assert.equal(await bobPosts(server, t, bob, "three"), 2);
    assert.deepEqual(
      (await server.call(heldList, {})).map(({ detail }) => detail),
      ["key-revoked"],
    );
    const shown = await server.call(memberShow, { list: TEAM, member: BOB });
    assert.equal(shown.keys[0]?.unusable, "key-revoked");
    await assertAsked(server, ca.certificate, ca.list("der"));
  },
);

test(
  "a task model's time says how long a list must be good for not to be fetched again",
  { skip },
  async (t) => {
    const [server, web] = [await newServer(t, { site: INSIDE }), await listServer(t)];
    const ca = opensslAuthority(t, "Test CA");
    await trustingList(server, ca.certificate, ca.issue(BOB, web.url));
    web.list = ca.list("der");
    const fetched: (number | undefined)[] = [];
    for (const time of [null, "1h", "1y"]) {
      const lines = [
        "/ACTION",
        `update_crl (CA_list, [execution_date]+${time})`,
        "next ([execution_date]+1d, ACTION)",
      ];
      if (time !== null) await server.call(taskImport, { model: lines.join("\n") });
      fetched.push((await runTask(server, systemClock, "crl_update")).figures["fetched"]);
    }
    assert.deepEqual(fetched, [1, 0, 1]);
  },
);

test("a run asks so many addresses, however many are named", { skip }, async (t) => {
  const server = await newServer(t);
  const ca = opensslAuthority(t, "Test CA");
  const notFetched = "http://127.0.0.1/ca.crl";
  await trustingList(server, ca.certificate, ca.issue(BOB, notFetched));
  const many = Array.from(
    { length: LIMITS.revocationListAddresses + 10 },
    (_, nth) => `${notFetched}?${nth}`,
  );
  const model = ["/A", "update_crl (many, [execution_date]+1d)", "next ([execution_date]+1d, A)"].join("\n");
  await server.call(taskImport, { model, addresses: many.join("\n") });
  const { figures } = await runTask(server, systemClock, "crl_update");
  assert.equal(figures["failed"], LIMITS.revocationListAddresses);
});

/** Verification is given the list, unless the list's owners do not want it. */
async function assertAsked(server: TestServer, smime_ca: string, newest: Bytes): Promise<void> {
  const keyring = createKeyring(server.db, utf8("a secret"));
  const files = { cafile: "", capath: "" };
  const count = async (revocation: "off" | "soft") =>
    (await keyring.anchors({ ...files, smime_ca, revocation })).length;
  assert.deepEqual([await count("soft"), await count("off")], [2, 1]);
  const anchors = await keyring.anchors({ ...files, smime_ca, revocation: "soft" });
  assert.ok(
    anchors.every((one) => !equalBytes(one, newest)),
    "only what was fetched",
  );
}

test(
  "what is no list of the authority, or an older one, changes nothing and is told",
  { skip },
  async (t) => {
    const [server, web] = [await newServer(t, { site: INSIDE }), await listServer(t)];
    const [ca, other] = [opensslAuthority(t, "Test CA"), opensslAuthority(t, "Test CA")];
    const bob = ca.issue(BOB, web.url);
    await trustingList(server, ca.certificate, bob);
    const old = ca.list("der");
    ca.revoke(bob);
    await new Promise((over) => setTimeout(over, 1100));
    web.list = ca.list("der");
    await runTask(server, systemClock, "crl_update");
    const faults: readonly (readonly [Bytes | null, string])[] = [
      [other.list("der"), "not-by-an-authority"],
      [utf8("<html>Not here</html>"), "malformed"],
      [old, "older-than-known"],
      [null, "not-found"],
    ];
    for (const [list, fault] of faults) {
      web.list = list;
      const run = await runTask(server, systemClock, "crl_update");
      assert.deepEqual(
        [run.outcome, run.problem, run.figures["failed"]],
        ["failed", "unavailable", 1],
        fault,
      );
      const told = (await server.call(siteCheck, {})).find(({ about }) => about === "revocation");
      assert.match(
        told?.text ?? "",
        new RegExp(`ca\\.crl could not be fetched \\(${fault}\\); that of .* counts$`),
      );
      assert.equal(await bobPosts(server, t, bob, fault), 0);
    }
  },
);

test(
  "addresses of one's own networks are asked only where the operator allows it, and off asks nobody",
  { skip },
  async (t) => {
    const [server, web] = [await newServer(t), await listServer(t)];
    const ca = opensslAuthority(t, "Test CA");
    await trustingList(server, ca.certificate, ca.issue(BOB, web.url));
    web.list = ca.list("der");
    const refused = await runTask(server, systemClock, "crl_update");
    assert.deepEqual(refused.figures, { fetched: 0, failed: 1, revoked: 0 });
    const told = (await server.call(siteCheck, {})).find(({ about }) => about === "revocation");
    assert.match(told?.text ?? "", /private-address\); none is known/);
    await server.call(listConfigure, { list: TEAM, settings: { revocation: "off" } });
    assert.deepEqual((await runTask(server, systemClock, "crl_update")).figures, {
      fetched: 0,
      failed: 0,
      revoked: 0,
    });
  },
);

test("an address that only a stranger's certificate names is not asked", { skip }, async (t) => {
  const [server, web] = [await newServer(t, { site: INSIDE }), await listServer(t)];
  const [ca, stranger] = [opensslAuthority(t, "Test CA"), opensslAuthority(t, "Stranger")];
  await trustingList(server, ca.certificate, stranger.issue(BOB, web.url));
  web.list = stranger.list("der");
  assert.deepEqual((await runTask(server, systemClock, "crl_update")).figures, {
    fetched: 0,
    failed: 0,
    revoked: 0,
  });
});
