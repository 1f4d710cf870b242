/** Keys, signatures and messages that others published: RFC 9980's examples, rpgp's and openpgp-interop's files. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { type Bytes, fromUtf8, type ListSecret, type SignerKey, utf8 } from "#base";
import { describeKey } from "./keys/describe-key.ts";
import { kindOf } from "./message-kind.ts";
import { open } from "./encryption/open.ts";
import { readKeys } from "./keys/read-keys.ts";
import { unlockSecrets } from "./secrets/unlock-secrets.ts";
import { verifyDetached } from "./signatures/verify-detached.ts";
import { verifyInline } from "./signatures/verify-inline.ts";

const CORPUS = join(import.meta.dirname, "../../test/corpus");
const NOW = new Date("2026-11-01T00:00:00Z");

async function keysOf(file: Bytes): Promise<readonly SignerKey[]> {
  const keys = await readKeys(file);
  assert.ok(keys.ok);
  const described = await Promise.all(
    keys.value.map(async (bytes) => ({ bytes, key: await describeKey(bytes, NOW, { pinned: true }) })),
  );
  return described.flatMap(({ bytes, key }) =>
    key.ok ? [{ scheme: "openpgp", fingerprint: key.value.fingerprint, bytes, pinned: true } as const] : [],
  );
}

async function secretsOf(file: Bytes, passphrase: string): Promise<readonly ListSecret[]> {
  const secrets = await unlockSecrets(file, passphrase);
  assert.ok(secrets.ok, JSON.stringify(secrets));
  return secrets.value;
}

interface People {
  readonly keys: readonly SignerKey[];
  readonly secrets: readonly ListSecret[];
}

/** What the room says of a file, in a line. */
async function judge(file: Bytes, { keys, secrets }: People): Promise<string> {
  const signers = async (): Promise<readonly SignerKey[]> => keys;
  const words = (content: Bytes, signatures: readonly object[]): string =>
    [JSON.stringify(fromUtf8(content)), ...signatures.map(wordsOf)].join(" ");
  if (kindOf(file) === "encrypted") {
    const opened = await open({ ciphertext: file, secrets, at: NOW, signers });
    return opened.opened ? `${opened.cipher} ${words(opened.content, opened.signatures)}` : opened.why;
  }
  if (kindOf(file) === "signature") {
    const content = utf8("Testing\n");
    const signatures = await verifyDetached({ content, signature: file, at: NOW, signers });
    return signatures.map(wordsOf).join(" ");
  }
  const read = await verifyInline({ text: file, at: NOW, signers });
  return read.content === null ? read.why : words(read.content, read.signatures);
}

function wordsOf(signature: {
  readonly verdict?: string;
  readonly why?: string;
  readonly algorithm?: string;
}): string {
  const { verdict, why, algorithm } = signature;
  return algorithm === undefined ? `${verdict}: ${why}` : `${verdict}: ${algorithm}`;
}

const read = (...path: readonly string[]): Bytes => readFileSync(join(CORPUS, ...path));

describe("the examples of RFC 9980", () => {
  const MESSAGES: readonly (readonly [string, string, string])[] = [
    ["v4-eddsa", "message-v1", 'aes256 "Testing\\n" valid: ed25519/sha256'],
    ["v4-eddsa", "message-v2", 'aes256 "Testing\\n" valid: ed25519/sha256'],
    ["v6-eddsa", "message", 'aes256 "Testing\\n" valid: ed25519/sha256'],
    ["v6-mldsa-65", "message", 'aes256 "Testing\\n" valid: ml-dsa-65+ed25519/sha256'],
    ["v6-mldsa-87", "message", 'aes256 "Testing\\n" valid: ml-dsa-87+ed448/sha3-512'],
    ["v6-slhdsa-128s", "message", 'aes256 "Testing\\n" valid: slh-dsa-shake-128s/sha256'],
    ["v6-mldsa-65", "signature", "valid: ml-dsa-65+ed25519/sha256"],
    ["v6-mldsa-87", "signature", "valid: ml-dsa-87+ed448/sha3-512"],
    ["v6-slhdsa-128s", "signature", "valid: slh-dsa-shake-128s/sha256"],
    ["v6-slhdsa-128f", "signature", "valid: slh-dsa-shake-128f/sha256"],
    ["v6-slhdsa-256s", "signature", "valid: slh-dsa-shake-256s/sha512"],
  ];
  for (const [name, what, expected] of MESSAGES) {
    test(`${name}, ${what}`, async () => {
      const secret = `openpgp-pqc/${name}-sample-sk.asc`;
      const people = {
        keys: await keysOf(read(`openpgp-pqc/${name}-sample-pk.asc`)),
        secrets: existsSync(join(CORPUS, secret)) ? await secretsOf(read(secret), "") : [],
      };
      assert.equal(await judge(read(`openpgp-pqc/${name}-sample-${what}.asc`), people), expected);
    });
  }
});

describe("keys and messages of RFC 9580", () => {
  const FOLDERS: Readonly<Record<string, string>> = {
    "v4-ed25519-x25519": "ed25519",
    "v4-legacy": "ed25519",
    "v4-nistp": "nistp256",
    "v4-rsa": "rsa4096",
    "v6-25519-annex-a-4": "ed25519",
    "v6-ed25519-x448": "ed25519",
    "v6-ed448-x448": "ed448",
    "v6-nistp": "nistp256",
    "v6-rsa": "rsa4096",
  };
  for (const [folder, algorithm] of Object.entries(FOLDERS)) {
    test(folder, async () => {
      const key = read("rpgp/rfc9580", folder, "tsk.asc");
      const people = { keys: await keysOf(key), secrets: await secretsOf(key, "") };
      const messages = readdirSync(join(CORPUS, "rpgp/rfc9580", folder)).filter((name) =>
        name.endsWith(".msg"),
      );
      assert.ok(messages.length > 0);
      for (const message of messages) {
        const judged = await judge(read("rpgp/rfc9580", folder, message), people);
        if (message.startsWith("csf"))
          assert.match(judged, new RegExp(`^"hello world.*" valid: ${algorithm}/`));
        else assert.match(judged, /^aes(128|256) "hello world\\n"$/);
      }
    });
  }

  test("a version 6 key with the old Curve25519 is not read, and what it signed is of nobody", async () => {
    const folder = "rpgp/rfc9580/v6-legacy_illegal";
    const key = read(folder, "tsk.asc");
    const [bytes] = await keysOf(key);
    assert.equal(bytes, undefined);
    assert.deepEqual(await unlockSecrets(key, null), { ok: false, error: "unsupported" });
    const judged = await judge(read(folder, "csf.msg"), { keys: [], secrets: [] });
    assert.match(judged, /unknown-key: unknown-key$/);
  });
});

describe("openpgp-interop", () => {
  const FOLDER = "rpgp/openpgp-interop/testcases/messages";
  interface Case {
    readonly decryptKey: string;
    readonly verifyKey?: string;
    readonly passphrase?: string;
    readonly textcontent: string;
  }
  const names = readdirSync(join(CORPUS, FOLDER)).filter((name) => name.endsWith(".json"));
  /** What nobody should use any more, and IDEA, which OpenSSL has no longer. */
  const ODD: Readonly<Record<string, string>> = {
    "gnupg-v1-001.json": 'aes128 "hello" weak: weak-key',
    "gnupg-v1-003.json": 'aes128 "hello" weak: weak-key',
    "pgp-10-0-007.json": "cannot-open",
  };
  for (const name of names) {
    test(name, async () => {
      const what = JSON.parse(fromUtf8(read(FOLDER, name))) as Case;
      const verifyKey = what.verifyKey === undefined ? [] : await keysOf(read(FOLDER, what.verifyKey));
      const secrets = await secretsOf(read(FOLDER, what.decryptKey), what.passphrase ?? "");
      const judged = await judge(read(FOLDER, name.replace("json", "asc")), { keys: verifyKey, secrets });
      const text = JSON.stringify(what.textcontent);
      const expected = what.verifyKey === undefined ? text : `${text} valid`;
      if (name in ODD) assert.equal(judged, ODD[name]);
      else assert.ok(judged.includes(` ${expected}`), judged);
    });
  }
});

describe("odd files", () => {
  let bob: People;
  before(async () => {
    const [key, secret] = ["pub", "sec"].map((half) =>
      read(`rpgp/draft-bre-openpgp-samples-00/bob.${half}.asc`),
    );
    assert.ok(key && secret);
    bob = { keys: await keysOf(key), secrets: await secretsOf(secret, "") };
  });

  const FILES: readonly (readonly [string, string])[] = [
    ["sigs/unknown_hash.sig.asc", 'aes256 "Encrypted, signed message." unsupported: unsupported'],
    [
      "sigs/unknown_one_pass.sig.asc",
      'aes256 "Encrypted, signed message." valid: rsa3072/sha512 unsupported: unsupported',
    ],
    ["unit/aead/eax.msg", "password-encrypted"],
    ["unit/aead/ocb.msg", "password-encrypted"],
    ["unit/argon2/aes256.msg", "password-encrypted"],
    ["pgp6/hello.msg", "no-integrity"],
    ["unit/cleartext-msg-01-fail.asc", "changed-on-the-way"],
    ["unit/csf/gpg.fail-notdash", "malformed"],
  ];
  for (const [file, expected] of FILES) {
    test(file, async () => assert.equal(await judge(read("rpgp", file), bob), expected));
  }

  test("subkeys of unknown algorithms and sizes take nothing else of the key with them", async () => {
    for (const name of [
      "ecdh_opaque_small",
      "ecdsa_opaque_small",
      "eddsa_opaque_small",
      "unknown_algo_mpi",
    ]) {
      const [key] = await keysOf(read("rpgp/mock_pq", `${name}.pub.asc`));
      const described = await describeKey(key?.bytes ?? new Uint8Array(), NOW);
      assert.equal(described.ok && described.value.cannotSign, null, name);
    }
  });

  test("a text signature holds with either line end", async () => {
    const keys = await keysOf(read("rpgp/unit/text_signature_normalization_alice.key"));
    const judged = await judge(read("rpgp/unit/text_signature_normalization.msg"), { keys, secrets: [] });
    assert.match(judged, / valid: ed25519\/sha512$/);
  });
});
