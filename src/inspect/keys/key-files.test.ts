import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, systemRandom, utf8 } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import {
  type Correspondent,
  correspondent,
  entity,
  NOW,
  postFrom,
  sealed,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import { makeAuthority } from "../../../test/support/crypto/pki.ts";
import { keyStep } from "./key-step.ts";
import { unusedFileText } from "./key-file-words.ts";
import { inspectFile } from "../inspect-file.ts";
import { type Keyring, readKeyring } from "./keyring.ts";
import { lockOf } from "./old-locks.ts";

type Option = "secrets" | "keys" | "anchors";

async function ring(
  option: Option,
  files: Readonly<Record<string, string | Bytes>>,
  passphrases: readonly string[] = [],
): Promise<Keyring> {
  const named = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === "string" ? utf8(content) : content,
  }));
  return readKeyring({ secrets: [], keys: [], anchors: [], passphrases, at: NOW, [option]: named });
}

const told = ({ unused }: Keyring) => unused.map(({ path, why, partly }) => [path, why, partly]);

describe("key files", () => {
  let alice: Correspondent;
  let bob: Correspondent;
  let pgp: { readonly locked: string; readonly open: string; readonly public: string };
  let pem: { readonly locked: string; readonly open: string; readonly public: string };

  before(async () => {
    [alice, bob] = await Promise.all([correspondent("alice"), correspondent("bob", "smime")]);
    pgp = {
      locked: await openpgp.lockSecret(alice.secret, "geheim"),
      open: openpgp.armourKey(alice.secret.secret),
      public: openpgp.armourKey(alice.publicKey),
    };
    const der = Buffer.from(bob.secret.secret).toString("base64");
    pem = {
      locked: smime.exportSecret(bob.secret, "geheim"),
      open: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`,
      public: smime.armourCertificate(bob.publicKey),
    };
  });

  const both = () => [alice.secret.fingerprint, bob.secret.fingerprint];

  it("may hold keys of both families, in either order", async () => {
    for (const file of [pgp.public + pem.public, pem.public + pgp.public]) {
      const { known, unused } = await ring("keys", { file });
      assert.deepEqual(new Set(known.map(({ key }) => key.fingerprint)), new Set(both()));
      assert.deepEqual(unused, []);
    }
    for (const parts of [
      [pgp.locked, pem.locked, pem.public],
      [pem.public, pem.locked, pgp.locked],
    ]) {
      const { secrets, unused } = await ring("secrets", { file: parts.join("") }, ["geheim"]);
      assert.deepEqual(new Set(secrets.map(({ fingerprint }) => fingerprint)), new Set(both()));
      assert.deepEqual(unused, []);
    }
  });

  it("name the locked key beside one that is open", async () => {
    const other = await correspondent("carol");
    const locked = await openpgp.lockSecret(other.secret, "geheim");
    for (const file of [pgp.open + locked, locked + pgp.open, pem.public + pem.open + locked]) {
      const keyring = await ring("secrets", { file });
      assert.equal(keyring.secrets.length, 1);
      assert.deepEqual(told(keyring), [["file", "needs-passphrase", true]]);
      const again = await ring("secrets", { file }, ["wrong", "geheim"]);
      assert.deepEqual([again.secrets.length, again.unused], [2, []]);
    }
  });

  it("tell of a certificate that belongs to no private key given", async () => {
    assert.deepEqual(told(await ring("secrets", { "cert.pem": pem.public })), [
      ["cert.pem", "is-public", false],
    ]);
    const apart = await ring("secrets", { "cert.pem": pem.public, "key.pem": pem.open });
    assert.deepEqual([apart.secrets.length, apart.unused], [1, []]);
    const stranger = smime.armourCertificate((await correspondent("carol", "smime")).publicKey);
    const unlike = await ring("secrets", { "key.pem": pem.open, stranger });
    assert.deepEqual(told(unlike), [["stranger", "is-public", false]]);
  });

  it("say what they are if they were named with the wrong option", async () => {
    const mail = postFrom(alice, entity("hello\n"));
    const p12 = await smime.exportPkcs12(bob.secret, "geheim", systemRandom);
    const authority = smime.armourCertificate(makeAuthority().certificate);
    for (const [option, content, why] of [
      ["keys", p12, "is-private"],
      ["keys", pem.open, "is-private"],
      ["keys", mail, "is-message"],
      ["keys", "", "empty-file"],
      ["keys", "no key", "not-a-key"],
      ["keys", pem.public.slice(0, 200), "malformed"],
      ["keys", authority, "is-authority"],
      ["anchors", pgp.public, "is-openpgp"],
      ["anchors", pem.open, "is-private"],
      ["anchors", mail, "is-message"],
      ["secrets", pgp.public, "is-public"],
      ["secrets", mail, "is-message"],
      ["secrets", "", "empty-file"],
    ] as const)
      assert.deepEqual(
        told(await ring(option, { file: content })),
        [["file", why, false]],
        `${option} ${why}`,
      );
  });

  it("name an old cipher, and how to lock the file anew", async () => {
    const rc2 = Buffer.from("30820100020103060a2a864886f70d010c0106", "hex");
    assert.deepEqual([lockOf(rc2)?.cipher, lockOf(utf8(pem.locked))], ["RC2", null]);
    const old = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: BF-CBC,0123456789ABCDEF\n\nAAAA\n-----END RSA PRIVATE KEY-----\n`;
    const { unused } = await ring("secrets", { "old.pem": old }, ["right"]);
    assert.deepEqual(unused.map(unusedFileText), [
      "old.pem was not used: it is locked with Blowfish, which cannot be opened here; lock it anew: openssl pkey -provider default -provider legacy -aes256 -in old.pem -out NEW.pem.",
    ]);
  });

  it("come before the sender in what to do", async () => {
    const post = postFrom(alice, await sealed(alice, entity("hello\n")));
    const locked = await ring("secrets", { "a.asc": pgp.locked });
    assert.equal(await stepFor(post, locked), "Give the passphrase of a.asc with --passphrase-file.");
    const wrong = await ring("secrets", { "a.asc": pgp.locked }, ["wrong"]);
    assert.equal(await stepFor(post, wrong), "Give the right passphrase of a.asc with --passphrase-file.");
    const bobs = postFrom(bob, await signed(bob, entity("hello\n")));
    assert.match(
      (await stepFor(bobs, await ring("keys", {}))) ?? "",
      /--ca\. Or take the certificate out of the mail/,
    );
    const wrongFile = await ring("keys", { "p.pem": pem.open });
    assert.match((await stepFor(bobs, wrongFile)) ?? "", /^Look at the key file p\.pem/);
    assert.equal(await stepFor(bobs, await ring("keys", { cert: pem.public, "p.pem": pem.open })), null);
  });
});

async function stepFor(post: Bytes, keyring: Keyring): Promise<string | null> {
  for await (const report of inspectFile("a.eml", post, keyring, assert.ifError))
    return keyStep(report, keyring.unused);
  return null;
}
