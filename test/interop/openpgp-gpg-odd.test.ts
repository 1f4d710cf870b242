/** What gpg 2.2 can be asked for that is less usual: hidden and several recipients, compression, old keys. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  type Fingerprint,
  type ListSecret,
  type OpenOutcome,
  type OpenRequest,
  type SignerLookup,
  utf8,
} from "#base";
import {
  describeKey,
  generateListKey,
  keyPacket,
  lockSecret,
  open,
  readKeys,
  recipientOf,
  sealBody,
  unlockSecret,
  verifyDetached,
} from "#openpgp";
import { type Gpg, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { peer } from "../support/programs/peers.ts";

const { skip } = peer("gpg");
const CONTENT = utf8(`Content-Type: text/plain\r\n\r\n${"The marker is heliotrope. ".repeat(200)}\r\n`);
const LIST = "team@example.org" as EmailAddress;
const signersOf =
  (...keys: readonly Bytes[]): SignerLookup =>
  async () =>
    keys.map((bytes) => ({ scheme: "openpgp", fingerprint: "" as Fingerprint, bytes, pinned: false }));

describe("gpg 2.2", { skip }, () => {
  let gpg: Gpg;
  let list: ListSecret;
  let alice: string;
  let bob: string;
  let signers: SignerLookup;

  before(async () => {
    gpg = openGpg();
    const made = await generateListKey({ address: LIST, at: new Date(Date.now() - 60_000), expiresAt: null });
    list = made.secret;
    gpg.import(made.publicKey);
    alice = gpgPerson(gpg, "Alice <alice@example.org>", "ed25519");
    bob = gpgPerson(gpg, "Bob <bob@example.org>", "rsa2048");
    signers = signersOf(gpg.export(alice), gpg.export(bob));
  });
  after(() => gpg.close());

  async function verdicts(ciphertext: Bytes): Promise<string> {
    const opened = await open({ ciphertext, secrets: [list], at: new Date(), signers });
    if (!opened.opened) return opened.why;
    assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
    return opened.signatures.map(({ verdict }) => verdict).join();
  }

  for (const compression of ["zip", "zlib", "bzip2", "none"]) {
    test(`compressing with ${compression}`, async () => {
      const args = ["-se", "--compress-algo", compression, "-u", alice, "-r", LIST];
      assert.equal(await verdicts(gpg.must(args, CONTENT)), "valid");
    });
  }

  for (const cipher of ["AES", "AES256", "3DES", "CAST5"]) {
    test(`encrypting with ${cipher}`, async () => {
      const args = ["-se", "--cipher-algo", cipher, "-u", alice, "-r", LIST];
      assert.equal(await verdicts(gpg.must(args, CONTENT)), "valid");
    });
  }

  for (const who of ["Alice", "Bob"]) {
    test(`encrypting with AES192, which ${who}'s key prefers`, async () => {
      const fingerprint = who === "Alice" ? alice : bob;
      const secret = await unlockSecret(gpg.exportSecret(fingerprint), null);
      assert.ok(secret.ok);
      const ciphertext = gpg.must(["-e", "--cipher-algo", "AES192", "-r", fingerprint], CONTENT);
      const opened = await open({ ciphertext, secrets: [secret.value], at: new Date(), signers });
      assert.equal(opened.opened && opened.cipher, "aes192");
    });
  }

  for (const recipients of [
    ["-r", LIST],
    ["-r", "alice@example.org", "-r", "bob@example.org", "-r", LIST],
  ]) {
    for (const hidden of [[], ["--throw-keyids"]]) {
      test(`writing to ${recipients.length / 2} ${hidden.length > 0 ? "hidden " : ""}recipients`, async () => {
        assert.equal(
          await verdicts(gpg.must(["-se", ...hidden, "-u", alice, ...recipients], CONTENT)),
          "valid",
        );
      });
    }
  }

  test("signing with two people's keys at once", async () => {
    assert.equal(
      await verdicts(gpg.must(["-se", "-u", alice, "-u", bob, "-r", LIST], CONTENT)),
      "valid,valid",
    );
  });

  test("writing to others only", async () => {
    assert.equal(await verdicts(gpg.must(["-se", "-u", alice, "-r", "bob@example.org"], CONTENT)), "no-key");
  });

  test("encrypting with a password", async () => {
    const sealed = gpg.must(["-c", "--passphrase", "secret", "--s2k-count", "65536"], CONTENT);
    assert.equal(await verdicts(sealed), "password-encrypted");
  });

  test("leaving out the protection against changes", async () => {
    const old = gpg.must(["-e", "--rfc2440", "--disable-mdc", "--cipher-algo", "3DES", "-r", bob], CONTENT);
    const secret = await unlockSecret(gpg.exportSecret(bob), null);
    assert.ok(secret.ok);
    const opened = await open({ ciphertext: old, secrets: [secret.value], at: new Date(), signers });
    assert.equal(opened.opened ? "opened" : opened.why, "no-integrity");
  });

  test("opened by a list's RSA key, named or hidden, and not when a key packet was changed", async () => {
    const secret = await unlockSecret(gpg.exportSecret(bob), null);
    assert.ok(secret.ok);
    for (const hidden of [[], ["--throw-keyids"]]) {
      const ciphertext = gpg.must(["-se", ...hidden, "-u", alice, "-r", bob], CONTENT);
      const request: Omit<OpenRequest, "ciphertext"> = { secrets: [secret.value], at: new Date(), signers };
      assert.equal((await open({ ...request, ciphertext })).opened, true);
      const changed = Buffer.from(ciphertext);
      changed[100] = (changed[100] ?? 0) ^ 1;
      const outcomes: readonly OpenOutcome[] = [
        await open({ ...request, ciphertext: changed }),
        await open({ ...request, ciphertext: changed }),
      ];
      assert.ok(outcomes.every((outcome) => !outcome.opened && outcome.why === "cannot-open"));
      assert.deepEqual(outcomes[0]?.sessionKeys, outcomes[1]?.sessionKeys);
    }
  });

  test("signing with SHA-1 or a DSA key", async () => {
    const dsa = gpg.generate("Dora <dora@example.org>", "dsa2048", "sign,cert");
    const sign = (by: string, hash: string): Bytes =>
      gpg.must(["-b", "--digest-algo", hash, "-u", by], CONTENT);
    const request = {
      content: CONTENT,
      at: new Date(),
      signers: signersOf(gpg.export(bob), gpg.export(dsa)),
    };
    const [sha1] = await verifyDetached({ ...request, signature: sign(bob, "SHA1") });
    assert.ok(sha1?.verdict === "weak" && sha1.why === "weak-hash");
    const [old] = await verifyDetached({ ...request, signature: sign(dsa, "SHA256") });
    assert.ok(old?.verdict === "weak" && old.why === "weak-algorithm");
  });

  test("revoking a key and a user id", async () => {
    const carol = gpgPerson(gpg, "Carol <carol@example.org>", "ed25519");
    gpg.must(["--quick-add-uid", carol, "Carol <carol@example.net>"]);
    gpg.must(["--quick-revoke-uid", carol, "Carol <carol@example.net>"]);
    const before = await describeKey(gpg.export(carol), new Date());
    assert.deepEqual(before.ok && before.value.addresses, ["carol@example.org"]);
    const signature = gpg.must(["-b", "-u", carol], CONTENT);
    // gpg wrote this certificate when it made the key; a colon keeps people from importing it by mistake.
    const certificate = readFileSync(join(gpg.home, "openpgp-revocs.d", `${carol}.rev`), "utf8");
    gpg.import(certificate.replace(":-----BEGIN", "-----BEGIN"));
    const key = gpg.export(carol);
    const revoked = await describeKey(key, new Date());
    assert.ok(revoked.ok);
    assert.equal(revoked.value.revoked, true);
    assert.equal(revoked.value.cannotEncrypt, "key-revoked");
    const [verdict] = await verifyDetached({
      content: CONTENT,
      signature,
      at: new Date(),
      signers: signersOf(key),
    });
    assert.ok(verdict?.verdict === "revoked");
    assert.deepEqual(await recipientOf(key, new Date()), { ok: false, error: "key-revoked" });
  });

  test("letting a key expire, and a signature", async () => {
    const dave = gpg.generate("Dave <dave@example.org>", "ed25519", "sign,cert", "1d");
    const signature = gpg.must(["-b", "-u", dave], CONTENT);
    const request = { content: CONTENT, signature, signers: signersOf(gpg.export(dave)) };
    const tomorrow = new Date(Date.now() + 2 * 86_400_000);
    assert.equal((await verifyDetached({ ...request, at: new Date() }))[0]?.verdict, "valid");
    assert.equal((await verifyDetached({ ...request, at: tomorrow }))[0]?.verdict, "expired");
    const short = gpg.must(["-b", "--default-sig-expire", "1d", "-u", alice], CONTENT);
    const [expired] = await verifyDetached({ content: CONTENT, signature: short, at: tomorrow, signers });
    assert.ok(expired?.verdict === "expired" && expired.why === "signature-expired");
  });

  test("exporting a keyring and a locked secret key", async () => {
    const ring = await readKeys(gpg.must(["-a", "--export"]));
    assert.ok(ring.ok && ring.value.length >= 3);
    for (const key of ring.value) assert.equal((await describeKey(key, new Date())).ok, true);
    const locked = openGpg();
    try {
      const args = [
        "--passphrase",
        "correct horse",
        "--quick-generate-key",
        "Locked <l@example.org>",
        "default",
        "default",
        "0",
      ];
      locked.must(args);
      const file = locked.must(["-a", "--passphrase", "correct horse", "--export-secret-keys"]);
      assert.deepEqual(await unlockSecret(file, null), { ok: false, error: "needs-passphrase" });
      assert.deepEqual(await unlockSecret(file, "wrong"), { ok: false, error: "wrong-passphrase" });
      assert.equal((await unlockSecret(file, "correct horse")).ok, true);
      const offline = locked.must(["--passphrase", "correct horse", "--export-secret-subkeys"]);
      assert.deepEqual(await unlockSecret(offline, "correct horse"), { ok: false, error: "secret-missing" });
    } finally {
      locked.close();
    }
  });

  test("taking over a list's key that went out under a passphrase", async () => {
    const body = await sealBody({ content: CONTENT, signWith: list, at: new Date() });
    const recipient = await recipientOf(list.secret, new Date());
    assert.ok(recipient.ok);
    const other = openGpg();
    try {
      const passphrase = ["--passphrase", "correct horse"];
      other.must([...passphrase, "--import"], await lockSecret(list, "correct horse"));
      const sealed = concatBytes(keyPacket(recipient.value, body), body.shared);
      assert.notEqual(other.run(["--passphrase", "wrong", "-d"], sealed).status, 0);
      assert.deepEqual(other.must([...passphrase, "-d"], sealed), Buffer.from(CONTENT));
    } finally {
      other.close();
    }
  });

  test("being one of several members of a post that was sealed once", async () => {
    const body = await sealBody({ content: CONTENT, signWith: list, at: new Date() });
    for (const who of [alice, bob]) {
      const recipient = await recipientOf(gpg.export(who), new Date());
      assert.ok(recipient.ok);
      const result = gpg.run(["-d"], concatBytes(keyPacket(recipient.value, body), body.shared));
      assert.equal(result.status, 0, result.errors);
      assert.deepEqual(result.output, Buffer.from(CONTENT));
    }
  });

  test("a signed post without its signature, or with its end cut off, is not valid", async () => {
    const sealed = gpg.must(["-se", "-u", alice, "-r", LIST], CONTENT);
    assert.equal(await verdicts(gpg.must(["-e", "-r", LIST], CONTENT)), "");
    for (const cut of [1, 20, 100]) assert.notEqual(await verdicts(sealed.subarray(0, -cut)), "valid");
  });
});
