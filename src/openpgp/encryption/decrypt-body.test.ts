/** Ciphers that only old programs write. */
import assert from "node:assert/strict";
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { createMessage, encrypt } from "openpgp";
import { type Bytes, concatBytes, LIMITS } from "#base";
import { decryptBody } from "./decrypt-body.ts";
import { packet } from "../../../test/support/crypto/openpgp-forge.ts";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { readPackets } from "../packets/packets.ts";
import { readSignedContent } from "../signatures/signed-content.ts";

const KEYS = {
  cast5: new Uint8Array(16),
  blowfish: new Uint8Array(16),
  twofish: new Uint8Array(32),
} as const;

async function bodyOf(content: Bytes, algorithm: keyof typeof KEYS): Promise<Bytes> {
  const sessionKey = { data: KEYS[algorithm], algorithm };
  const message = await createMessage({ binary: content, filename: "" });
  return encrypt({ message, sessionKey, format: "binary", config: LIBRARY_CONFIG });
}

async function opened(body: Bytes, algorithm: keyof typeof KEYS): Promise<Bytes | null> {
  const packets = readPackets(body, 1);
  const [packet] = packets.ok ? packets.value : [];
  assert.ok(packet);
  const plain = await decryptBody(packet, { data: KEYS[algorithm], algorithm });
  return plain === null ? null : ((await readSignedContent(plain))?.content ?? null);
}

for (const algorithm of ["cast5", "blowfish", "twofish"] as const) {
  test(`${algorithm} is read, and not when an octet was changed`, async () => {
    const content = Buffer.from("heliotrope");
    const body = await bodyOf(content, algorithm);
    assert.deepEqual(Buffer.from((await opened(body, algorithm)) ?? []), content);
    body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    assert.equal(await opened(body, algorithm), null);
  });
}

test("CAST5 is read up to the limit and not beyond", async () => {
  const overhead =
    (await bodyOf(Buffer.alloc(LIMITS.oldCipherBytes / 2), "cast5")).length - LIMITS.oldCipherBytes / 2;
  const most = LIMITS.oldCipherBytes - overhead;
  assert.equal((await opened(await bodyOf(Buffer.alloc(most), "cast5"), "cast5"))?.length, most);
  assert.equal(await opened(await bodyOf(Buffer.alloc(most + 1), "cast5"), "cast5"), null);
});

/** RFC 9580 §5.13.1: a digest that is right proves nothing unless the packet that holds it is there. */
function behind(mark: readonly number[]): Bytes {
  const prefix = randomBytes(16);
  const covered = concatBytes(prefix, prefix.subarray(14), Buffer.from("heliotrope"), Buffer.from(mark));
  const digest = createHash("sha1").update(covered).digest();
  const cipher = createCipheriv("aes-256-cfb", Buffer.alloc(32), Buffer.alloc(16));
  return packet(18, Buffer.from([1]), cipher.update(concatBytes(covered, digest)), cipher.final());
}

for (const [mark, isRead] of [
  [[0xd3, 0x14], true],
  [[0xd3, 0x15], false],
  [[0xd2, 0x14], false],
] as const) {
  test(`a digest behind ${Buffer.from(mark).toString("hex")} is ${isRead ? "one" : "none"}`, async () => {
    const packets = readPackets(behind(mark), 1);
    const [body] = packets.ok ? packets.value : [];
    assert.ok(body);
    const plain = await decryptBody(body, { data: new Uint8Array(32), algorithm: "aes256" });
    assert.equal(plain === null ? null : Buffer.from(plain).toString(), isRead ? "heliotrope" : null);
  });
}
