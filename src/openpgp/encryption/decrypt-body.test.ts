/** Ciphers that only old programs write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessage, encrypt } from "openpgp";
import { type Bytes, LIMITS } from "#base";
import { decryptBody } from "./decrypt-body.ts";
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
