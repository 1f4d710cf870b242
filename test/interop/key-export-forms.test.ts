/** `key export --form`: the keys of lists and members as files of each form, with openssl and gpg as judges. */
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { AppError, type Bytes, systemClock, utf8 } from "#base";
import { runCli } from "#cli";
import { keyBind, keyGenerate, listCreate, memberAdd, type Operation } from "#operations";
import * as openpgp from "#openpgp";
import { openOpenssl } from "../support/crypto/openssl.ts";
import { certificatePem, makePerson } from "../support/crypto/pki.ts";
import { temporaryFolder } from "../support/database.ts";
import { correspondent } from "../support/programs/correspondents.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const [ALICE, BOB] = ["alice@example.org", "bob@example.org"];

/** `conclave key export team@example.org …` on a server of the test's own. */
function exporter(t: TestContext, server: TestServer) {
  const folder = temporaryFolder(t);
  const site = {
    call: async (operation: Operation<never, unknown>, input: never) => {
      const outcome = server.call(operation, input);
      return outcome.then(
        (value) => ({ ok: true, value }),
        (thrown: unknown) => ({ ok: false, error: AppError.fromUnknown(thrown) }),
      );
    },
  };
  const run = async (...words: string[]) => {
    const said = { out: "", notes: "" };
    const terminal = {
      out: (text: string) => void (said.out += text),
      note: (text: string) => void (said.notes += text),
      interactive: false,
    };
    const ports = { terminal, clock: systemClock, version: "1", site: () => site };
    const status = await runCli(["key", "export", TEAM, ...words], ports as never);
    return { status, ...said };
  };
  let files = 0;
  const toFile = async (...words: string[]): Promise<Bytes> => {
    const path = join(folder, `${(files += 1)}`);
    const { status, notes } = await run(...words, "--out", path);
    assert.equal(status, 0, notes);
    return readFileSync(path);
  };
  return { run, toFile, folder };
}

/** A list with keys of both families; Alice with a split pair of certificates, Bob with an OpenPGP key. */
async function team(t: TestContext): Promise<TestServer> {
  const server = await newServer(t);
  await server.call(listCreate, { address: TEAM });
  await server.call(keyGenerate, { list: TEAM });
  for (const address of [ALICE, BOB]) await server.call(memberAdd, { list: TEAM, member: { address } });
  for (const usage of [0x80, 0x08]) {
    const [certificate] = makePerson({ kind: "p256", address: ALICE, usage }).certificates;
    const file = fileInput(utf8(certificatePem(certificate!)));
    await server.call(keyBind, { list: TEAM, member: ALICE, key: { file } });
  }
  const bob = await correspondent("bob");
  const file = fileInput(bob.publicKey);
  await server.call(keyBind, { list: TEAM, member: BOB, key: { file, confirmAddress: true } });
  return server;
}

function fingerprint(certificate: Bytes): string {
  return createHash("sha256").update(certificate).digest("hex").toUpperCase();
}

test(
  "certificates as PEM, DER and PKCS#7, which openssl reads",
  { skip: peer("openssl").skip },
  async (t) => {
    const { run, toFile, folder } = exporter(t, await team(t));
    const openssl = openOpenssl();
    t.after(() => openssl.close());

    const der = await toFile("--form", "der");
    assert.equal(new X509Certificate(der).subjectAltName, `email:${TEAM}`);
    assert.match(openssl.must(["x509", "-inform", "DER", "-noout", "-email"], der).toString(), /^team@/);
    const printed = await run("--form", "pem");
    const chain = printed.out.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? [];
    assert.equal(chain.length, 2);
    assert.deepEqual(Buffer.from(new X509Certificate(chain[0]).raw), der);
    const listed = ["pkcs7", "-inform", "DER", "-print_certs"];
    const inside = openssl.must(listed, await toFile("--form", "p7")).toString();
    assert.equal(inside.match(/BEGIN CERTIFICATE/g)?.length, 2);

    const members = ["--member", ALICE];
    const both = openssl.must(listed, await toFile("--form", "p7", ...members)).toString();
    assert.equal(both.match(/BEGIN CERTIFICATE/g)?.length, 2);
    const tooMany = await run("--form", "der", ...members, "--out", join(folder, "two.cer"));
    assert.deepEqual([tooMany.status === 0, existsSync(join(folder, "two.cer"))], [false, false]);
    const named = /^ {2}([0-9A-F]{64})$/m.exec(tooMany.notes)?.[1] ?? "";
    assert.equal(fingerprint(await toFile("--form", "der", ...members, "--fingerprint", named)), named);
  },
);

test("OpenPGP keys as they are and armoured", async (t) => {
  const { run, toFile } = exporter(t, await team(t));
  for (const who of [[], ["--member", BOB]]) {
    const binary = await toFile("--form", "openpgp", ...who);
    const { out } = await run("--form", "armor", ...who);
    assert.equal(out, openpgp.armourKey(binary).replaceAll("\r\n", "\n"));
    const read = await openpgp.readKeys(binary);
    assert.ok(read.ok && read.value.length === 1);
  }
});

test("what is no text goes into a file or into JSON, and what is not there is said", async (t) => {
  const { run, toFile } = exporter(t, await team(t));
  const refused = await run("--form", "p7");
  assert.match(refused.notes, /p7 is not text\. Say where it goes: --out FILE/);
  const asJson = JSON.parse((await run("--form", "p7", "--json")).out) as { file: string };
  assert.deepEqual(Buffer.from(asJson.file, "base64"), await toFile("--form", "p7"));
  assert.match(
    (await run("--form", "pem", "--member", BOB)).notes,
    /bob@example\.org has no such certificate/,
  );
  assert.match((await run("--form", "armor", "--member", ALICE)).notes, /no such OpenPGP key/);
  assert.match((await run("--form", "pem", "--secret")).notes, /Leave out --secret/);
  assert.match((await run("--out", "somewhere")).notes, /go with --form/);
});
