/** The examples of RFC 9580 Appendix A.9 to A.11 and of LibrePGP's OCB packet, whose session keys are printed there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Bytes, fromHex, fromUtf8 } from "#base";
import { toBinary } from "../packets/armour.ts";
import { decryptGnupgAead, decryptVersion2 } from "./aead-chunks.ts";
import { readPackets, TAG } from "../packets/packets.ts";
import { readSignedContent } from "../signatures/signed-content.ts";

const CORPUS = join(import.meta.dirname, "../../../test/corpus/rpgp/unit/aead");

function encryptedData(file: string): Bytes {
  const binary = toBinary(readFileSync(join(CORPUS, file)), "PGP MESSAGE");
  const packets = binary.ok ? readPackets(binary.value, 10) : binary;
  assert.ok(packets.ok);
  const packet = packets.value.find(({ tag }) => tag === TAG.seipd);
  assert.ok(packet);
  return packet.body();
}

async function textOf(plain: Bytes | null): Promise<string | null> {
  const signed = plain === null ? null : await readSignedContent(plain);
  return signed === null ? null : fromUtf8(signed.content);
}

for (const [mode, key] of [
  ["eax", "3881bafe985412459b86c36f98cb9a5e"],
  ["ocb", "28e79ab82397d3c63de24ac217d7b791"],
  ["gcm", "1936fc8568980274bb900d8319360c77"],
] as const) {
  test(`SEIPD version 2 with AES-128 and ${mode} is read, and no octet of it can be changed`, async () => {
    const content = encryptedData(`${mode}.msg`);
    assert.equal(await textOf(decryptVersion2(content, fromHex(key))), "Hello, world!");
    for (let at = 0; at < content.length; at++) {
      const changed = Buffer.from(content);
      changed[at] = (changed[at] ?? 0) ^ 1;
      // The version was read before; the chunk size only says where the next chunk would begin.
      if (at > 0) assert.equal(decryptVersion2(changed, fromHex(key)), null, `octet ${at}`);
    }
    assert.equal(decryptVersion2(content.subarray(0, -1), fromHex(key)), null);
    assert.equal(decryptVersion2(content, fromHex(`${key}00`)), null);
  });
}

const GNUPG: readonly (readonly [string, string, string])[] = [
  [
    "eax",
    "86f1efb86952329f24acd3bfd0e5346d",
    "0107010eb732379f73c4928de25facfe6517ec105dc11a81dc0cb8a2f6f3d90016384a56fc821ae11ae8dbcb49862655dea88d06a81486801b0ff387bd2eab013de1259586906eab2476",
  ],
  [
    "ocb",
    "d1f01ba30e130aa7d2582c16e050ae44",
    "0107020e5ed2bc1e470abe8f1d644c7a6c8a567b0f7701196611a154ba9c2574cd056284a8ef68035c623d93cc708a43211bb6eaf2b27f7c18d571bcd83b20add3a08b73af15b9a098",
  ],
];
for (const [mode, key, content] of GNUPG) {
  test(`the packet of LibrePGP with ${mode} is read, and no octet of it can be changed`, async () => {
    assert.equal(await textOf(decryptGnupgAead(fromHex(content), fromHex(key))), "Hello, world!\n");
    for (let at = 0; at < content.length / 2; at++) {
      const changed = Buffer.from(content, "hex");
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(decryptGnupgAead(changed, fromHex(key)), null, `octet ${at}`);
    }
  });
}
