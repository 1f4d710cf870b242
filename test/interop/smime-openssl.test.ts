/** openssl cms reads what we write, and we read what it writes. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { concatBytes, type EmailAddress, type ListSecret, type Signature, systemRandom, utf8 } from "#base";
import * as smime from "#smime";
import { certificatePem, makeAuthority, makePerson, privateKeyPem, signerOf } from "../support/crypto/pki.ts";
import { peer } from "../support/programs/peers.ts";

const openssl = peer("openssl");
const folder = mkdtempSync(join(tmpdir(), "conclave-openssl-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const AT = new Date();
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nBehind the old mill, at six.\r\n");
const ca = makeAuthority();
const people: Readonly<Record<string, ListSecret>> = {
  rsa: makePerson({ kind: "rsa2048" }, ca),
  p256: makePerson({ kind: "p256" }, ca),
  p384: makePerson({ kind: "p384" }, ca),
};
const nobody = () => Promise.resolve([]);

function path(name: string, content?: Uint8Array | string): string {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content, { mode: 0o600 });
  return file;
}

function run(...args: string[]): Buffer {
  return execFileSync(openssl.path, args, { stdio: ["ignore", "pipe", "pipe"] });
}

function files(name: string): { cert: string; key: string; person: ListSecret } {
  const person = people[name]!;
  return {
    person,
    cert: path(`${name}.crt`, certificatePem(person.certificates[0]!)),
    key: path(`${name}.key`, privateKeyPem(person)),
  };
}

for (const name of Object.keys(people)) {
  for (const cipher of ["cbc", "gcm"] as const) {
    test(`openssl opens what we seal: ${name}, ${cipher}`, { skip: openssl.skip }, () => {
      const { cert, key, person } = files(name);
      const recipient = smime.recipientOf(person.certificates[0]!, AT);
      assert.ok(recipient.ok);
      const body = smime.sealBody({ content: CONTENT, cipher, random: systemRandom });
      const message = path("sealed.der", concatBytes(smime.keyPacket(recipient.value, body), body.shared));
      const opened = run(
        "cms",
        "-decrypt",
        "-inform",
        "DER",
        "-in",
        message,
        "-recip",
        cert,
        "-inkey",
        key,
        "-binary",
      );
      assert.deepEqual(opened, Buffer.from(CONTENT));
    });
  }
}

const RECIPES: readonly (readonly [string, string, readonly string[]])[] = [
  ["rsa", "AES-128 CBC", ["-aes128"]],
  ["rsa", "AES-256 GCM", ["-aes-256-gcm"]],
  ["rsa", "3DES", ["-des3"]],
  ["rsa", "by key identifier", ["-aes256", "-keyid"]],
  ["rsa", "streamed in pieces", ["-aes256", "-stream", "-binary"]],
  ["rsa", "GCM streamed in pieces", ["-aes-128-gcm", "-stream"]],
  ["rsa", "OAEP", ["-aes256", "OAEP"]],
  ["rsa", "OAEP with SHA-256", ["-aes256", "OAEP256"]],
  ["p256", "AES-128 CBC", ["-aes128"]],
  ["p256", "AES-256 GCM", ["-aes-256-gcm"]],
  ["p256", "by key identifier", ["-aes256", "-keyid"]],
  ["p256", "SHA-256 KDF and AES-256 wrap", ["-aes256", "-aes256-wrap", "KDF256"]],
  ["p384", "AES-256 GCM", ["-aes-256-gcm"]],
];
const KEY_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  OAEP: ["-keyopt", "rsa_padding_mode:oaep"],
  OAEP256: ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"],
  KDF256: ["-keyopt", "ecdh_kdf_md:sha256"],
};

for (const [name, title, options] of RECIPES) {
  test(`we open what openssl seals: ${name}, ${title}`, { skip: openssl.skip }, async () => {
    const { cert, person } = files(name);
    const plain = options.filter((option) => !KEY_OPTIONS[option]);
    const keyOptions = options.flatMap((option) => KEY_OPTIONS[option] ?? []);
    const input = path("plain.eml", CONTENT);
    const args = ["cms", "-encrypt", "-binary", "-outform", "DER", "-in", input, ...plain];
    const ciphertext = run(...args, "-recip", cert, ...keyOptions);
    const opened = await smime.open({
      ciphertext,
      secrets: [people["p384"]!, person],
      at: AT,
      signers: nobody,
    });
    assert.ok(opened.opened, JSON.stringify(opened));
    assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
    assert.equal(opened.openedWith, person.fingerprint);
    assert.equal(
      opened.integrity,
      plain.some((option) => option.endsWith("gcm")),
    );
  });
}

test(
  "RC2 and password recipients of openssl are refused with their reason",
  { skip: openssl.skip },
  async () => {
    const input = path("plain.eml", CONTENT);
    const sealed = run(
      "cms",
      "-encrypt",
      "-aes256",
      "-pwri_password",
      "geheim",
      "-outform",
      "DER",
      "-in",
      input,
    );
    const outcome = await smime.open({
      ciphertext: sealed,
      secrets: [people["rsa"]!],
      at: AT,
      signers: nobody,
    });
    assert.deepEqual(outcome, { opened: false, why: "password-encrypted", sessionKeys: [] });
  },
);

for (const name of Object.keys(people)) {
  test(`openssl verifies what we sign: ${name}`, { skip: openssl.skip }, () => {
    const { person } = files(name);
    const { signature } = smime.signDetached({ content: CONTENT, signWith: person, at: AT });
    const root = path("ca.crt", certificatePem(ca.certificate));
    const args = ["cms", "-verify", "-inform", "DER", "-binary", "-CAfile", root, "-purpose", "smimesign"];
    const verified = run(...args, "-in", path("sig.der", signature), "-content", path("c.eml", CONTENT));
    assert.deepEqual(verified, Buffer.from(CONTENT));
  });
}

test(
  "openssl verifies the list's self-made certificate when it is told to trust its authority",
  { skip: openssl.skip },
  async () => {
    const address = "team@example.org" as EmailAddress;
    const start = new Date(AT.getTime() - 60_000);
    const names = { address, commonName: "Team", at: start, expiresAt: null, random: systemRandom };
    const { secret } = await smime.generateListKey(names);
    const { signature } = smime.signDetached({ content: CONTENT, signWith: secret, at: AT });
    const root = path("authority.crt", certificatePem(secret.certificates[1]!));
    const args = ["cms", "-verify", "-inform", "DER", "-binary", "-CAfile", root, "-purpose", "smimesign"];
    const verified = run(...args, "-in", path("sig.der", signature), "-content", path("c.eml", CONTENT));
    assert.deepEqual(verified, Buffer.from(CONTENT));
  },
);

const SIGNERS: readonly (readonly [string, string, readonly string[], string])[] = [
  ["rsa", "detached", [], "valid"],
  ["rsa", "opaque", ["-nodetach"], "valid"],
  ["rsa", "opaque and streamed", ["-nodetach", "-stream"], "valid"],
  ["rsa", "without certificate", ["-nocerts"], "valid"],
  ["rsa", "by key identifier", ["-keyid"], "valid"],
  ["rsa", "without signed attributes", ["-noattr"], "valid"],
  ["rsa", "SHA-512", ["-md", "sha512"], "valid"],
  ["rsa", "SHA-1", ["-md", "sha1"], "weak-hash"],
  ["rsa", "PSS", ["-keyopt", "rsa_padding_mode:pss"], "valid"],
  ["p256", "detached", [], "valid"],
  ["p256", "opaque", ["-nodetach"], "valid"],
  ["rsa", "with the hash of its certificate", ["-cades"], "valid"],
  ["p384", "SHA-384", ["-md", "sha384"], "valid"],
];
for (const [name, title, options, expected] of SIGNERS) {
  test(`we judge what openssl signs: ${name}, ${title}: ${expected}`, { skip: openssl.skip }, async () => {
    const { cert, key, person } = files(name);
    const input = path("plain.eml", CONTENT);
    const keyOptions = options.slice(options.indexOf("-keyopt")).filter(() => options.includes("-keyopt"));
    const plain = options.filter((option) => !keyOptions.includes(option));
    const args = ["cms", "-sign", "-binary", "-outform", "DER", "-in", input, ...plain];
    const der = run(...args, "-signer", cert, "-inkey", key, ...keyOptions);
    const outcome = await smime.verifySigned({
      der,
      content: options.includes("-nodetach") ? null : CONTENT,
      at: AT,
      signers: () => Promise.resolve([signerOf(person)]),
      anchors: [],
      trust: "bound",
    });
    const [signature] = outcome.signatures;
    assert.ok(signature);
    assert.equal(signature.verdict === "valid" ? "valid" : signature.why, expected);
    assert.deepEqual(Buffer.from(outcome.content ?? []), Buffer.from(CONTENT));
  });
}

test("opaque signed content beside detached content is refused", { skip: openssl.skip }, async () => {
  const { cert, key } = files("rsa");
  const input = path("plain.eml", CONTENT);
  const der = run(
    "cms",
    "-sign",
    "-nodetach",
    "-outform",
    "DER",
    "-in",
    input,
    "-signer",
    cert,
    "-inkey",
    key,
  );
  const request = { der, at: AT, signers: nobody, anchors: [], trust: "bound" } as const;
  const outcome = await smime.verifySigned({ ...request, content: CONTENT });
  assert.equal("why" in outcome && outcome.why, "content-twice");
});

for (const [title, options] of [
  ["modern", []],
  [
    "with 3DES keys and clear certificates",
    ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "NONE", "-macalg", "sha1"],
  ],
  ["with 3DES throughout", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]],
] as const) {
  test(`we read openssl's PKCS#12 ${title}`, { skip: openssl.skip }, async () => {
    const { cert, key, person } = files("rsa");
    const root = path("ca.crt", certificatePem(ca.certificate));
    const export_ = [
      "pkcs12",
      "-export",
      "-in",
      cert,
      "-inkey",
      key,
      "-certfile",
      root,
      "-passout",
      "pass:grün",
    ];
    const file = run(...export_, ...options);
    const secret = await smime.unlockSecret(file, "grün");
    assert.ok(secret.ok, JSON.stringify(secret));
    assert.equal(secret.value.fingerprint, person.fingerprint);
    assert.equal(secret.value.certificates.length, 2);
    assert.deepEqual(await smime.unlockSecret(file, "wrong"), { ok: false, error: "wrong-passphrase" });
    assert.deepEqual(await smime.unlockSecret(file, null), { ok: false, error: "needs-passphrase" });
  });
}

test("openssl reads our exported key and certificate", { skip: openssl.skip }, () => {
  const person = people["p256"]!;
  const file = path("export.pem", smime.exportSecret(person, "geheim"));
  const publicKey = run("pkey", "-in", file, "-passin", "pass:geheim", "-pubout");
  assert.deepEqual(publicKey, run("x509", "-in", file, "-noout", "-pubkey"));
});

test("openssl reads our PKCS#12", { skip: openssl.skip }, async () => {
  const person = people["rsa"]!;
  const chained = { ...person, certificates: [...person.certificates, ca.certificate] };
  const file = path("ours.p12", await smime.exportPkcs12(chained, "grün", systemRandom));
  const read = run("pkcs12", "-in", file, "-passin", "pass:grün", "-nodes");
  const again = await smime.unlockSecret(read, null);
  assert.ok(again.ok);
  assert.equal(again.value.fingerprint, person.fingerprint);
  assert.deepEqual(again.value.certificates.length, 2);
  assert.throws(() => run("pkcs12", "-in", file, "-passin", "pass:wrong", "-nodes"));
});

test("we read a p7b of openssl", { skip: openssl.skip }, () => {
  const { cert, person } = files("rsa");
  const root = path("ca.crt", certificatePem(ca.certificate));
  for (const form of ["DER", "PEM"]) {
    const p7b = run("crl2pkcs7", "-nocrl", "-certfile", cert, "-certfile", root, "-outform", form);
    const certificates = smime.readCertificates(p7b);
    assert.ok(certificates.ok);
    assert.deepEqual(
      certificates.value.map((der) => Buffer.from(der)),
      [person.certificates[0], ca.certificate],
    );
    if (form === "DER") assert.equal(smime.kindOf(p7b), "certs-only");
  }
});

const REQUESTS: readonly (readonly [string, readonly string[]])[] = [
  ["rsa", ["rsa:2048"]],
  ["ec", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]],
];
for (const [name, algorithm] of REQUESTS) {
  test(
    `a member with a plain "openssl req -x509" certificate (${name}) writes and reads`,
    { skip: openssl.skip },
    async () => {
      const [key, cert] = [path("plain.key"), path("plain.crt")];
      const subject = ["-subj", "/CN=Bob/emailAddress=bob@example.org", "-days", "30", "-nodes"];
      run("req", "-x509", "-newkey", ...algorithm, "-keyout", key, "-out", cert, ...subject);
      const certificates = smime.readCertificates(readFileSync(cert));
      const bob = await smime.unlockSecret(
        readFileSync(key),
        null,
        certificates.ok ? certificates.value : [],
      );
      assert.ok(bob.ok);
      const now = new Date();
      const description = smime.describeCertificate(bob.value.certificates[0]!, now);
      assert.ok(description.ok);
      assert.deepEqual(description.value.addresses, ["bob@example.org"]);
      assert.deepEqual([description.value.cannotSign, description.value.cannotEncrypt], [null, null]);
      const input = path("plain.eml", CONTENT);
      const signed = run(
        "smime",
        "-sign",
        "-binary",
        "-outform",
        "DER",
        "-in",
        input,
        "-signer",
        cert,
        "-inkey",
        key,
      );
      const request = { der: signed, content: CONTENT, at: now, anchors: [], trust: "bound" } as const;
      const signers = () => Promise.resolve([signerOf(bob.value, false)]);
      const judged = await smime.verifySigned({ ...request, signers });
      assert.equal(judged.signatures[0]?.verdict, "valid", JSON.stringify(judged.signatures));
      const recipient = smime.recipientOf(bob.value.certificates[0]!, now);
      assert.ok(recipient.ok);
      const body = smime.sealBody({ content: CONTENT, cipher: "cbc", random: systemRandom });
      const message = path("sealed.der", concatBytes(smime.keyPacket(recipient.value, body), body.shared));
      const opened = run(
        "cms",
        "-decrypt",
        "-inform",
        "DER",
        "-in",
        message,
        "-recip",
        cert,
        "-inkey",
        key,
        "-binary",
      );
      assert.deepEqual(opened, Buffer.from(CONTENT));
    },
  );
}

test(
  "two who sign the same text in the same second have each their own mark (S4)",
  { skip: openssl.skip },
  async () => {
    const input = path("same.eml", CONTENT);
    const judge = async (name: string): Promise<Signature> => {
      const { cert, key, person } = files(name);
      const der = run(
        "cms",
        "-sign",
        "-binary",
        "-outform",
        "DER",
        "-in",
        input,
        "-signer",
        cert,
        "-inkey",
        key,
      );
      const signers = () => Promise.resolve([signerOf(person, true)]);
      const request = { der, content: CONTENT, at: AT, anchors: [], trust: "bound" } as const;
      const [signature] = (await smime.verifySigned({ ...request, signers })).signatures;
      return signature!;
    };
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await judge("p256"), await judge("p384")];
      assert.ok(one.verdict === "valid" && other.verdict === "valid");
      if (one.at?.getTime() !== other.at?.getTime()) continue;
      assert.notDeepEqual(one.mark, other.mark);
      return;
    }
    assert.fail("no two signatures fell into one second");
  },
);
