/** What Bouncy Castle writes that openssl cannot: user keying material, EdDSA, ECDSA with SHA-3, Java's odd OAEP. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fromUtf8, type ListSecret } from "#base";
import { signerOf } from "../../test/support/crypto/pki.ts";
import { fingerprintOf } from "./certificates/certificate.ts";
import * as smime from "./index.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CORPUS = new URL("../../test/corpus/bouncy-castle/", import.meta.url);
const corpus = (name: string): Buffer => readFileSync(new URL(name, CORPUS));

function person(file: string): ListSecret {
  const [name = ""] = file.split(/[-.]/);
  const certificate = corpus(`${name}.crt.der`);
  const secret = corpus(`${name}.key.der`);
  return { scheme: "smime", fingerprint: fingerprintOf(certificate), secret, certificates: [certificate] };
}

const sealed = readdirSync(CORPUS).filter((name) => name.endsWith(".sealed.der"));
test("there are messages for every way of sealing", () => assert.equal(sealed.length, 6));
for (const file of sealed) {
  test(`${file} opens`, async () => {
    const request = { ciphertext: corpus(file), secrets: [person(file)], at: AT };
    const opened = await smime.open({ ...request, signers: () => Promise.resolve([]) });
    assert.ok(opened.opened, JSON.stringify(opened));
    assert.equal(fromUtf8(opened.content), "from bc");
  });
}

const SIGNED = [
  ["ed25519.signed.der", "Ed25519 with SHA-512"],
  ["ed448.signed.der", "Ed448 with SHAKE256"],
  ["p256-sha3-256.signed.der", "ECDSA with SHA3-256"],
  ["p384-sha3-512.signed.der", "ECDSA with SHA3-512"],
  ["rsa2048-pss.signed.der", "RSA-PSS with SHA-256"],
  ["rsa2048-pss-shake256.signed.der", "RSA-PSS with SHAKE256"],
] as const;
for (const [file, expected] of SIGNED) {
  test(`${file}: ${expected}`, async () => {
    const signers = () => Promise.resolve([signerOf(person(file))]);
    const request = { content: null, at: AT, anchors: [], trust: "bound", signers } as const;
    const judge = async (der: Buffer): Promise<string> => {
      const [signature] = (await smime.verifySigned({ ...request, der })).signatures;
      return signature?.verdict === "valid" ? signature.algorithm : (signature?.why ?? "nothing");
    };
    const der = corpus(file);
    assert.equal(await judge(der), expected);
    const at = der.indexOf("hello from us");
    der[at]! ^= 1;
    assert.equal(await judge(der), "bad-signature");
  });
}
