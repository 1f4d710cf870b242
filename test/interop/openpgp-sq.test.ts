/** Sequoia's sq 0.27 and our room, both ways. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  type Fingerprint,
  type ListSecret,
  type SignerLookup,
  utf8,
} from "#base";
import {
  armourKey,
  armourMessage,
  generateListKey,
  keyPacket,
  lockSecret,
  open,
  readKeys,
  recipientOf,
  sealBody,
  signDetached,
  verifyDetached,
} from "#openpgp";
import { peer } from "../support/programs/peers.ts";

const sq = peer("sq");
const script = peer("script");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nThe marker is heliotrope.\r\n");
const LIST = "team@example.org" as EmailAddress;
const SUITES = ["cv25519", "rsa3k", "rsa4k"] as const;

describe("sq", { skip: sq.skip }, () => {
  let home: string;
  let list: ListSecret;

  function run(...args: readonly string[]): Buffer {
    const done = spawnSync(sq.path, args, { env: { HOME: home, PATH: "" } });
    assert.equal(done.status, 0, done.stderr.toString());
    return done.stdout;
  }

  function file(name: string, content: Bytes | string): string {
    writeFileSync(join(home, name), content);
    return join(home, name);
  }

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "sq-"));
    const made = await generateListKey({ address: LIST, at: new Date(Date.now() - 60_000), expiresAt: null });
    list = made.secret;
    file("list.pgp", armourKey(made.publicKey));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  for (const suite of SUITES) {
    async function person(): Promise<{ secret: string; key: Bytes; signers: SignerLookup }> {
      const secret = join(home, `${suite}.key`);
      run(
        "key",
        "generate",
        "--cipher-suite",
        suite,
        "--userid",
        `<${suite}@example.org>`,
        "--export",
        secret,
      );
      const certificate = run("key", "extract-cert", secret);
      file(`${suite}.pgp`, certificate);
      const keys = await readKeys(certificate);
      assert.ok(keys.ok && keys.value[0] !== undefined);
      const [bytes] = keys.value;
      return {
        secret,
        key: bytes,
        signers: async () => [{ scheme: "openpgp", fingerprint: "" as Fingerprint, bytes, pinned: false }],
      };
    }

    test(`and a member with ${suite} keys: what each writes the other reads and verifies`, async () => {
      const { secret, key, signers } = await person();
      const content = file("content", CONTENT);

      const sealed = run(
        "encrypt",
        "--signer-key",
        secret,
        "--recipient-cert",
        join(home, "list.pgp"),
        content,
      );
      const opened = await open({ ciphertext: sealed, secrets: [list], at: new Date(), signers });
      assert.ok(opened.opened);
      assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
      assert.equal(opened.signatures[0]?.verdict, "valid");
      assert.deepEqual(opened.signatures[0].addresses, [`${suite}@example.org`]);

      const detached = run("sign", "--detached", "--signer-key", secret, content);
      const request = { content: CONTENT, signature: detached, at: new Date(), signers };
      assert.equal((await verifyDetached(request))[0]?.verdict, "valid");

      const recipient = await recipientOf(key, new Date());
      assert.ok(recipient.ok);
      const body = await sealBody({ content: CONTENT, signWith: list, at: new Date() });
      const message = file(
        "sealed.asc",
        armourMessage(concatBytes(keyPacket(recipient.value, body), body.shared)),
      );
      const signer = join(home, "list.pgp");
      const read = run(
        "decrypt",
        "--recipient-key",
        secret,
        "--signer-cert",
        signer,
        "--signatures",
        "1",
        message,
      );
      assert.deepEqual(read, Buffer.from(CONTENT));

      const { signature } = await signDetached({ content: CONTENT, signWith: list, at: new Date() });
      run("verify", "--signer-cert", signer, "--detached", file("signature.asc", signature), content);
    });
  }

  test("opens with a list's key that went out under a passphrase", { skip: script.skip }, async () => {
    const key = file("locked.pgp", await lockSecret(list, "correct horse"));
    const recipient = await recipientOf(list.secret, new Date());
    assert.ok(recipient.ok);
    const body = await sealBody({ content: CONTENT, signWith: list, at: new Date() });
    const message = file("to-list.pgp", concatBytes(keyPacket(recipient.value, body), body.shared));
    const output = join(home, "opened");
    // sq asks a terminal and nobody else.
    const command = `${sq.path} decrypt --output ${output} --recipient-key ${key} ${message}`;
    const env = { HOME: home, PATH: "", SHELL: "/bin/sh" };
    const done = spawnSync(script.path, ["-qec", command, "/dev/null"], { env, input: "correct horse\n" });
    assert.equal(done.status, 0, done.stdout.toString());
    assert.deepEqual(readFileSync(output), Buffer.from(CONTENT));
  });
});
