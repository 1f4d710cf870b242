import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, equalBytes, utf8 } from "#base";
import { readCertificates } from "#smime";
import { certificatePem, makeAuthority, makePerson } from "../support/crypto/pki.ts";
import { certdata, octal } from "../support/crypto/certdata.ts";
import { forEachDatabase } from "../support/database.ts";
import { asFile, callsOn } from "../support/operation-calls.ts";
import { caTrust, listConfigure, listCreate, listHealth, listShow, memberAdd, siteCheck } from "#operations";
import { NOW } from "../support/programs/correspondents.ts";

const TEAM = "team@example.org";

function pem(...all: readonly { readonly certificate: Bytes }[]): Bytes {
  return utf8(all.map(({ certificate }) => certificatePem(certificate)).join("text between\n"));
}

const YES = "CKT_NSS_TRUSTED_DELEGATOR";
const NO = "CKT_NSS_MUST_VERIFY_TRUST";

function inIt(text: string): readonly Bytes[] {
  const read = readCertificates(utf8(text));
  return read.ok ? read.value : [];
}

forEachDatabase((_name, open) => {
  test("authorities of a file are trusted on a list, with the day; taken in again they take their own place", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const [own, one, two] = [makeAuthority("Own"), makeAuthority("One"), makeAuthority("Two")];
    await call(listConfigure, { list: TEAM, settings: { smime_ca: certificatePem(own.certificate) } });
    const [leaf = new Uint8Array()] = makePerson({ kind: "p256" }, one).certificates;
    const old = makeAuthority("Old", null, { notAfter: new Date("2026-01-02") });
    const files = [asFile(pem(one, { certificate: leaf })), asFile(pem(old))];
    const bundle = await call(caTrust, { name: "Some", files, list: TEAM });
    assert.equal(bundle.endsSite, false, "it named its own");
    assert.deepEqual([bundle.authorities.length, bundle.leftOut], [1, 2]);
    const trusted = async () => (await call(listShow, { list: TEAM })).settings.smime_ca;
    assert.match(await trusted(), /# Some: taken in 2026-11-21, 1 authorities/);
    assert.deepEqual(
      inIt(await trusted()),
      [own.certificate, one.certificate].map((one) => Buffer.from(one)),
    );

    await call(caTrust, { name: "Some", files: [asFile(pem(two))], list: TEAM });
    const now = inIt(await trusted());
    assert.ok(now.length === 2 && equalBytes(now[1]!, two.certificate));
  });
});

forEachDatabase((_name, open) => {
  test("health and doctor name whose certificate has no authority there, and whose ends, on a list that only asks for signatures", async (t) => {
    const call = callsOn(await open(t));
    const [one, two] = [makeAuthority("One"), makeAuthority("Two")];
    const settings = { smime_post_sign: "yes", smime_trust: "ca", smime_ca: certificatePem(two.certificate) };
    await call(listCreate, { address: TEAM, owners: ["mia@example.net"], settings });
    const ending = { notAfter: new Date(NOW.getTime() + 86_400_000) };
    const people = {
      ann: makePerson({ kind: "p256", address: "ann@example.org" }, one),
      bob: makePerson({ kind: "p256", address: "bob@example.org", ...ending }, two),
      eva: makePerson({ kind: "p256", address: "eva@example.org" }, one),
    };
    for (const [name, { certificates, fingerprint }] of Object.entries(people)) {
      const file = asFile(utf8(certificatePem(certificates[0]!)));
      const key = name === "eva" ? { file, fingerprint } : { file };
      await call(memberAdd, { list: TEAM, member: { address: `${name}@example.org`, key } });
    }
    const told = async () => {
      const { keys } = await call(listHealth, { list: TEAM });
      const named = keys?.unvouched.map(({ address, issuer }) => `${address} ${issuer}`);
      return [named, keys?.expiring.map(({ address, isOver }) => `${address} ${isOver}`)];
    };
    assert.deepEqual(await told(), [["ann@example.org CN=One"], ["bob@example.org false"]]);
    const doctor = (await call(siteCheck, {})).map(({ text }) => text).join("\n");
    assert.match(doctor, /1 with a certificate of CN=One, which it does not trust \(ann@example\.org\)/);
    assert.match(doctor, /1 with a key that expires within 30 days \(bob@example\.org\)/);
    const preview = async (settings: Readonly<Record<string, string>>) =>
      (await call(listConfigure, { list: TEAM, settings, preview: true })).stops;
    assert.deepEqual(await preview({ smime_ca: certificatePem(one.certificate) }), {
      why: "unvouched",
      addresses: ["bob@example.org"],
    });
    assert.deepEqual(await preview({ smime_trust: "owner" }), {
      why: "unbound",
      addresses: ["mia@example.net"],
    });
    assert.equal(await preview({ description: "x" }), null);
    await call(caTrust, { name: "One", files: [asFile(pem(one))], list: TEAM });
    assert.deepEqual(await told(), [[], ["bob@example.org false"]]);
    await call(listConfigure, { list: TEAM, settings: { smime_trust: "owner" } });
    const back = { why: "unvouched", addresses: ["ann@example.org"] };
    const only = { smime_trust: "ca", smime_ca: certificatePem(two.certificate) };
    assert.deepEqual(
      await preview(only),
      back,
      "what an owner bound without naming it needs an authority, too",
    );
  });
});

forEachDatabase((_name, open) => {
  test("a list's first authorities end those of the site there; the next do not", async (t) => {
    const call = callsOn(await open(t));
    const files = [asFile(pem(makeAuthority("One")))];
    await call(listCreate, { address: TEAM });
    const ends = async (input: { readonly name: string; readonly list?: string }) =>
      (await call(caTrust, { ...input, files })).endsSite;
    assert.equal(await ends({ name: "Some" }), false, "for the site");
    assert.equal(await ends({ name: "Some", list: TEAM }), true);
    assert.equal(await ends({ name: "More", list: TEAM }), false);
    await call(listConfigure, { list: TEAM, settings: { smime_ca: "", cafile: "own.pem" } });
    assert.equal(await ends({ name: "Some", list: TEAM }), false, "it has a file");
  });
});

test("of Mozilla's list those for mail, and not those that it trusts no further", async () => {
  const [mail, web, ended] = [makeAuthority("Mail"), makeAuthority("Web"), makeAuthority("Ended")];
  const file = certdata([
    [mail, YES],
    [web, NO],
    [ended, YES, octal(utf8("250101000000Z"))],
  ]);
  const { readAuthorities } = await import("#smime");
  const read = readAuthorities(file, new Date("2026-11-21"));
  assert.deepEqual(
    read?.authorities.map(({ certificate }) => Buffer.from(certificate)),
    [Buffer.from(mail.certificate)],
  );
  assert.equal(readAuthorities(utf8("BEGINDATA\nnothing"), new Date()), null);
});
