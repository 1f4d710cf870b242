import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Actor, type AuthMethod, type EmailAddress, OPERATOR } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { callsOn } from "../../../test/support/operation-calls.ts";
import { START } from "../../../test/support/stored.ts";
import type { Database } from "#store";
import { listByAddress } from "#store";
import { listConfigure, listCreate, listScenarioSet, memberAdd, memberSet } from "../index.ts";
import { authorize, type Permission } from "./authorize.ts";
import { PLAIN_SCENARIO_SITE } from "./scenario-site.ts";

const TEAM = "team@example.org" as EmailAddress;
const OWNER = "mia@example.net" as EmailAddress;
const ANN = "ann@example.net" as EmailAddress;
const STRANGER = "stranger@example.com" as EmailAddress;
const KEYS = { gpg_post_encrypt: "yes", gpg_distrib_encrypt: "force" };

interface Asked {
  readonly about?: EmailAddress;
  readonly settings?: Readonly<Record<string, string>>;
}

async function desk(t: TestContext, open: (t: TestContext) => Promise<Database>) {
  const db = await open(t);
  const call = callsOn(db);
  await call(listCreate, { address: TEAM, owners: [OWNER] });
  await call(memberAdd, { list: TEAM, member: { address: ANN } });
  const ask = async (of: string, actor: Actor, { about, settings = {} }: Asked = {}): Promise<Permission> => {
    if (Object.keys(settings).length > 0) await call(listConfigure, { list: TEAM, settings });
    const list = await db.read((tx) => listByAddress(tx, TEAM));
    const email = about === undefined ? {} : { email: about };
    return authorize(db, {
      site: PLAIN_SCENARIO_SITE,
      list,
      function: of,
      actor,
      ...email,
      now: START,
    });
  };
  return { call, ask };
}

function by(address: EmailAddress, method: AuthMethod = "smtp"): Actor {
  return { kind: "person", address, method };
}

/** What is allowed, or to whom a key goes, or why not. */
function told(permission: Permission): string {
  if (permission.do === "prove") return `prove ${permission.address}`;
  return permission.do === "refused" ? `refused ${permission.why}` : permission.do;
}

forEachDatabase((_name, open) => {
  test("without a scenario the list's other settings say who may", async (t) => {
    const { ask } = await desk(t, open);
    assert.equal(told(await ask("subscribe", by(STRANGER))), `prove ${STRANGER}`);
    assert.equal(told(await ask("subscribe", by(STRANGER, "md5"))), "allowed");
    const policy = async (subscribe_policy: string, actor: Actor): Promise<string> =>
      told(await ask("subscribe", actor, { settings: { subscribe_policy } }));
    assert.equal(await policy("none", by(STRANGER)), "allowed");
    assert.equal(await policy("approve", by(STRANGER)), "ask-owner");
    assert.equal(await policy("both", by(STRANGER)), `prove ${STRANGER}`);
    assert.equal(await policy("both", by(STRANGER, "smime")), "ask-owner");
    assert.equal(told(await ask("review", by(ANN, "pgp"))), "refused review_owner");
    const roster = { settings: { private_roster: "members" } };
    assert.equal(told(await ask("review", by(ANN, "pgp"), roster)), "allowed");
    assert.equal(told(await ask("review", by(STRANGER, "pgp"))), "refused review_subscriber");
    assert.equal(told(await ask("visibility", by(STRANGER))), "allowed");
    const hidden = { settings: { advertised: "no" } };
    assert.match(told(await ask("visibility", by(STRANGER), hidden)), /^refused/);
  });

  test("what one asks for another, the other confirms", async (t) => {
    const { ask } = await desk(t, open);
    const settings = { subscribe: "auth" };
    const joining = await ask("subscribe", by(ANN, "smime"), { about: STRANGER, settings });
    assert.equal(told(joining), `prove ${STRANGER}`);
    assert.equal(told(await ask("unsubscribe", by(STRANGER), { about: ANN })), `prove ${ANN}`);
    assert.equal(told(await ask("del", by(STRANGER, "md5"), { about: ANN })), "refused del_owner");
    assert.equal(told(await ask("del", by(OWNER), { about: ANN })), `prove ${OWNER}`);
    assert.equal(told(await ask("del", by(OWNER, "pgp"), { about: ANN })), "allowed");
  });

  test("a scenario that asks for proof asks whom it is about for their own membership, whoever else asks", async (t) => {
    const { ask, call } = await desk(t, open);
    const text = "true() smtp,md5,smime,pgp -> request_auth\n";
    for (const name of ["subscribe", "unsubscribe", "del"])
      await call(listScenarioSet, { list: TEAM, function: name, text });
    assert.equal(told(await ask("subscribe", by(OWNER, "pgp"), { about: STRANGER })), `prove ${STRANGER}`);
    assert.equal(told(await ask("unsubscribe", by(OWNER, "pgp"), { about: ANN })), `prove ${ANN}`);
    assert.equal(told(await ask("del", by(OWNER, "pgp"), { about: ANN })), `prove ${OWNER}`);
  });

  test("a scenario that a setting names comes first, with its line and modifiers", async (t) => {
    const { ask, call } = await desk(t, open);
    await call(listScenarioSet, {
      list: TEAM,
      function: "subscribe",
      text: "match([email],/example\\.com$/) smtp,md5,smime,pgp -> owner,notify\ntrue() smtp -> do_it,quiet\n",
    });
    const asked = await ask("subscribe", by(STRANGER));
    assert.deepEqual(asked, {
      do: "ask-owner",
      notify: true,
      quiet: false,
      by: { scenario: "subscribe.own", file: "subscribe.own", line: 1, detail: "" },
    });
    const other = await ask("subscribe", by("x@example.net" as EmailAddress));
    assert.equal(other.do === "allowed" && other.quiet, true);
    const signed = await ask("subscribe", by("x@example.net" as EmailAddress, "smime"));
    assert.equal(told(signed), "refused no-rule-match");
    assert.match(signed.by.detail, /No rule/);
  });

  test("on a list with keys a From alone runs nothing", async (t) => {
    const { ask } = await desk(t, open);
    const settings = { ...KEYS, subscribe: "open", review: "public", invite: "public" };
    assert.equal(told(await ask("subscribe", by(STRANGER), { settings })), `prove ${STRANGER}`);
    assert.equal(told(await ask("subscribe", by(STRANGER, "dkim"))), `prove ${STRANGER}`);
    assert.equal(told(await ask("review", by(STRANGER))), `prove ${STRANGER}`);
    assert.equal(told(await ask("invite", by(ANN), { about: STRANGER })), `prove ${ANN}`);
    assert.equal(told(await ask("subscribe", by(STRANGER, "md5"))), "allowed");
    const decided = { settings: { ...KEYS, subscribe: "owner", unsubscribe: "owner" } };
    assert.equal(told(await ask("subscribe", by(STRANGER), decided)), `prove ${STRANGER}`);
    assert.equal(told(await ask("unsubscribe", by(STRANGER), { about: ANN })), `prove ${ANN}`);
    assert.equal(told(await ask("unsubscribe", by(ANN, "md5"))), "ask-owner");
    assert.equal(told(await ask("info", by(STRANGER))), "allowed");
    assert.equal(told(await ask("add", OPERATOR, { about: ANN })), "allowed");
  });

  test("whoever is on a list only to look after it is no subscriber, and owners moderate where nobody else does", async (t) => {
    const { ask, call } = await desk(t, open);
    const MOD = "mod@example.net" as EmailAddress;
    const only = (role: string): Promise<unknown> =>
      call(listScenarioSet, {
        list: TEAM,
        function: "review",
        text: `${role}([listname],[sender]) smtp,md5,smime,pgp -> do_it\ntrue() smtp,md5,smime,pgp -> reject\n`,
      });
    await only("is_editor");
    assert.equal((await ask("review", by(OWNER))).do, "allowed");
    await call(memberAdd, { list: TEAM, member: { address: MOD, receives: false, moderator: true } });
    assert.equal((await ask("review", by(OWNER))).do, "refused");
    assert.equal((await ask("review", by(MOD))).do, "allowed");
    await only("is_subscriber");
    assert.equal((await ask("review", by(MOD))).do, "refused");
    assert.equal((await ask("review", by(ANN))).do, "allowed");
  });

  test("a scenario reads whether somebody hides, and whether posts come to them", async (t) => {
    const { ask, call } = await desk(t, open);
    const isSo = (field: string, value: string): Promise<unknown> =>
      call(listScenarioSet, {
        list: TEAM,
        function: "review",
        text: `equal([subscriber->${field}],'${value}') smtp,md5,smime,pgp -> do_it\ntrue() smtp,md5,smime,pgp -> reject\n`,
      });
    const says = async () => (await ask("review", by(ANN))).do === "allowed";
    await isSo("visibility", "conceal");
    assert.equal(await says(), false);
    await call(memberSet, { list: TEAM, address: ANN, options: { conceal: true } });
    assert.equal(await says(), true);
    await isSo("reception", "mail");
    assert.equal(await says(), true);
    await call(memberSet, { list: TEAM, address: ANN, options: { delivery: "off" } });
    assert.equal(await says(), false);
  });
});
