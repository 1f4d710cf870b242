import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { decryptSessionKeys, generateKey, type PrivateKey, readKey, readMessage } from "openpgp";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  LIMITS,
  type Recipient,
  type SealedBody,
  toHex,
} from "#base";
import { keyPacket } from "./key-packet.ts";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { recipientOf } from "../keys/recipient.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const sessionKey = Buffer.alloc(32, 0xa5);

const TYPES = {
  rsa: { type: "rsa", rsaBits: 2048 },
  cv25519: { type: "ecc", curve: "ed25519Legacy" },
  x25519: { type: "curve25519" },
  p256: { type: "ecc", curve: "nistP256" },
  p384: { type: "ecc", curve: "nistP384" },
  p521: { type: "ecc", curve: "nistP521" },
} as const;

function bodyOf(length: number): SealedBody {
  return { sessionKey, shared: new Uint8Array(length), cipher: "aes256" };
}

for (const [name, options] of Object.entries(TYPES)) {
  describe(`a key packet for ${name}`, () => {
    let privateKey: PrivateKey;
    let recipient: Recipient;

    before(async () => {
      const userIDs = [{ email: "alice@example.org" as EmailAddress }];
      const made = await generateKey({
        ...options,
        userIDs,
        date: MADE,
        format: "object",
        config: LIBRARY_CONFIG,
      });
      privateKey = made.privateKey;
      const described = await recipientOf(made.publicKey.write(), NOW);
      assert.ok(described.ok);
      recipient = described.value;
    });

    test("is read by the library and gives the session key back", async () => {
      assert.equal(recipient.algorithm, name);
      const message = await readMessage({
        binaryMessage: keyPacket(recipient, bodyOf(1)),
        config: LIBRARY_CONFIG,
      });
      const found = await decryptSessionKeys({ message, decryptionKeys: privateKey, config: LIBRARY_CONFIG });
      assert.deepEqual(
        found.map(({ data, algorithm }) => [toHex(data), algorithm]),
        [[toHex(sessionKey), "aes256"]],
      );
    });

    test("together with any body has a length that is no multiple of three", async () => {
      for (const length of [100, 101, 102]) {
        const head = keyPacket(recipient, bodyOf(length));
        assert.notEqual((head.length + length) % 3, 0);
        const message = await readMessage({ binaryMessage: head, config: LIBRARY_CONFIG });
        const [found] = await decryptSessionKeys({
          message,
          decryptionKeys: privateKey,
          config: LIBRARY_CONFIG,
        });
        assert.deepEqual(found?.data, new Uint8Array(sessionKey));
      }
    });

    test("is different each time", () => {
      assert.notDeepEqual(keyPacket(recipient, bodyOf(1)), keyPacket(recipient, bodyOf(1)));
    });
  });
}

test("no recipient comes out of a key file that is too large", async () => {
  const { publicKey } = await generateKey({
    userIDs: [{ email: "a@example.org" }],
    date: MADE,
    format: "binary",
  });
  const padded: Bytes = concatBytes(publicKey, new Uint8Array(LIMITS.keyFileBytes));
  assert.ok((await readKey({ binaryKey: publicKey })).getFingerprint().length > 0);
  assert.deepEqual(await recipientOf(padded, NOW), { ok: false, error: "too-large" });
});
