import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, equalBytes, utf8 } from "#base";
import { readCertificates } from "#smime";
import { certificatePem, makeAuthority, makePerson } from "./support/crypto/pki.ts";
import { certdata, octal } from "./support/crypto/certdata.ts";
import { forEachDatabase } from "./support/database.ts";
import { asFile, callsOn } from "./support/operation-calls.ts";
import { caTrust, listConfigure, listCreate, listShow } from "#operations";

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
