import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type EmailAddress, utf8 } from "#base";
import * as openpgp from "#openpgp";
import { correspondent } from "../../../test/support/programs/correspondents.ts";
import { forEachDatabase, temporaryFolder } from "../../../test/support/database.ts";
import { asFile, callsOn } from "../../../test/support/operation-calls.ts";
import { listCreate, listList, memberAdd, siteBackup, siteCheck } from "../index.ts";

const TEAM = "team@example.org";

forEachDatabase((name, open) => {
  test("a healthy site has nothing to repair", async (t) => {
    const call = callsOn(await open(t));
    const jo = await correspondent("jo");
    await call(listCreate, { address: TEAM, sealed: true });
    const key = { file: asFile(jo.publicKey) };
    await call(memberAdd, { list: TEAM, member: { address: "jo@example.org", owner: true, key } });
    const findings = await call(siteCheck, {});
    assert.deepEqual(
      findings.map(({ level, about }) => [level, about]),
      [
        ["ok", "database"],
        ["note", TEAM],
        ["ok", TEAM],
      ],
    );
  });

  test("a list that uses both families is told so as a note, one of a single family is not", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: "one@example.org", owners: ["jo@example.org"], preset: "anti-spam" });
    await call(listCreate, {
      address: TEAM,
      owners: ["jo@example.org"],
      preset: "anti-spam",
      family: "both",
    });
    const findings = (await call(siteCheck, {})).filter(({ level }) => level === "note");
    assert.deepEqual(
      findings.map(({ about, todo }) => [about, todo]),
      [[TEAM, ""]],
    );
    assert.match(findings[0]?.text ?? "", /OpenPGP and S\/MIME/);
  });

  test("missing keys, keys at their end and contradictions are found, with what to do", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    await call(listCreate, {
      address: TEAM,
      settings: { gpg_post_encrypt: "force", gpg_distrib_encrypt: "force", smime_trust: "ca" },
    });
    const { publicKey } = await openpgp.generateListKey({
      address: "ann@example.org" as EmailAddress,
      at: new Date("2026-01-01"),
      expiresAt: new Date("2026-12-01"),
    });
    const key = { file: asFile(utf8(openpgp.armourKey(publicKey))) };
    await call(memberAdd, { list: TEAM, member: { address: "ann@example.org", key } });
    await call(memberAdd, { list: TEAM, member: { address: "bob@example.org" } });
    const findings = (await call(siteCheck, {})).filter(({ about }) => about === TEAM);
    const expected: [string, RegExp][] = [
      ["fail", /opens posts in OpenPGP but has no key/],
      ["warn", /seals in OpenPGP but does not sign/],
      ["warn", /has no owner/],
      ["warn", /1 with no usable key: they get a notice.*bob@example\.org/],
      ["warn", /1 with a key that expires within 30 days.*ann@example\.org/],
      ["fail", /smime_trust = ca, but it names no authority/],
    ];
    assert.equal(findings.length, expected.length);
    for (const [index, [level, text]] of expected.entries()) {
      assert.equal(findings[index]?.level, level);
      assert.match(findings[index]?.text ?? "", text);
      assert.match(findings[index]?.todo ?? "", /^conclave /);
    }
    const signs = findings.find(({ text }) => text.includes("does not sign"));
    assert.match(
      signs?.todo ?? "",
      /^conclave key generate team@example\.org .*, then conclave list config /i,
    );
    const later = await callsOn(db, new Date("2027-01-01"))(siteCheck, {});
    assert.ok(later.some(({ text }) => /2 with no usable key/.test(text)));
  });

  test("an expired list key is something to repair", async (t) => {
    const db = await open(t);
    await callsOn(db)(listCreate, { address: TEAM, sealed: true, owners: ["jo@example.org"] });
    const soon = await callsOn(db, new Date("2028-11-01"))(siteCheck, {});
    assert.equal(
      soon.filter(({ level, text }) => level === "warn" && /expires on 2028-11-21/.test(text)).length,
      2,
    );
    const late = await callsOn(db, new Date("2029-01-01"))(siteCheck, {});
    assert.equal(
      late.filter(({ level, text }) => level === "fail" && /expired on 2028-11-21/.test(text)).length,
      2,
    );
  });

  test("a backup is a whole database that only its owner may read; PostgreSQL has its own", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM, sealed: true });
    const path = join(temporaryFolder(t), "copy.db");
    if (name === "postgres") {
      assert.match((await call.refused(siteBackup, { path })).publicText, /pg_dump/);
      return;
    }
    await call(siteBackup, { path });
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const copy = await open(t, { url: `sqlite:${path}` });
    assert.equal((await callsOn(copy)(listList, {}))[0]?.address, TEAM);
    assert.equal((await call.refused(siteBackup, { path })).code, "already-exists");
    assert.equal((await call.refused(siteBackup, { path: "copy.db" })).code, "bad-input");
  });
});
