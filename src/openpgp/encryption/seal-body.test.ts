/** Bodies of both versions and key packets of all algorithms, opened by this room and by OpenPGP.js. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { generateKey, type KeyOptions, readMessage, readPrivateKey } from "openpgp";
import { type Bytes, concatBytes, type EmailAddress, type ListSecret, type Recipient, utf8 } from "#base";
import {
  boundSubkey,
  certificate,
  cv25519Key,
  ed25519Key,
  FLAGS,
  keyFlags,
  octets,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { describeKey } from "../keys/describe-key.ts";
import { keyPacket } from "./key-packet.ts";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { generateListKey, publicPart } from "../keys/list-key.ts";
import { open } from "./open.ts";
import { recipientOf } from "../keys/recipient.ts";
import { sealBody } from "./seal-body.ts";
import { unlockSecrets } from "../secrets/unlock-secrets.ts";

const CORPUS = join(import.meta.dirname, "../../../test/corpus");
const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const CIPHERS = ["seipd1", "seipd2-ocb", "seipd2-gcm"] as const;
const CONTENT = utf8(`Content-Type: text/plain\r\n\r\n${"The marker is heliotrope.\r\n".repeat(12_000)}`);
let list: ListSecret;
let listKey: Bytes;

before(async () => {
  const made = await generateListKey({
    address: "team@example.org" as EmailAddress,
    at: MADE,
    expiresAt: null,
  });
  [list, listKey] = [made.secret, made.publicKey];
});

async function madeBy(file: string): Promise<ListSecret> {
  const secrets = await unlockSecrets(readFileSync(join(CORPUS, file)), null);
  assert.ok(secrets.ok);
  const [secret] = secrets.value;
  assert.ok(secret);
  return secret;
}

async function generated({
  v6 = false,
  ...options
}: Omit<KeyOptions, "userIDs" | "config"> & { readonly v6?: boolean }): Promise<ListSecret> {
  const { privateKey } = await generateKey({
    ...options,
    userIDs: [{ email: "alice@example.org" }],
    date: MADE,
    format: "binary",
    config: { ...LIBRARY_CONFIG, v6Keys: v6 },
  });
  const secrets = await unlockSecrets(privateKey, null);
  assert.ok(secrets.ok);
  const [secret] = secrets.value;
  assert.ok(secret);
  return secret;
}

async function recipientFor(secret: ListSecret): Promise<Recipient> {
  const recipient = await recipientOf(await publicPart(secret), NOW);
  assert.ok(recipient.ok, JSON.stringify(recipient));
  return recipient.value;
}

const MEMBERS: readonly (readonly [string, string, () => Promise<ListSecret>])[] = [
  ["version 4 with RSA", "rsa", async () => generated({ type: "rsa", rsaBits: 2048 })],
  ["version 4 with Curve25519", "cv25519", async () => generated({ type: "ecc", curve: "ed25519Legacy" })],
  ["version 4 with X25519", "x25519", async () => generated({ type: "curve25519" })],
  ["version 4 with X448", "x448", async () => generated({ type: "curve448" })],
  ["version 4 with P-256", "p256", async () => generated({ type: "ecc", curve: "nistP256" })],
  ["version 4 with P-521", "p521", async () => generated({ type: "ecc", curve: "nistP521" })],
  ["version 6 with X25519", "x25519", async () => generated({ type: "curve25519", v6: true })],
  ["version 6 with X448", "x448", async () => generated({ type: "curve448", v6: true })],
  ["version 6 with P-384", "p384", async () => generated({ type: "ecc", curve: "nistP384", v6: true })],
  ["version 6 with RSA", "rsa", async () => generated({ type: "rsa", rsaBits: 2048, v6: true })],
  ["version 4 with ML-KEM-768", "mlkem768-x25519", async () => madeBy("openpgp-pqc/v4-eddsa-sample-sk.asc")],
  ["version 6 with ML-KEM-768", "mlkem768-x25519", async () => madeBy("openpgp-pqc/v6-eddsa-sample-sk.asc")],
  [
    "version 6 with ML-KEM-1024",
    "mlkem1024-x448",
    async () => madeBy("openpgp-pqc/v6-mldsa-87-sample-sk.asc"),
  ],
];

for (const [name, algorithm, make] of MEMBERS) {
  describe(`a member's key of ${name}`, () => {
    let member: ListSecret;
    let recipient: Recipient;

    before(async () => {
      member = await make();
      recipient = await recipientFor(member);
    });

    for (const cipher of CIPHERS) {
      test(`opens a body of ${cipher}`, async () => {
        assert.equal(recipient.algorithm, algorithm);
        const body = await sealBody({ content: CONTENT, signWith: list, at: NOW, cipher });
        const ciphertext = concatBytes(keyPacket(recipient, body), body.shared);
        const signers = async (): Promise<readonly []> => [];
        const opened = await open({ ciphertext, secrets: [member], at: NOW, signers });
        assert.ok(opened.opened);
        assert.ok(Buffer.from(opened.content).equals(CONTENT));
        if (algorithm.startsWith("mlkem")) return;
        const message = await readMessage({ binaryMessage: ciphertext, config: LIBRARY_CONFIG });
        const key = await readPrivateKey({ binaryKey: member.secret, config: LIBRARY_CONFIG });
        const theirs = await message.decrypt([key], undefined, undefined, NOW, LIBRARY_CONFIG);
        assert.ok(Buffer.from(theirs.getLiteralData() as Bytes).equals(CONTENT));
      });
    }
  });
}

describe("a body of SEIPD version 2", () => {
  for (const cipher of ["seipd2-ocb", "seipd2-gcm"] as const) {
    // Around the border between two chunks, and nothing at all.
    for (const length of [0, 1, 2 ** 18 - 8, 2 ** 18, 2 ** 18 + 1, 2 ** 19]) {
      test(`of ${cipher} with ${length} octets is whole and cannot be cut or changed`, async () => {
        const content = Buffer.alloc(length, "x");
        const recipient = await recipientFor(list);
        const body = await sealBody({ content, signWith: null, at: NOW, cipher });
        const head = keyPacket(recipient, body);
        const opens = async (shared: Bytes): Promise<number | string> => {
          const ciphertext = concatBytes(head, shared);
          const opened = await open({ ciphertext, secrets: [list], at: NOW, signers: async () => [] });
          return opened.opened ? opened.content.length : opened.why;
        };
        assert.equal(await opens(body.shared), length);
        for (const at of [10, 60, body.shared.length - 1]) {
          const changed = Buffer.from(body.shared);
          changed[at] = (changed[at] ?? 0) ^ 1;
          assert.equal(await opens(changed), "cannot-open");
        }
      });
    }
  }

  test("has a session key, salt and signature of its own each time", async () => {
    const [one, other] = [
      await sealBody({ content: CONTENT, signWith: list, at: NOW, cipher: "seipd2-gcm" }),
      await sealBody({ content: CONTENT, signWith: list, at: NOW, cipher: "seipd2-gcm" }),
    ];
    assert.notDeepEqual(one.sessionKey, other.sessionKey);
    assert.notDeepEqual(one.shared.subarray(0, 50), other.shared.subarray(0, 50));
  });

  test("carries the list's signature, which counts", async () => {
    const body = await sealBody({ content: CONTENT, signWith: list, at: NOW, cipher: "seipd2-ocb" });
    const ciphertext = concatBytes(keyPacket(await recipientFor(list), body), body.shared);
    const signer = {
      scheme: "openpgp",
      fingerprint: list.fingerprint,
      bytes: listKey,
      pinned: false,
    } as const;
    const opened = await open({ ciphertext, secrets: [list], at: NOW, signers: async () => [signer] });
    assert.ok(opened.opened);
    assert.deepEqual(
      opened.signatures.map(({ verdict }) => verdict),
      ["valid"],
    );
  });
});

describe("what a key announces", () => {
  const FEATURES = subpacket(30, octets(0x09));
  const announcing = (...hashed: readonly Bytes[]): Bytes => {
    const primary = ed25519Key(MADE);
    const subkeys = [boundSubkey({ primary, subkey: cv25519Key(MADE), at: MADE, flags: FLAGS.encrypt })];
    const text = utf8("Alice <alice@example.org>");
    const flags = keyFlags(FLAGS.certify | FLAGS.sign);
    return certificate({ primary, userIds: [{ text, hashed: [flags, ...hashed] }], at: MADE, subkeys });
  };
  for (const [what, key, aead] of [
    ["nothing", announcing(), null],
    ["version 1", announcing(subpacket(30, octets(0x01))), null],
    ["OCB of GnuPG", announcing(subpacket(30, octets(0x07))), null],
    ["version 2", announcing(FEATURES), "ocb"],
    ["AES-128 with GCM", announcing(FEATURES, subpacket(39, octets(7, 3))), "ocb"],
    ["AES-256 with GCM", announcing(FEATURES, subpacket(39, octets(7, 2, 9, 3))), "gcm"],
    ["GCM without version 2", announcing(subpacket(39, octets(9, 3))), null],
  ] as const) {
    test(`that is ${what} gives ${aead ?? "version 1"}`, async () => {
      const recipient = await recipientOf(key, NOW);
      assert.ok(recipient.ok);
      assert.equal(recipient.value.aead, aead);
    });
  }

  test("counts for nothing in a version 6 key: it always reads version 2", async () => {
    const key = await publicPart(await generated({ type: "curve25519", v6: true }));
    const [recipient, described] = [await recipientOf(key, NOW), await describeKey(key, NOW)];
    assert.notEqual(recipient.ok && recipient.value.aead, null);
    assert.equal(described.ok && described.value.version, 6);
  });
});
