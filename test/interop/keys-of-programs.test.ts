/** Keys and certificates as gpg and openssl write them are bound and imported; what a list exports they read. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type Bytes, silentLogger, systemClock, systemRandom, utf8 } from "#base";
import { keyBind, keyExport, keyGenerate, keyImport, listCreate, memberAdd } from "#operations";
import { openDatabase } from "#store";
import { temporaryFolder, testMasterKey } from "../support/database.ts";
import { GPG_FAMILIES, type GpgFamily, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { asFile, type Calls, callsOn } from "../support/operation-calls.ts";
import { peer } from "../support/programs/peers.ts";

const TEAM = "team@example.org";
const ALICE = "alice@example.org";
const gpg = peer("gpg");
const openssl = peer("openssl");

async function teamWithAlice(t: TestContext): Promise<Calls> {
  const url = `sqlite:${join(temporaryFolder(t), "conclave.db")}`;
  const services = { clock: systemClock, random: systemRandom, logger: silentLogger };
  const db = await openDatabase({ url, masterKey: testMasterKey, ...services });
  t.after(() => db.close());
  const call = callsOn(db, systemClock);
  await call(listCreate, { address: TEAM });
  await call(memberAdd, { list: TEAM, member: { address: ALICE } });
  return call;
}

function bind(call: Calls, file: Bytes) {
  return call(keyBind, { list: TEAM, member: ALICE, key: { file: asFile(file) } });
}

function newGpg(t: TestContext) {
  const home = openGpg();
  t.after(() => home.close());
  return home;
}

/** openssl in a folder of its own. */
function opensslIn(folder: string) {
  return (words: readonly string[]): Buffer => {
    const done = spawnSync(openssl.path, words, { cwd: folder });
    assert.equal(done.status, 0, `openssl ${words.join(" ")}: ${done.stderr.toString()}`);
    return done.stdout;
  };
}

/** A self-made certificate for an address: `key.pem` and `cert.pem`. */
function certificate(t: TestContext, address: string, algorithm: readonly string[]) {
  const folder = temporaryFolder(t);
  const run = opensslIn(folder);
  const names = ["-subj", "/CN=Somebody", "-addext", `subjectAltName=email:${address}`];
  const usage = ["-addext", "keyUsage=digitalSignature,keyEncipherment,keyAgreement"];
  const files = ["-keyout", "key.pem", "-out", "cert.pem", "-days", "30", "-nodes"];
  run(["req", "-x509", "-newkey", ...algorithm, ...files, ...names, ...usage]);
  return { folder, run, read: (name: string) => readFileSync(join(folder, name)) };
}

for (const family of Object.keys(GPG_FAMILIES) as GpgFamily[]) {
  test(
    `a public key that gpg made (${family}) is bound, armoured and renewed`,
    { skip: gpg.skip },
    async (t) => {
      const [call, home] = [await teamWithAlice(t), newGpg(t)];
      const fingerprint = gpgPerson(home, `Alice <${ALICE}>`, family);
      const bound = await bind(call, home.must(["--armor", "--export", fingerprint]));
      const [key] = bound.member.keys;
      assert.deepEqual([bound.fingerprint, key?.unusable, key?.expiresAt], [fingerprint, null, null]);
      home.must(["--quick-set-expire", fingerprint, "1y", "*"]);
      home.must(["--quick-set-expire", fingerprint, "1y"]);
      const renewed = await bind(call, home.export(fingerprint));
      assert.equal(renewed.did, "renewed");
      assert.ok(Date.parse(renewed.member.keys[0]?.expiresAt ?? "") > Date.now());
    },
  );
}

test("a revocation that arrives later counts", { skip: gpg.skip }, async (t) => {
  const [call, home] = [await teamWithAlice(t), newGpg(t)];
  const fingerprint = gpgPerson(home, `Alice <${ALICE}>`, "ed25519");
  await bind(call, home.export(fingerprint));
  const path = join(home.home, "openpgp-revocs.d", `${fingerprint}.rev`);
  home.import(readFileSync(path, "utf8").replace(":-----BEGIN", "-----BEGIN"));
  const { did, member } = await bind(call, home.export(fingerprint));
  assert.deepEqual([did, member.keys[0]?.unusable], ["revoked", "key-revoked"]);
});

test(
  "a list's private key of gpg comes in, and gpg reads what the list exports",
  { skip: gpg.skip },
  async (t) => {
    const [call, home, other] = [await teamWithAlice(t), newGpg(t), newGpg(t)];
    const fingerprint = gpgPerson(home, TEAM, "rsa2048");
    const file = asFile(home.exportSecret(fingerprint));
    const imported = await call(keyImport, { list: TEAM, file });
    assert.deepEqual([imported.key.fingerprint, imported.carriesAddress], [fingerprint, true]);
    const [out] = await call(keyExport, { list: TEAM, passphrase: "geheim" });
    const locked = other.file("list.asc", out?.text ?? "");
    const read = other.run(["--passphrase", "geheim", "--import", locked]);
    assert.ok(read.lines.some((line) => line.startsWith("IMPORT_OK") && line.endsWith(fingerprint)));
  },
);

for (const algorithm of [["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]]) {
  test(
    `a certificate that openssl made (${algorithm[0]}) is bound in every form`,
    { skip: openssl.skip },
    async (t) => {
      const call = await teamWithAlice(t);
      const { run, read } = certificate(t, ALICE, algorithm);
      run(["x509", "-in", "cert.pem", "-outform", "der", "-out", "cert.der"]);
      run(["crl2pkcs7", "-nocrl", "-certfile", "cert.pem", "-out", "cert.p7b"]);
      const first = await bind(call, read("cert.pem"));
      assert.deepEqual([first.did, first.member.keys[0]?.unusable], ["bound", null]);
      for (const name of ["cert.der", "cert.p7b"]) {
        const again = await bind(call, read(name));
        assert.deepEqual([again.did, again.fingerprint], ["renewed", first.fingerprint]);
      }
    },
  );
}

const PKCS12_FORMS = [
  [],
  ["-keypbe", "aes-128-cbc", "-certpbe", "aes-128-cbc"],
  ["-legacy", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"],
];

for (const form of PKCS12_FORMS) {
  const name = form.join(" ") || "as it is";
  test(`PKCS#12 of openssl (${name}) gives a list its key`, { skip: openssl.skip }, async (t) => {
    const call = await teamWithAlice(t);
    const { run, read } = certificate(t, TEAM, ["rsa:3072"]);
    const files = ["-inkey", "key.pem", "-in", "cert.pem", "-out", "team.p12"];
    run(["pkcs12", "-export", ...form, ...files, "-passout", "pass:geheim"]);
    const file = asFile(read("team.p12"));
    assert.match((await call.refused(keyImport, { list: TEAM, file })).publicText, /--passphrase-file/);
    const imported = await call(keyImport, { list: TEAM, file, passphrase: "geheim" });
    assert.deepEqual([imported.key.scheme, imported.carriesAddress], ["smime", true]);
  });
}

test("PKCS#12 locked with RC2 is refused with how to lock it anew", { skip: openssl.skip }, async (t) => {
  const call = await teamWithAlice(t);
  const { run, read } = certificate(t, TEAM, ["rsa:3072"]);
  const files = ["-inkey", "key.pem", "-in", "cert.pem", "-out", "team.p12"];
  run(["pkcs12", "-export", "-legacy", ...files, "-passout", "pass:geheim"]);
  const input = { list: TEAM, file: asFile(read("team.p12")), passphrase: "geheim" };
  assert.match(
    (await call.refused(keyImport, input)).publicText,
    /locked in a way that is no longer safe.*openssl pkcs12/s,
  );
});

test(
  "one key pair under two certificates is still one list's key (S1)",
  { skip: openssl.skip },
  async (t) => {
    const call = await teamWithAlice(t);
    await call(listCreate, { address: "other@example.org" });
    const { run, read } = certificate(t, TEAM, ["rsa:3072"]);
    const names = ["-subj", "/CN=Other", "-addext", "subjectAltName=email:other@example.org"];
    run(["req", "-x509", "-key", "key.pem", "-out", "other.pem", "-days", "30", ...names]);
    const pem = (name: string) => asFile(Buffer.concat([read("key.pem"), read(name)]));
    await call(keyImport, { list: TEAM, file: pem("cert.pem") });
    const error = await call.refused(keyImport, { list: "other@example.org", file: pem("other.pem") });
    assert.match(error.publicText, /team@example\.org has this key pair already/);
    const renewed = await call(keyImport, { list: TEAM, file: pem("other.pem"), replace: true });
    assert.equal(renewed.carriesAddress, false);
  },
);

test("openssl reads the PKCS#12 file and the PEM that a list exports", { skip: openssl.skip }, async (t) => {
  const call = await teamWithAlice(t);
  await call(keyGenerate, { list: TEAM });
  const [out] = await call(keyExport, { list: TEAM, passphrase: "geheim", pkcs12: true });
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "team.p12"), Buffer.from(out?.pkcs12 ?? "", "base64"));
  writeFileSync(join(folder, "team.pem"), utf8(out?.text ?? ""));
  const run = opensslIn(folder);
  const inside = run(["pkcs12", "-in", "team.p12", "-passin", "pass:geheim", "-nodes"]).toString();
  assert.match(inside, /BEGIN PRIVATE KEY[\s\S]*|BEGIN CERTIFICATE/);
  const modulus = (words: readonly string[]) => run([...words, "-noout", "-modulus"]).toString();
  assert.equal(
    modulus(["rsa", "-in", "team.pem", "-passin", "pass:geheim"]),
    modulus(["x509", "-in", "team.pem"]),
  );
});
