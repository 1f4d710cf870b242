/** gpgsm 2.2 (RSA with CBC; it reads nothing else) opens and verifies what we write, and the other way round. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Bytes, concatBytes, type EmailAddress, type ListSecret, systemRandom, utf8 } from "#base";
import * as smime from "#smime";
import { certificatePem, makeAuthority, makePerson, privateKeyPem, signerOf } from "../support/crypto/pki.ts";
import { startGpgAgent, stopGpgAgent } from "../support/crypto/gpg-agent.ts";
import { withAnotherSalt } from "../support/crypto/gpgsm.ts";
import { peer } from "../support/programs/peers.ts";

const gpgsm = peer("gpgsm");
const openssl = peer("openssl");
const skip = gpgsm.skip || openssl.skip;
const home = mkdtempSync(join(tmpdir(), "conclave-gpgsm-"));
after(() => {
  stopGpgAgent(home);
  rmSync(home, { recursive: true, force: true });
});

const AT = new Date(Date.now() - 60_000);
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nUnder the third bridge.\r\n");
const ca = makeAuthority("Test CA", null, { kind: "rsa2048" });
const alice = makePerson({ kind: "rsa2048", address: "alice@example.org" }, ca);

function path(name: string, content?: Uint8Array | string): string {
  const file = join(home, name);
  if (content !== undefined) writeFileSync(file, content, { mode: 0o600 });
  return file;
}

function run(...args: string[]): { status: number | null; out: Buffer; log: string } {
  const options = ["--homedir", home, "--batch", "--yes", "--no-tty", "--disable-crl-checks"];
  const done = spawnSync(gpgsm.path, [...options, "--status-fd", "2", ...args], {
    input: "geheim\n",
    timeout: 60_000,
  });
  return { status: done.status, out: done.stdout, log: done.stderr.toString() };
}

function trust(...certificates: readonly Bytes[]): void {
  const lines = certificates.map(
    (der) => `${createHash("sha1").update(der).digest("hex").toUpperCase()} S relax`,
  );
  path("trustlist.txt", `${lines.join("\n")}\n`);
}

/** gpgsm 2.2 imports keys from old PKCS#12 only. */
function importSecret(person: ListSecret): void {
  const cert = path("person.crt", certificatePem(person.certificates[0]!));
  const key = path("person.key", privateKeyPem(person));
  const old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
  const export_ = ["pkcs12", "-export", "-in", cert, "-inkey", key, "-passout", "pass:geheim", ...old];
  withAnotherSalt(() => {
    const file = path(
      "person.p12",
      execFileSync(openssl.path, export_, { stdio: ["ignore", "pipe", "pipe"] }),
    );
    const done = run("--pinentry-mode", "loopback", "--passphrase-fd", "0", "--import", file);
    assert.match(done.log, /IMPORT_OK/);
  });
}

describe("gpgsm", { skip }, () => {
  let list: ListSecret;
  before(async () => {
    mkdirSync(join(home, "private-keys-v1.d"), { recursive: true, mode: 0o700 });
    const made = await smime.generateListKey({
      address: "list@example.org" as EmailAddress,
      commonName: "list@example.org",
      at: AT,
      expiresAt: null,
      random: systemRandom,
    });
    list = made.secret;
    path("gpg-agent.conf", "allow-loopback-pinentry\n");
    startGpgAgent(home);
    trust(ca.certificate, list.certificates[1]!);
    for (const der of [ca.certificate, ...list.certificates])
      assert.match(run("--import", path("import.der", der)).log, /IMPORT_OK/);
    importSecret(alice);
  });

  test("opens what we seal with CBC", () => {
    const recipient = smime.recipientOf(alice.certificates[0]!, AT);
    assert.ok(recipient.ok);
    const body = smime.sealBody({ content: CONTENT, cipher: "cbc", random: systemRandom });
    const sealed = concatBytes(smime.keyPacket(recipient.value, body), body.shared);
    const opened = run(
      "--pinentry-mode",
      "loopback",
      "--passphrase-fd",
      "0",
      "--decrypt",
      path("m.der", sealed),
    );
    assert.deepEqual(opened.out, Buffer.from(CONTENT), opened.log);
    assert.match(opened.log, /DECRYPTION_OKAY/);
  });

  test("verifies the list's signature by its self-made certificate", () => {
    const { signature } = smime.signDetached({ content: CONTENT, signWith: list, at: new Date() });
    const verified = run("--verify", path("sig.der", signature), path("c.eml", CONTENT));
    assert.match(verified.log, /GOODSIG/);
    assert.match(verified.log, /TRUST_FULLY/);
  });

  test("verifies a signature with its chain", () => {
    const { signature } = smime.signDetached({ content: CONTENT, signWith: alice, at: new Date() });
    const verified = run("--verify", path("sig.der", signature), path("c.eml", CONTENT));
    assert.match(verified.log, /GOODSIG[\s\S]*TRUST_FULLY/);
  });

  test("seals what we open", async () => {
    const sealed = run("--encrypt", "--recipient", "list@example.org", path("c.eml", CONTENT));
    assert.equal(sealed.status, 0, sealed.log);
    const nobody = () => Promise.resolve([]);
    const opened = await smime.open({
      ciphertext: sealed.out,
      secrets: [list],
      at: new Date(),
      signers: nobody,
    });
    assert.ok(opened.opened);
    assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
  });

  for (const detached of [true, false]) {
    test(`signs what we judge, ${detached ? "detached" : "opaque"}`, async () => {
      const args = [
        "--pinentry-mode",
        "loopback",
        "--passphrase-fd",
        "0",
        "--local-user",
        "alice@example.org",
      ];
      const signed = run(...args, detached ? "--detach-sign" : "--sign", path("c.eml", CONTENT));
      assert.equal(signed.status, 0, signed.log);
      const outcome = await smime.verifySigned({
        der: signed.out,
        content: detached ? CONTENT : null,
        at: new Date(),
        signers: () => Promise.resolve([signerOf(alice, false)]),
        anchors: [ca.certificate],
        trust: "ca",
      });
      assert.deepEqual(Buffer.from(outcome.content ?? []), Buffer.from(CONTENT));
      assert.equal(outcome.signatures[0]?.verdict, "valid", JSON.stringify(outcome.signatures));
    });
  }
});
