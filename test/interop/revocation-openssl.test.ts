/** Revocation lists that openssl makes for an authority are read, and count for its certificates. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { utf8 } from "#base";
import * as smime from "#smime";
import { temporaryFolder } from "../support/database.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem, makeAuthority, makePerson } from "../support/crypto/pki.ts";

const openssl = peer("openssl");
const KEY_CERT_SIGN_AND_CRL_SIGN = 0x06;
const CONFIG = `[ca]
database = index.txt
crlnumber = number
default_md = sha256
default_crl_days = 30
[ext]
authorityKeyIdentifier = keyid
`;

for (const extensions of [[], ["-crlexts", "ext"]]) {
  const version = extensions.length === 0 ? 1 : 2;
  test(`a list of version ${version} by openssl revokes`, { skip: openssl.skip }, async (t) => {
    const folder = temporaryFolder(t);
    const put = (name: string, content: string) =>
      writeFileSync(join(folder, name), content, { mode: 0o600 });
    const ca = makeAuthority("Test CA", null, { kind: "rsa2048", usage: KEY_CERT_SIGN_AND_CRL_SIGN });
    const [alice, bob] = [makePerson({ kind: "p256" }, ca), makePerson({ kind: "p256" }, ca)];
    put("ca.cnf", CONFIG);
    put("index.txt", "");
    put("number", "01\n");
    put("ca.pem", certificatePem(ca.certificate));
    put("ca.key", ca.key.export({ format: "pem", type: "pkcs8" }).toString());
    put("alice.pem", certificatePem(alice.certificates[0]!));
    const run = (...words: readonly string[]) => {
      const whose = ["ca", "-config", "ca.cnf", "-name", "ca", "-cert", "ca.pem", "-keyfile", "ca.key"];
      const done = spawnSync(openssl.path, [...whose, ...words], { cwd: folder });
      assert.equal(done.status, 0, done.stderr.toString());
    };
    run("-revoke", "alice.pem");
    run("-gencrl", "-out", "list.pem", ...extensions);
    const lists = smime.readRevocationLists(readFileSync(join(folder, "list.pem")));
    assert.equal(lists.length, 1);

    const content = utf8("Yes.\r\n");
    const at = new Date(Date.now() + 60_000);
    const verdict = async (signWith: typeof alice, anchors: readonly Uint8Array[]) => {
      const { signature: der } = smime.signDetached({ content, signWith, at });
      const request = { der, content, at, signers: () => Promise.resolve([]), trust: "ca" as const };
      const { signatures } = await smime.verifySigned({ ...request, anchors });
      return signatures.map((one) => one.verdict);
    };
    assert.deepEqual(await verdict(alice, [ca.certificate]), ["valid"]);
    assert.deepEqual(await verdict(alice, [ca.certificate, ...lists]), ["revoked"]);
    assert.deepEqual(await verdict(bob, [ca.certificate, ...lists]), ["valid"]);
  });
}
