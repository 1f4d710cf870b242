/** Files with private keys as openssl, NSS (Thunderbird, Firefox) and gpgsm write them, of every age. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Bytes } from "#base";
import * as smime from "#smime";
import { temporaryFolder } from "../support/database.ts";
import { startGpgAgent, stopGpgAgent } from "../support/crypto/gpg-agent.ts";
import { withAnotherSalt } from "../support/crypto/gpgsm.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem, makePerson, privateKeyPem } from "../support/crypto/pki.ts";

const openssl = peer("openssl");
const nss = peer("pk12util");
const gpgsm = peer("gpgsm");
const ALICE = makePerson({ kind: "rsa2048" });
const CERTIFICATE = ALICE.certificates[0]!;

/** A folder with Alice's key and certificate, and a program run in it. */
function aliceIn(t: TestContext) {
  const folder = temporaryFolder(t);
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content, { mode: 0o600 });
  put("key.pem", privateKeyPem(ALICE));
  put("cert.pem", certificatePem(CERTIFICATE));
  const run = (program: string, words: readonly string[], input: Bytes | string = "") => {
    const done = spawnSync(program, words, { cwd: folder, input });
    assert.equal(done.status, 0, `${program} ${words.join(" ")}: ${done.stderr.toString()}`);
    return done.stdout;
  };
  return { folder, run, read: (name: string) => readFileSync(join(folder, name)) };
}

async function outcome(file: Bytes, passphrase: string | null, beside: readonly Bytes[] = []) {
  const read = await smime.unlockSecrets(file, passphrase, beside);
  return read.ok ? read.value.map(({ fingerprint }) => fingerprint).join() : read.error;
}

const LEGACY = ["-provider", "legacy", "-provider", "default"];
const EXPORTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["as it does now", "grün", []],
  ["with scarcely any rounds", "geheim", ["-noiter", "-nomaciter"]],
  [
    "with three-key 3DES and a MAC of SHA-1",
    "grün",
    ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"],
  ],
  ["with two-key 3DES", "geheim", ["-keypbe", "PBE-SHA1-2DES", "-certpbe", "PBE-SHA1-2DES"]],
  ["with AES-128 and a MAC of SHA-512", "geheim", ["-keypbe", "aes-128-cbc", "-macalg", "sha512"]],
  ["with everything in clear under a MAC", "geheim", ["-keypbe", "NONE", "-certpbe", "NONE"]],
  ["without a MAC", "geheim", ["-nomac"]],
  ["with an empty passphrase", "", []],
  ["with an empty passphrase, in the old way", "", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"]],
];

for (const [title, passphrase, options] of EXPORTS) {
  test(`PKCS#12 of openssl ${title}`, { skip: openssl.skip }, async (t) => {
    const { run } = aliceIn(t);
    const words = ["-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", `pass:${passphrase}`];
    const file = run(openssl.path, ["pkcs12", ...words, ...options]);
    assert.equal(await outcome(file, passphrase), ALICE.fingerprint);
    assert.equal(await outcome(file, "wrong"), "wrong-passphrase");
    assert.equal(await outcome(file, null), passphrase === "" ? ALICE.fingerprint : "needs-passphrase");
  });
}

test("certificates locked with RC2 keep nobody from the key, if its certificate is given", async (t) => {
  const { run, read } = aliceIn(t);
  const words = ["-export", "-legacy", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:geheim"];
  const file = run(openssl.path, ["pkcs12", ...words]);
  assert.equal(await outcome(file, "geheim"), "weak-algorithm");
  assert.equal(await outcome(file, "wrong"), "wrong-passphrase");
  assert.equal(await outcome(file, "geheim", [CERTIFICATE]), ALICE.fingerprint);
  // As the text of the refusal advises.
  const relock = ["-legacy", "-passin", "pass:geheim", "-passout", "pass:neu", "-out", "KEY.pem"];
  run(openssl.path, ["pkcs12", ...relock], file);
  assert.equal(await outcome(read("KEY.pem"), "neu"), ALICE.fingerprint);
});

const LOCKS: readonly (readonly [string, readonly string[], string])[] = [
  ["AES-256", ["-v2", "aes-256-cbc"], "open"],
  ["3DES and HMAC with SHA-1", ["-v2", "des3", "-v2prf", "hmacWithSHA1"], "open"],
  ["AES-128 and HMAC with SHA-512", ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"], "open"],
  ["scrypt", ["-scrypt"], "open"],
  ["DES and MD5", ["-v1", "PBE-MD5-DES", ...LEGACY], "open"],
  ["DES and SHA-1", ["-v1", "PBE-SHA1-DES", ...LEGACY], "open"],
  ["3DES of PKCS#12", ["-v1", "PBE-SHA1-3DES"], "open"],
  ["RC2", ["-v1", "PBE-SHA1-RC2-40", ...LEGACY], "weak-algorithm"],
  ["RC4", ["-v1", "PBE-SHA1-RC4-128", ...LEGACY], "weak-algorithm"],
];

for (const [title, options, expected] of LOCKS) {
  test(`PKCS#8 of openssl locked with ${title}: ${expected}`, { skip: openssl.skip }, async (t) => {
    const { run, read } = aliceIn(t);
    const words = ["-topk8", "-in", "key.pem", "-passout", "pass:grün", ...options];
    const pem = run(openssl.path, ["pkcs8", ...words]);
    const der = run(openssl.path, ["pkcs8", ...words, "-outform", "DER"]);
    const opened = expected === "open";
    for (const file of [
      Buffer.concat([read("cert.pem"), pem]),
      Buffer.concat([pem, read("cert.pem")]),
      der,
    ]) {
      assert.equal(await outcome(file, "grün", [CERTIFICATE]), opened ? ALICE.fingerprint : expected);
      assert.equal(await outcome(file, "grun", [CERTIFICATE]), opened ? "wrong-passphrase" : expected);
      assert.equal(await outcome(file, null, [CERTIFICATE]), "needs-passphrase");
    }
  });
}

for (const [cipher, expected] of [
  ["-des3", "open"],
  ["-aes256", "open"],
  ["-des", "weak-algorithm"],
] as const) {
  test(`the oldest PEM of openssl ${cipher}: ${expected}`, { skip: openssl.skip }, async (t) => {
    const { run } = aliceIn(t);
    const words = ["rsa", "-in", "key.pem", "-traditional", cipher, "-passout", "pass:geheim", ...LEGACY];
    const file = run(openssl.path, words);
    const opened = expected === "open";
    assert.equal(await outcome(file, "geheim", [CERTIFICATE]), opened ? ALICE.fingerprint : expected);
    if (opened) assert.equal(await outcome(file, "wrong", [CERTIFICATE]), "wrong-passphrase");
    if (opened) assert.equal(await outcome(file, null, [CERTIFICATE]), "needs-passphrase");
  });
}

test("keys of openssl as bare DER: PKCS#8, PKCS#1, SEC 1", { skip: openssl.skip }, async (t) => {
  const { run } = aliceIn(t);
  const rsa = ["rsa", "-in", "key.pem", "-outform", "DER"];
  assert.equal(
    await outcome(run(openssl.path, [...rsa, "-traditional"]), null, [CERTIFICATE]),
    ALICE.fingerprint,
  );
  assert.equal(await outcome(run(openssl.path, rsa), null, [CERTIFICATE]), ALICE.fingerprint);
  const bob = makePerson({ kind: "p256" });
  const sec1 = run(openssl.path, ["ec", "-outform", "DER"], privateKeyPem(bob));
  assert.equal(await outcome(sec1, null, bob.certificates), bob.fingerprint);
});

test(
  "PKCS#12 of NSS, with 600,000 rounds, leaves others their turn",
  { skip: nss.skip || openssl.skip },
  async (t) => {
    const { run, read } = aliceIn(t);
    const words = [
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "cert.pem",
      "-out",
      "in.p12",
      "-passout",
      "pass:grün",
    ];
    run(openssl.path, ["pkcs12", ...words, "-name", "alice"]);
    const store = ["-d", "sql:.", "-K", ""];
    run(nss.path, ["-i", "in.p12", "-W", "grün", ...store]);
    run(nss.path, ["-o", "nss.p12", "-n", "alice", "-W", "grün", ...store]);
    const file = read("nss.p12");
    let longest = 0;
    let last = performance.now();
    const ticks = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    t.after(() => clearInterval(ticks));
    assert.equal(await outcome(file, "grün"), ALICE.fingerprint);
    assert.ok(longest < 500, `the event loop stood for ${longest} ms`);
    assert.equal(await outcome(file, "wrong"), "wrong-passphrase");
  },
);

test(
  "PKCS#12 of gpgsm, whose certificates are locked with RC2",
  { skip: gpgsm.skip || openssl.skip },
  async (t) => {
    const { folder, run, read } = aliceIn(t);
    const old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    const words = [
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "cert.pem",
      "-out",
      "in.p12",
      "-passout",
      "pass:geheim",
    ];
    const options = ["--homedir", folder, "--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0"];
    startGpgAgent(folder);
    t.after(() => stopGpgAgent(folder));
    withAnotherSalt(() => {
      run(openssl.path, ["pkcs12", ...words, ...old]);
      run(gpgsm.path, [...options, "--import", "in.p12"], "geheim\n");
    });
    run(gpgsm.path, [...options, "--output", "out.p12", "--export-secret-key-p12", "alice"], "geheim\n");
    assert.equal(await outcome(read("out.p12"), "geheim"), "weak-algorithm");
    assert.equal(await outcome(read("out.p12"), "geheim", [CERTIFICATE]), ALICE.fingerprint);
  },
);
