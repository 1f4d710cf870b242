/** Every way in which a secret key can be locked (RFC 9580 §3.7, §5.5.3). */
import assert from "node:assert/strict";
import { createCipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { encryptKey, enums, generateKey, type PrivateKey, readPrivateKey } from "openpgp";
import { type Bytes, concatBytes, type EmailAddress, type ListSecret, utf8 } from "#base";
import { armourKey } from "../keys/read-keys.ts";
import { generateListKey } from "../keys/list-key.ts";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { type Packet, readPackets, TAG } from "../packets/packets.ts";
import { readPublicKey } from "../algorithms/public-key.ts";
import { readS2k, deriveKey } from "./s2k.ts";
import { unlockPacket } from "./unlock-packet.ts";
import { startUnlocking } from "./unlocking.ts";
import { unlockSecrets } from "./unlock-secrets.ts";
import { writePacket } from "../packets/write-packet.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const PASSPHRASE = "correct horse";
const PQC = join(import.meta.dirname, "../../../test/corpus/openpgp-pqc");
let list: ListSecret;

before(async () => {
  const made = await generateListKey({
    address: "team@example.org" as EmailAddress,
    at: MADE,
    expiresAt: null,
  });
  list = made.secret;
});

function secretPackets(binaryKey: Bytes): readonly Packet[] {
  const packets = readPackets(binaryKey, 100);
  assert.ok(packets.ok);
  return packets.value.filter(({ tag }) => tag === TAG.secretKey || tag === TAG.secretSubkey);
}

describe("keys that the library locked", () => {
  const argon2 = {
    s2kType: enums.s2k.argon2,
    s2kArgon2Params: { passes: 1, parallelism: 1, memoryExponent: 10 },
  } as const;
  const WAYS = {
    "iterated, SHA-1 inside": {},
    "iterated, AEAD": { aeadProtect: true },
    "Argon2, AEAD": { aeadProtect: true, ...argon2 },
  };
  async function keyOf(version: 4 | 6): Promise<PrivateKey> {
    if (version === 4) return readPrivateKey({ binaryKey: list.secret, config: LIBRARY_CONFIG });
    const userIDs = [{ email: "a@example.org" }];
    const config = { ...LIBRARY_CONFIG, v6Keys: true };
    return (await generateKey({ type: "curve448", userIDs, format: "object", config })).privateKey;
  }
  for (const version of [4, 6] as const) {
    for (const [way, change] of Object.entries(WAYS)) {
      test(`version ${version}: ${way}`, async () => {
        const privateKey = await keyOf(version);
        const config = { ...LIBRARY_CONFIG, ...change };
        const locked = (await encryptKey({ privateKey, passphrase: PASSPHRASE, config })).write();
        assert.deepEqual(await unlockSecrets(locked, null), { ok: false, error: "needs-passphrase" });
        assert.deepEqual(await unlockSecrets(locked, "wrong"), { ok: false, error: "wrong-passphrase" });
        const open = await unlockSecrets(utf8(armourKey(locked)), PASSPHRASE);
        assert.ok(open.ok);
        assert.deepEqual(Buffer.from(open.value[0]?.secret ?? []), Buffer.from(privateKey.write()));
      });
    }
  }
});

interface Parts {
  readonly tag: number;
  readonly publicBody: Bytes;
  readonly material: Bytes;
}

function partsOf(packet: Packet): Parts {
  const key = readPublicKey(packet.body());
  assert.ok(key !== null && key !== "unsupported");
  const sum = key.version === 4 ? 2 : 0;
  const content = packet.body();
  return {
    tag: packet.tag,
    publicBody: key.body,
    material: content.subarray(key.body.length + 1, content.length - sum),
  };
}

const SPECIFIERS: Readonly<Record<string, Bytes>> = {
  simple: new Uint8Array([0, 8]),
  salted: new Uint8Array([1, 10, 1, 2, 3, 4, 5, 6, 7, 8]),
  iterated: new Uint8Array([3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 96]),
  argon2: concatBytes(new Uint8Array([4]), new Uint8Array(16).fill(9), new Uint8Array([1, 1, 8])),
};

async function derived(specifier: Bytes): Promise<Bytes> {
  const s2k = readS2k(specifier, 0);
  const key = s2k === null ? null : await deriveKey(s2k, PASSPHRASE, 32);
  assert.ok(key);
  return key;
}

function cfb(key: Bytes, iv: Bytes, plain: Bytes): Bytes {
  return createCipheriv("aes-256-cfb", key, iv).update(plain);
}

function sumOf(material: Bytes): Bytes {
  const sum = material.reduce((total, octet) => (total + octet) & 0xffff, 0);
  return new Uint8Array([sum >> 8, sum & 255]);
}

/** Version 6 counts its parameters and the specifier in them. */
function counted(version: number, before: Bytes, specifier: Bytes, nonce: Bytes): Bytes {
  if (version !== 6) return concatBytes(before, specifier, nonce);
  const all = concatBytes(before, new Uint8Array([specifier.length]), specifier, nonce);
  return concatBytes(new Uint8Array([all.length]), all);
}

async function lockedWithDigest({ tag, publicBody, material }: Parts, specifier: Bytes): Promise<Bytes> {
  const iv = randomBytes(16);
  const plain = concatBytes(material, createHash("sha1").update(material).digest());
  const how = counted(publicBody[0] ?? 0, new Uint8Array([9]), specifier, iv);
  return writePacket(tag, publicBody, new Uint8Array([254]), how, cfb(await derived(specifier), iv, plain));
}

async function lockedWithAead({ tag, publicBody, material }: Parts, specifier: Bytes): Promise<Bytes> {
  const [version = 0] = publicBody;
  const nonce = randomBytes(15);
  const info = new Uint8Array([0xc0 | tag, version, 9, 2]);
  const key = new Uint8Array(hkdfSync("sha256", await derived(specifier), new Uint8Array(), info, 32));
  const cipher = createCipheriv("aes-256-ocb", key, nonce, { authTagLength: 16 });
  cipher.setAAD(concatBytes(new Uint8Array([0xc0 | tag]), publicBody));
  const sealed = concatBytes(cipher.update(material), cipher.final(), cipher.getAuthTag());
  return writePacket(
    tag,
    publicBody,
    new Uint8Array([253]),
    counted(version, new Uint8Array([9, 2]), specifier, nonce),
    sealed,
  );
}

describe("every specifier", () => {
  for (const [name, specifier] of Object.entries(SPECIFIERS)) {
    for (const file of ["v4-eddsa", "v6-mldsa-87"]) {
      test(`${name} opens all parts of ${file}, post-quantum ones too`, async () => {
        const file64 = await unlockSecrets(readFileSync(join(PQC, `${file}-sample-sk.asc`)), null);
        assert.ok(file64.ok);
        for (const packet of secretPackets(file64.value[0]?.secret ?? new Uint8Array())) {
          const parts = partsOf(packet);
          for (const raw of [
            await lockedWithDigest(parts, specifier),
            await lockedWithAead(parts, specifier),
          ]) {
            const [locked] = secretPackets(raw);
            assert.ok(locked);
            assert.equal(await unlockPacket(locked, null, startUnlocking()), "locked");
            assert.equal(await unlockPacket(locked, "wrong", startUnlocking()), "locked");
            const open = await unlockPacket(locked, PASSPHRASE, startUnlocking());
            assert.ok(typeof open !== "string");
            assert.deepEqual(Buffer.from(secretPackets(open)[0]?.body() ?? []), Buffer.from(packet.body()));
          }
        }
      });
    }
  }
});

test("the oldest forms are opened: a sum behind the numbers, and MD5 of the passphrase without a specifier", async () => {
  for (const packet of secretPackets(list.secret)) {
    const { tag, publicBody, material } = partsOf(packet);
    const [iv, plain] = [randomBytes(16), concatBytes(material, sumOf(material))];
    const salted = SPECIFIERS["salted"] ?? new Uint8Array();
    const withSum = concatBytes(new Uint8Array([255, 9]), salted, iv, cfb(await derived(salted), iv, plain));
    const md5 = createHash("md5").update(PASSPHRASE).digest();
    const oldest = concatBytes(new Uint8Array([7]), iv, createCipheriv("aes-128-cfb", md5, iv).update(plain));
    for (const secret of [withSum, oldest]) {
      const [locked] = secretPackets(writePacket(tag, publicBody, secret));
      assert.ok(locked);
      const open = await unlockPacket(locked, PASSPHRASE, startUnlocking());
      assert.ok(typeof open !== "string");
      assert.deepEqual(Buffer.from(secretPackets(open)[0]?.body() ?? []), Buffer.from(packet.body()));
      assert.equal(await unlockPacket(locked, "wrong", startUnlocking()), "locked");
    }
  }
});

test("a secret on a card or off line is missing, an unknown specifier unsupported", async () => {
  const [packet] = secretPackets(list.secret);
  assert.ok(packet);
  const { tag, publicBody } = partsOf(packet);
  const judged = async (...secret: readonly number[]): Promise<unknown> => {
    const [locked] = secretPackets(writePacket(tag, publicBody, new Uint8Array(secret)));
    return locked && unlockPacket(locked, PASSPHRASE, startUnlocking());
  };
  // "GNU" behind the hash, then 1: no secret; 2: on a card.
  assert.equal(await judged(255, 0, 101, 0, 0x47, 0x4e, 0x55, 1), "missing");
  assert.equal(await judged(254, 7, 101, 2, 0x47, 0x4e, 0x55, 2, 0), "missing");
  assert.equal(await judged(254, 9, 99, 8, 1, 2, 3), "unsupported");
  assert.equal(await judged(254, 99, 0, 8), "unsupported");
  assert.equal(await judged(254), "unsupported");
});

test("Argon2 with many passes over much memory is not tried", async () => {
  const costly = (passes: number, exponent: number): Bytes =>
    concatBytes(new Uint8Array([4]), new Uint8Array(16), new Uint8Array([passes, 1, exponent]));
  for (const [passes, exponent] of [
    [1, 19],
    [5, 18],
    [255, 17],
  ] as const) {
    const s2k = readS2k(costly(passes, exponent), 0);
    assert.ok(s2k);
    assert.equal(await deriveKey(s2k, PASSPHRASE, 32), null);
  }
});
