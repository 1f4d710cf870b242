/** `cafile` and `capath`, of the site and of a list, as the server reads them (Sympa's names). */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { listConfigure, siteCheck } from "#operations";
import { parseSiteConfig } from "#config";
import { authorityFiles } from "../../src/main/authority-files.ts";
import { temporaryFolder } from "../support/database.ts";
import { certificatePem, makeAuthority, makePerson } from "../support/crypto/pki.ts";
import { ANN, certifiedTeam } from "../support/lists/certified-team.ts";
import { movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const NONE_OF_ITS_OWN = { smime_ca: "" };

test("a list that names no authority trusts the site's file; one that names its own trusts that alone", async (t) => {
  const folder = temporaryFolder(t);
  const [file, own] = [join(folder, "ca.pem"), join(folder, "own")];
  const server = await newServer(t, { clock: movableClock(), site: [`cafile = "${file}"`] });
  const site = makeAuthority("Site CA");
  writeFileSync(file, `# two words before\n${certificatePem(site.certificate)}`);
  const team = await certifiedTeam(server, NONE_OF_ITS_OWN);
  assert.equal(await team.post(makePerson({ kind: "p256", address: ANN }, site), { id: "1" }), 1);

  const private_ = makeAuthority("Own CA");
  mkdirSync(own);
  writeFileSync(join(own, "a1b2c3d4.0"), certificatePem(private_.certificate));
  writeFileSync(join(own, "README"), "no certificate");
  await server.call(listConfigure, { list: TEAM, settings: { capath: own } });
  assert.equal(await team.post(makePerson({ kind: "p256", address: ANN }, site), { id: "2" }), 1);
  assert.equal(await team.post(makePerson({ kind: "p256", address: ANN }, private_), { id: "3" }), 2);
});

test("doctor says that a list has no authority, or that its file is not there", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await certifiedTeam(server, NONE_OF_ITS_OWN);
  const told = async () => (await server.call(siteCheck, {})).map(({ text }) => text).join("\n");
  assert.match(await told(), /it names no authority, and the site neither/);
  await server.call(listConfigure, { list: TEAM, settings: { cafile: "nowhere.pem" } });
  assert.match(await told(), /its authorities cannot be read: .*nowhere\.pem/);
});

test("files are read anew when they change, and are the same object as long as they do not", async (t) => {
  const folder = temporaryFolder(t);
  const files = authorityFiles(folder, { cafile: "", capath: "certs" });
  assert.match((await files.ofSite()).missing ?? "", /certs$/);
  mkdirSync(join(folder, "certs"));
  writeFileSync(join(folder, "certs", "one"), "1");
  const known = authorityFiles(folder, { cafile: "", capath: "certs" });
  const read = await known.ofSite();
  assert.deepEqual(
    read.files.map((bytes) => Buffer.from(bytes).toString()),
    ["1"],
  );
  assert.equal(await known.ofSite(), read);
  rmSync(join(folder, "certs", "one"));
});

test("names of sympa.conf are read", () => {
  const text = [
    'openssl = "/usr/bin/openssl"',
    'capath = "/etc/ssl/certs"',
    'key_password = "secret"',
    'chk_cert_expiration_task = "daily"',
    'crl_update_task = "off"',
  ];
  const config = parseSiteConfig(text.join("\n"));
  assert.ok(config.ok);
  assert.equal(config.value.capath, "/etc/ssl/certs");
  assert.equal(config.value.tasks.chk_cert_expiration, "40 4 * * *");
  assert.equal(config.value.tasks.crl_update, "off");
  const wrong = parseSiteConfig('crl_update_task = "weekly"');
  assert.ok(!wrong.ok && /say "daily" or "off"/.test(wrong.error.join()));
});
