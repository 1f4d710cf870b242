/** A small group's own certificates: openssl judges what `ca` makes, from the root to the revocation list. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type Bytes, fromLatin1 } from "#base";
import { caInit, caIssue, caRevoke, caShow } from "#operations";
import { forEachDatabase, temporaryFolder } from "../support/database.ts";
import { asFile, callsOn } from "../support/operation-calls.ts";
import { peer } from "../support/programs/peers.ts";
import { START } from "../support/stored.ts";

const openssl = peer("openssl");
const ALICE = "alice@example.org";
const SECOND_MS = 1000;

function tools(t: TestContext) {
  const folder = temporaryFolder(t);
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name: string, content: Bytes | string) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    run: (...args: readonly string[]) => {
      const done = spawnSync(openssl.path, args, { cwd: folder });
      return { good: done.status === 0, out: fromLatin1(done.stdout), words: fromLatin1(done.stderr) };
    },
  };
}

const verify = (more: readonly string[]) => [
  "verify",
  "-attime",
  String(START.getTime() / SECOND_MS + 60),
  ..."-x509_strict -purpose smimesign -auth_level 2 -no-CApath -no-CAstore -CAfile root.pem".split(" "),
  ...more,
];

function crlPem(base64: string): string {
  return `-----BEGIN X509 CRL-----\n${base64.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END X509 CRL-----\n`;
}

forEachDatabase((name, open) => {
  if (name === "postgres") return;
  for (const kind of ["ec", "rsa"] as const) {
    test(`${kind}: root, PKCS#12 and revocation list`, { skip: openssl.skip }, async (t) => {
      const { run, write } = tools(t);
      const call = callsOn(await open(t));
      const root = await call(caInit, { name: "Small Group", kind, domains: ["example.org"] });
      write("root.pem", root.certificate);
      const issued = await call(caIssue, { address: ALICE, kind, passphrase: "correct horse" });
      write("alice.p12", Buffer.from(issued.pkcs12 ?? "", "base64"));
      write("pass", "correct horse");
      const opened = run("pkcs12", "-in", "alice.p12", "-passin", "file:pass", "-nodes", "-out", "alice.pem");
      assert.ok(opened.good, opened.words);
      const valid = run(...verify(["alice.pem"]));
      assert.ok(valid.good, valid.words);
      assert.match(run("x509", "-in", "alice.pem", "-noout", "-email").out, /^alice@example\.org$/m);

      const revocationList = async () => {
        const [shown] = await call(caShow, {});
        write("crl.pem", crlPem(shown?.crl ?? ""));
      };
      await revocationList();
      const listed = run(...verify(["-crl_check", "-CRLfile", "crl.pem", "alice.pem"]));
      assert.ok(listed.good, listed.words);
      await call(caRevoke, { which: ALICE });
      await revocationList();
      const revoked = run(...verify(["-crl_check", "-CRLfile", "crl.pem", "alice.pem"]));
      assert.match(revoked.words, /certificate revoked/);
      assert.match(run("crl", "-in", "crl.pem", "-noout", "-crlnumber").out, /crlNumber=0x0?2/i);
      assert.ok(run("crl", "-in", "crl.pem", "-noout", "-CAfile", "root.pem").words.includes("verify OK"));
    });
  }

  for (const key of ["rsa:2048", "ec", "ed25519"]) {
    test(`a request of openssl's with a ${key} key`, { skip: openssl.skip }, async (t) => {
      const { run, write, path } = tools(t);
      const call = callsOn(await open(t));
      const root = await call(caInit, { name: "Small Group" });
      write("root.pem", root.certificate);
      const curve = key === "ec" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : [];
      const newKey = ["req", "-new", "-newkey", key, ...curve, "-nodes", "-keyout", "key.pem"];
      const asked = (subject: string, more: readonly string[] = []) => {
        const made = run(...newKey, "-subj", subject, ...more, "-outform", "DER", "-out", "request.der");
        assert.ok(made.good, made.words);
      };
      asked("/CN=Alice", ["-addext", `subjectAltName=email:${ALICE}`]);
      const request = asFile(readFileSync(path("request.der")));
      write("alice.pem", (await call(caIssue, { address: ALICE, request })).chain);
      const valid = run(...verify(["alice.pem"]));
      assert.ok(valid.good, valid.words);

      const other = await call.refused(caIssue, { address: "bob@example.org", request });
      assert.equal(other.publicText, "The request is for alice@example.org, not for bob@example.org.");
      const broken = readFileSync(path("request.der"));
      broken[broken.length - 4]! ^= 1;
      const refused = await call.refused(caIssue, { address: ALICE, request: asFile(broken) });
      assert.match(refused.publicText, /not signed by the key that it is for/);
    });
  }
});
