/** Certificates of a list that others made: openssl is the authority, and the judge of what the list then signs. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type EmailAddress, fromLatin1, utf8 } from "#base";
import { keyCsr, keyImport, keyImportFiles, keyShow, listConfigure, listCreate } from "#operations";
import { signDetached } from "#smime";
import { type Database, listByAddress, listSecrets } from "#store";
import { forEachDatabase, temporaryFolder } from "../support/database.ts";
import { asFile, callsOn } from "../support/operation-calls.ts";
import { peer } from "../support/programs/peers.ts";

const openssl = peer("openssl");
const TEAM = "team@example.org" as EmailAddress;
/** What openssl makes begins now. */
const AT = new Date(Date.now() + 60_000);
const MAIL = "extendedKeyUsage=emailProtection";
const BOTH = "keyUsage=critical,digitalSignature,keyEncipherment";

function authority(t: TestContext) {
  const folder = temporaryFolder(t);
  const run = (...args: readonly string[]) => {
    const done = spawnSync(openssl.path, args, { cwd: folder });
    assert.equal(done.status, 0, `openssl ${args.join(" ")}: ${fromLatin1(done.stderr)}`);
    return fromLatin1(done.stdout);
  };
  const dates = ["-days", "400"];
  const root = "req -x509 -newkey rsa:2048 -nodes -subj /CN=Root -keyout root.key -out root.pem".split(" ");
  run(...root, ...dates, "-addext", "keyUsage=critical,keyCertSign,cRLSign");
  const write = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
  const read = (name: string) => readFileSync(join(folder, name));
  return {
    run,
    write,
    read,
    answer: (request: string, name: string) => {
      write("request.pem", request);
      const copy = ["-copy_extensions", "copy", "-CA", "root.pem", "-CAkey", "root.key"];
      run("x509", "-req", "-in", "request.pem", ...copy, ...dates, "-out", name);
    },
    /** A certificate with its key, by the root or by itself. */
    certify: (suffix: string, extensions: readonly string[], more: readonly string[] = []) => {
      const added = extensions.flatMap((one) => ["-addext", one]);
      const files = ["-keyout", `private_key${suffix}`, "-out", `cert.pem${suffix}`];
      run("req", "-x509", "-newkey", "rsa:2048", "-subj", "/CN=Team", ...files, ...added, ...dates, ...more);
    },
    files: (...names: readonly string[]) => names.map((name) => ({ name, file: asFile(read(name)) })),
  };
}

const BY_ROOT = ["-CA", "root.pem", "-CAkey", "root.key", "-nodes"];
const NAMED = `subjectAltName=email:${TEAM}`;

async function secretsOf(db: Database) {
  const list = await db.read((tx) => listByAddress(tx, TEAM));
  return list === null ? [] : db.read((tx) => listSecrets(tx, list.id));
}

forEachDatabase((name, open) => {
  const skip = name === "postgres" ? "the other database is enough" : openssl.skip;

  test("a request is signed by the list's key, and its answer finds that key", { skip }, async (t) => {
    const { run, answer, read, write } = authority(t);
    const call = callsOn(await open(t), AT);
    await call(listCreate, { address: TEAM });
    const { request } = await call(keyCsr, { list: TEAM, kind: "ec" });
    write("asked.pem", request);
    const asked = run("req", "-in", "asked.pem", "-verify", "-noout", "-text");
    assert.match(asked, /email:team@example\.org/);
    assert.match(asked, /E-mail Protection/);
    assert.deepEqual(await call(keyShow, { list: TEAM }), []);
    answer(request, "answer.pem");
    const alone = await call.refused(keyImport, { list: TEAM, file: asFile(read("root.pem")) });
    assert.match(alone.publicText, /conclave key csr/);
    const whole = asFile(Buffer.concat([read("answer.pem"), read("root.pem")]));
    const imported = await call(keyImport, { list: TEAM, file: whole });
    assert.deepEqual([imported.carriesAddress, imported.faults, imported.key.active], [true, [], true]);
    await call.refused(keyImport, { list: TEAM, file: asFile(read("answer.pem")) });
  });

  test("Sympa's folder: split keys under key_password, and an older pair", { skip }, async (t) => {
    const { run, certify, files, read, write } = authority(t);
    const db = await open(t);
    const call = callsOn(db, AT);
    await call(listCreate, { address: TEAM });
    const locked = ["-CA", "root.pem", "-CAkey", "root.key", "-passout", "pass:key password"];
    certify(".sign", [NAMED, MAIL, "keyUsage=critical,digitalSignature"], locked);
    certify(".enc", [NAMED, MAIL, "keyUsage=critical,keyEncipherment"], locked);
    certify(".2", [NAMED, MAIL, BOTH], locked);
    write("cert.pem.1", read("cert.pem.2"));
    const pairs = ["sign", "enc", "2"].flatMap((one) => [`cert.pem.${one}`, `private_key.${one}`]);
    const folder = { list: TEAM, files: files(...pairs, "cert.pem.1") };
    const wrong = await call.refused(keyImportFiles, { ...folder, passphrase: "other" });
    assert.match(wrong.publicText, /^cert\.pem\.\w+ with private_key\.\w+: .*does not open/);
    const imported = await call(keyImportFiles, { ...folder, passphrase: "key password" });
    const uses = imported.pairs.map((pair) => [pair.name, pair.use]);
    assert.deepEqual(uses, [
      ["cert.pem.2", "open"],
      ["cert.pem.sign", "sign"],
      ["cert.pem.enc", "encrypt"],
    ]);
    assert.deepEqual(imported.unpaired, ["cert.pem.1"]);
    const shown = await call(keyShow, { list: TEAM });
    assert.deepEqual(
      new Set(shown.map(({ active, use }) => `${use} ${active}`)),
      new Set(["both false", "encrypt true", "sign true"]),
    );

    const all = await secretsOf(db);
    const smime = all.find(({ active, use }) => active && use === "sign");
    const content = utf8("Content-Type: text/plain\r\n\r\nHello.\r\n");
    assert.ok(smime);
    const { signature } = signDetached({ content, signWith: smime, at: AT });
    write("signature.der", signature);
    write("content", content);
    const by = ["-verify", "-binary", "-inform", "DER", "-in", "signature.der", "-content", "content"];
    const at = ["-attime", String(Math.floor(AT.getTime() / 1000)), "-purpose", "smimesign"];
    run("cms", ...by, ...at, "-CAfile", "root.pem", "-signer", "signer.pem", "-certsout", "certificates.pem");
    assert.deepEqual(read("signer.pem"), read("cert.pem.sign"));
    assert.ok(read("certificates.pem").includes(read("cert.pem.enc")));
    assert.equal(all.length, 3);
  });

  test("each fault of a certificate is said", { skip }, async (t) => {
    const { certify, files, read } = authority(t);
    const call = callsOn(await open(t), AT);
    await call(listCreate, { address: TEAM });
    certify("", ["subjectAltName=email:other@example.org", MAIL, BOTH], ["-nodes"]);
    const own = await call(keyImportFiles, { list: TEAM, files: files("cert.pem", "private_key") });
    assert.match(own.pairs[0]?.faults[0] ?? "", /does not carry team@example\.org/);
    assert.match(own.pairs[0]?.faults[1] ?? "", /signed itself/);

    certify("", [NAMED, MAIL, BOTH], BY_ROOT);
    const half = { list: TEAM, files: files("cert.pem", "private_key"), replace: true };
    assert.match((await call(keyImportFiles, half)).pairs[0]?.faults[0] ?? "", /The chain is not whole/);
    await call(listConfigure, { list: TEAM, settings: { smime_ca: fromLatin1(read("root.pem")) } });
    certify("", [NAMED, MAIL, BOTH], BY_ROOT);
    const trusted = { ...half, files: files("cert.pem", "private_key") };
    assert.deepEqual((await call(keyImportFiles, trusted)).pairs[0]?.faults, []);

    certify("", [NAMED, "extendedKeyUsage=serverAuth", BOTH], BY_ROOT);
    const server = { list: TEAM, file: asFile(Buffer.concat([read("cert.pem"), read("private_key")])) };
    const refused = await call.refused(keyImport, { ...server, replace: true });
    assert.match(refused.publicText, /not meant for mail\. Ask the authority for a certificate for e-mail/);
  });
});
