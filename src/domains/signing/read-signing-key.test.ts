import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { before, test } from "node:test";
import { type Bytes, utf8 } from "#base";
import { signingKeyObject } from "./key-record.ts";
import { readSigningKey, rsaBits } from "./read-signing-key.ts";

type Pair = ReturnType<typeof generateKeyPairSync>;
let rsa: Pair;
let ed25519: Pair;

before(() => {
  rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  ed25519 = generateKeyPairSync("ed25519");
});

const published = (pair: Pair): Buffer => pair.publicKey.export({ type: "spki", format: "der" });
const raw = (pair: Pair): { readonly seed: Buffer; readonly x: Buffer } => {
  const { d = "", x = "" } = pair.privateKey.export({ format: "jwk" });
  return { seed: Buffer.from(d, "base64url"), x: Buffer.from(x, "base64url") };
};

/** What was read, checked to sign for the public half that it names; or why nothing was. */
function read(file: Bytes | string): string {
  const found = readSigningKey(typeof file === "string" ? utf8(file) : file);
  if (!found.ok) return found.error;
  const { algorithm, secret, publicKey } = found.value;
  const digest = algorithm === "rsa" ? "sha256" : null;
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  const words = utf8("words");
  assert.ok(verify(digest, words, key, sign(digest, words, signingKeyObject(secret))));
  return `${algorithm} ${Buffer.from(publicKey).toString("base64url")}`;
}

test("keys of OpenDKIM, Rspamd and dkimpy, in each form that they write", () => {
  const wanted = `rsa ${published(rsa).toString("base64url")}`;
  const pkcs1 = rsa.privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const pkcs8 = rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  assert.equal(read(pkcs1), wanted);
  assert.equal(read(pkcs8.replaceAll("\n", "\r\n")), wanted);
  assert.equal(read(`${pkcs8}s._domainkey IN TXT ( "v=DKIM1; k=rsa; "\n\t"p=MII" ) ;\n`), wanted);
  assert.equal(read(rsa.privateKey.export({ type: "pkcs8", format: "der" })), wanted);
  assert.equal(read(rsa.privateKey.export({ type: "pkcs1", format: "der" })), wanted);

  const edwards = `ed25519 ${published(ed25519).toString("base64url")}`;
  const { seed, x } = raw(ed25519);
  assert.equal(read(ed25519.privateKey.export({ type: "pkcs8", format: "pem" }).toString()), edwards);
  assert.equal(read(`${seed.toString("base64")}\n`), edwards);
  const both = Buffer.concat([seed, x]).toString("base64");
  assert.equal(
    read(`${both}\ns._domainkey IN TXT ( "v=DKIM1; k=ed25519; "\n\t"p=${x.toString("base64")}" ) ;`),
    edwards,
  );
  assert.deepEqual([rsaBits(published(rsa)), rsaBits(published(ed25519))], [2048, null]);
});

test("what is no key to sign with says why", () => {
  const { seed } = raw(ed25519);
  assert.equal(read(Buffer.concat([seed, seed]).toString("base64")), "halves-differ");
  const locked = { cipher: "aes-256-cbc", passphrase: "x" } as const;
  assert.equal(read(rsa.privateKey.export({ type: "pkcs8", format: "pem", ...locked }).toString()), "locked");
  assert.equal(read(rsa.privateKey.export({ type: "pkcs1", format: "pem", ...locked }).toString()), "locked");
  assert.equal(read(rsa.publicKey.export({ type: "spki", format: "pem" }).toString()), "public-only");
  const pem = (pair: Pair) => pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  assert.equal(read(pem(generateKeyPairSync("ec", { namedCurve: "P-256" }))), "other-kind");
  assert.equal(read(pem(generateKeyPairSync("rsa-pss", { modulusLength: 1024 }))), "other-kind");
  assert.equal(read(pem(generateKeyPairSync("rsa", { modulusLength: 512 }))), "too-short");
  assert.match(read(pem(generateKeyPairSync("rsa", { modulusLength: 1024 }))), /^rsa /);
  for (const nothing of ["", "words", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", seed])
    assert.equal(read(nothing), "no-key");
});

test("a key whose halves do not fit is refused, and one that no verifier has to take", () => {
  const jwk = rsa.privateKey.export({ format: "jwk" });
  const der = rsa.privateKey.export({ type: "pkcs1", format: "der" });
  const modulus = Buffer.from(jwk.n ?? "", "base64url");
  const at = der.indexOf(modulus);
  const damaged = Buffer.from(der);
  damaged[at + 100] = (damaged[at + 100] ?? 0) ^ 1;
  assert.match(read(damaged), /halves-differ|no-key/);
  // Its length counts before its numbers do.
  const n = Buffer.alloc(4104 / 8, 0xff).toString("base64url");
  const long = createPrivateKey({ key: { ...jwk, n }, format: "jwk" });
  assert.equal(read(long.export({ type: "pkcs8", format: "der" })), "too-long");
});
