import assert from "node:assert/strict";
import { createCipheriv, randomBytes } from "node:crypto";
import { deflateRawSync, deflateSync } from "node:zlib";
import { before, describe, test } from "node:test";
import { createMessage, encrypt, readKey } from "openpgp";
import {
  fromHex,
  type Bytes,
  concatBytes,
  decompressedLimit,
  type EmailAddress,
  LIMITS,
  type ListSecret,
  type OpenOutcome,
  type Recipient,
  type SealedBody,
  type SignerLookup,
  type Fingerprint,
  utf8,
} from "#base";
import {
  certificate,
  ed25519Key,
  literal,
  octets,
  onePass,
  packet,
  rsaKey,
  seipd1,
  signature,
  signedMessage,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { armourMessage } from "../packets/armour.ts";
import { keyPacket } from "./key-packet.ts";
import { generateListKey, publicPart } from "../keys/list-key.ts";
import { open } from "./open.ts";
import { recipientOf } from "../keys/recipient.ts";
import { sealBody } from "./seal-body.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nThe marker is heliotrope.\r\n");
const alice = ed25519Key(MADE);
const bob = rsaKey(MADE, 2048);
const KEYS = [
  certificate({ primary: alice, userIds: [{ text: utf8("<alice@example.org>") }], at: MADE }),
  certificate({ primary: bob, userIds: [{ text: utf8("<bob@example.org>") }], at: MADE }),
];
const signers: SignerLookup = async () =>
  KEYS.map((bytes) => ({ scheme: "openpgp", fingerprint: "" as Fingerprint, bytes, pinned: false }));

let list: ListSecret;
let other: ListSecret;
let recipient: Recipient;
const sessionKey = Buffer.alloc(32, 7);

before(async () => {
  const team = await generateListKey({
    address: "team@example.org" as EmailAddress,
    at: MADE,
    expiresAt: null,
  });
  list = team.secret;
  const described = await recipientOf(team.publicKey, NOW);
  assert.ok(described.ok);
  recipient = described.value;
  other = (await generateListKey({ address: "x@example.org" as EmailAddress, at: MADE, expiresAt: null }))
    .secret;
});

function sealed(plain: Bytes): Bytes {
  const shared = seipd1(sessionKey, plain);
  return concatBytes(keyPacket(recipient, bodyOf(shared)), shared);
}

function bodyOf(shared: Bytes): SealedBody {
  return { sessionKey, shared, cipher: "aes256" };
}

async function openIt(ciphertext: Bytes, secrets = [list]): Promise<OpenOutcome> {
  return open({ ciphertext, secrets, at: NOW, signers });
}

function why(outcome: OpenOutcome): string {
  return outcome.opened ? "opened" : outcome.why;
}

test("what we seal we open, with the session key and the key that opened it", async () => {
  const body = await sealBody({ content: CONTENT, signWith: null, at: NOW });
  const outcome = await openIt(concatBytes(keyPacket(recipient, body), body.shared), [other, list]);
  assert.ok(outcome.opened);
  assert.deepEqual(Buffer.from(outcome.content), Buffer.from(CONTENT));
  assert.deepEqual(
    outcome.sessionKeys.map((key) => Buffer.from(key)),
    [Buffer.from(body.sessionKey)],
  );
  assert.equal(outcome.openedWith, list.fingerprint);
  assert.deepEqual(outcome.signatures, []);
  assert.equal(outcome.integrity, true);
});

test("a large message opens in armour and in binary, and its own octets stay as they are", async () => {
  const content = concatBytes(CONTENT, Buffer.alloc(200_000, "x"));
  const body = await sealBody({ content, signWith: null, at: NOW });
  const binary = concatBytes(keyPacket(recipient, body), body.shared);
  for (const ciphertext of [binary, utf8(armourMessage(binary))]) {
    const before = Buffer.from(ciphertext);
    const outcome = await openIt(ciphertext);
    assert.ok(outcome.opened && Buffer.from(outcome.content).equals(content));
    assert.ok(before.equals(ciphertext));
  }
});

test("two bodies never share a session key", async () => {
  const [a, b] = [
    await sealBody({ content: CONTENT, signWith: null, at: NOW }),
    await sealBody({ content: CONTENT, signWith: null, at: NOW }),
  ];
  assert.notDeepEqual(a.sessionKey, b.sessionKey);
});

test("signatures inside are judged, several and in both places", async () => {
  const both = concatBytes(
    onePass(bob, false),
    onePass(alice),
    literal(CONTENT),
    signature({ by: alice, type: 0, over: CONTENT, at: NOW }),
    signature({ by: bob, type: 1, over: CONTENT, at: NOW }),
  );
  const leading = concatBytes(signature({ by: alice, type: 0, over: CONTENT, at: NOW }), literal(CONTENT));
  for (const [plain, count] of [
    [both, 2],
    [leading, 1],
  ] as const) {
    const outcome = await openIt(sealed(plain));
    assert.ok(outcome.opened, why(outcome));
    assert.deepEqual(
      outcome.signatures.map(({ verdict }) => verdict),
      Array(count).fill("valid"),
    );
  }
});

test("a signature of a version that nobody knows is told and spoils nothing", async () => {
  const unknown = packet(2, octets(9), new Uint8Array(20));
  const plain = concatBytes(
    unknown,
    signature({ by: alice, type: 0, over: CONTENT, at: NOW }),
    literal(CONTENT),
  );
  const outcome = await openIt(sealed(plain));
  assert.ok(outcome.opened);
  assert.deepEqual(outcome.signatures.map(({ verdict }) => verdict).toSorted(), ["unsupported", "valid"]);
});

test("a signature meant for other recipients than the list does not count", async () => {
  const hashed = [subpacket(35, octets(4), bob.fingerprint)];
  const outcome = await openIt(sealed(signedMessage(alice, CONTENT, { at: NOW, hashed })));
  assert.ok(outcome.opened);
  const [judged] = outcome.signatures;
  assert.ok(judged?.verdict === "untrusted");
  assert.equal(judged.why, "intended-for-others");
});

test("a compressed body is opened, one that grows beyond the limit is not", async () => {
  const compressed = (plain: Bytes): Bytes => packet(8, octets(1), deflateRawSync(plain));
  const outcome = await openIt(sealed(compressed(signedMessage(alice, CONTENT, { at: NOW }))));
  assert.ok(outcome.opened, why(outcome));
  assert.equal(outcome.signatures[0]?.verdict, "valid");
});

test(
  "a literal cut into a length for every octet is opened at once, compressed too",
  { timeout: 20_000 },
  async () => {
    // A first part of 512 octets, 300 000 of one octet, none at the end.
    const start = concatBytes(octets(0xcb, 0xe9, 0x62, 0, 0, 0, 0, 0), Buffer.alloc(506, "a"));
    const cut = concatBytes(start, Buffer.alloc(600_000, fromHex("e061")), octets(0));
    for (const plain of [cut, packet(8, octets(1), deflateRawSync(cut))]) {
      const outcome = await openIt(sealed(plain));
      assert.ok(outcome.opened);
      assert.equal(Buffer.from(outcome.content).toString(), "a".repeat(300_506));
    }
  },
);

/** A literal of so many zero octets. */
const BZIP2_OF_ONE_KB =
  "425a6839314159265359e435c9b300000a4105c8001000000800050008a00021843210c08871815022d711be2ee48a70a121c86b9366";
const BZIP2_OF_11_MB =
  "425a6839314159265359221639c8016165410cc1001000600000080008a0004052a0021811d0a414d650a414dfb28a414e61dc0520a7be2ee48a70a120442c7390";

test("a small message may grow to 10 MB and a hundredfold, in every compression and cipher", async () => {
  const { decompressedBytesSmall: small, decompressionRatio: ratio, decompressedBytes: most } = LIMITS;
  assert.deepEqual([0, small / ratio, small, most].map(decompressedLimit), [small, small, most, most]);
  assert.equal(decompressedLimit(small / ratio + 1), small + ratio);
  const zlib = (plain: Bytes): Bytes => packet(8, octets(2), deflateSync(plain));
  const zip = (plain: Bytes): Bytes => packet(8, octets(1), deflateRawSync(plain));
  const bzip2 = (data: string): Bytes => packet(8, octets(3), fromHex(data));
  const header = literal(new Uint8Array()).length;
  for (const compressed of [zip, zlib]) {
    const whole = literal(new Uint8Array(small - header));
    assert.equal(why(await openIt(sealed(compressed(whole)))), "opened");
    assert.equal(why(await openIt(sealed(compressed(concatBytes(whole, octets(0)))))), "cannot-open");
  }
  assert.equal(why(await openIt(sealed(bzip2(BZIP2_OF_ONE_KB)))), "opened");
  assert.equal(why(await openIt(sealed(bzip2(BZIP2_OF_11_MB)))), "cannot-open");
});

describe("nothing is opened", () => {
  test("with another list's key", async () => {
    assert.equal(why(await openIt(sealed(literal(CONTENT)), [other])), "no-key");
    assert.equal(why(await openIt(sealed(literal(CONTENT)), [])), "no-key");
  });

  test("with a password, which is never tried", async () => {
    const skesk = packet(3, octets(4, 9, 3, 8), new Uint8Array(8), octets(96));
    assert.equal(
      why(await openIt(concatBytes(skesk, seipd1(sessionKey, literal(CONTENT))))),
      "password-encrypted",
    );
    const withKey = await openIt(concatBytes(skesk, sealed(literal(CONTENT))));
    assert.equal(why(withKey), "opened");
  });

  test("that has no protection against changes", async () => {
    const body = packet(9, new Uint8Array(60));
    assert.equal(why(await openIt(concatBytes(keyPacket(recipient, bodyOf(body)), body))), "no-integrity");
  });

  test("when any octet of the body was changed, and the session key is told all the same", async () => {
    const good = sealed(signedMessage(alice, CONTENT, { at: NOW }));
    const start = good.length - seipd1(sessionKey, signedMessage(alice, CONTENT, { at: NOW })).length;
    for (let index = start + 7; index < good.length; index++) {
      const changed = Buffer.from(good);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const outcome = await openIt(changed);
      assert.ok(!outcome.opened && outcome.why === "cannot-open", `octet ${index}: ${why(outcome)}`);
      assert.deepEqual(
        outcome.sessionKeys.map((key) => Buffer.from(key)),
        [sessionKey],
      );
    }
  });

  const SHAPES: readonly (readonly [string, () => Bytes])[] = [
    ["two literals", () => concatBytes(literal(CONTENT), literal(CONTENT))],
    [
      "a literal behind a signed message",
      () => concatBytes(signedMessage(alice, CONTENT, { at: NOW }), literal(CONTENT)),
    ],
    [
      "a signature that no one-pass packet announced",
      () => concatBytes(literal(CONTENT), signature({ by: alice, type: 0, over: CONTENT, at: NOW })),
    ],
    ["a one-pass packet without its signature", () => concatBytes(onePass(alice), literal(CONTENT))],
    ["a critical packet that nobody knows", () => concatBytes(packet(39, CONTENT), literal(CONTENT))],
    ["an encrypted message in the encrypted one", () => sealed(literal(CONTENT))],
    ["compression in compression", () => packet(8, octets(0), packet(8, octets(0), literal(CONTENT)))],
    ["a key", () => KEYS[0] ?? octets()],
    ["nothing", () => octets()],
    ["a cut literal", () => literal(CONTENT).subarray(0, -1)],
  ];
  for (const [what, plain] of SHAPES) {
    test(`that holds ${what}`, async () => assert.equal(why(await openIt(sealed(plain()))), "cannot-open"));
  }

  const FRAMES: readonly (readonly [string, (good: Bytes) => Bytes])[] = [
    ["two messages one behind the other", (good) => concatBytes(good, good)],
    ["a literal behind the encrypted packet", (good) => concatBytes(good, literal(CONTENT))],
    ["a literal in front", (good) => concatBytes(literal(CONTENT), good)],
    ["octets behind it", (good) => concatBytes(good, utf8("\n"))],
    ["its end missing", (good) => good.subarray(0, -1)],
    ["only a literal", () => literal(CONTENT)],
    [
      "armour of another kind",
      () => utf8("-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n"),
    ],
  ];
  for (const [what, change] of FRAMES) {
    test(`from a file with ${what}`, async () => {
      assert.equal(why(await openIt(change(sealed(literal(CONTENT))))), "malformed");
    });
  }
});

test("what is sealed with SEIPD version 2 is opened, and not when an octet was changed", async () => {
  const encryptionKeys = await readKey({ binaryKey: await publicPart(list) });
  const sessionKey = { data: randomBytes(32), algorithm: "aes256", aeadAlgorithm: "gcm" } as const;
  const message = await createMessage({ binary: CONTENT, date: NOW });
  const ciphertext = await encrypt({ message, encryptionKeys, sessionKey, date: NOW, format: "binary" });
  const outcome = await openIt(ciphertext);
  assert.ok(outcome.opened, why(outcome));
  assert.equal(outcome.cipher, "aes256");
  assert.deepEqual(Buffer.from(outcome.content), Buffer.from(CONTENT));
  const changed = Buffer.from(ciphertext);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  assert.equal(why(await openIt(changed)), "cannot-open");
});

describe("GnuPG's packet for OCB", () => {
  /** Type 20 with one chunk, its associated data as LibrePGP has it. */
  function gnupgAead(plain: Bytes): Bytes {
    const [head, start] = [octets(1, 9, 2, 16), randomBytes(15)];
    const seal = (index: number, text: Bytes, ...total: readonly Bytes[]): Bytes => {
      const nonce = Buffer.from(start);
      nonce[14] = (nonce[14] ?? 0) ^ index;
      const cipher = createCipheriv("aes-256-ocb", sessionKey, nonce, { authTagLength: 16 });
      cipher.setAAD(concatBytes(octets(0xd4), head, octets(0, 0, 0, 0, 0, 0, 0, index), ...total));
      return concatBytes(cipher.update(text), cipher.final(), cipher.getAuthTag());
    };
    const total = Buffer.alloc(8);
    total.writeBigUInt64BE(BigInt(plain.length));
    return packet(20, head, start, seal(0, plain), seal(1, octets(), total));
  }

  test("is opened and its signature judged", async () => {
    const body = gnupgAead(signedMessage(alice, CONTENT, { at: NOW }));
    const outcome = await openIt(concatBytes(keyPacket(recipient, bodyOf(body)), body));
    assert.ok(outcome.opened, why(outcome));
    assert.equal(outcome.cipher, "aes256");
    assert.deepEqual(
      outcome.signatures.map(({ verdict }) => verdict),
      ["valid"],
    );
  });

  test("is not opened when it was cut", async () => {
    const body = gnupgAead(literal(CONTENT));
    const cut = packet(20, body.subarray(6, -16));
    assert.equal(why(await openIt(concatBytes(keyPacket(recipient, bodyOf(cut)), cut))), "cannot-open");
  });
});

test("packets that nobody knows are passed over if they are not critical", async () => {
  const unknown = packet(40, utf8("later"));
  const inside = concatBytes(unknown, literal(CONTENT), packet(63, octets()));
  assert.equal(why(await openIt(concatBytes(unknown, sealed(inside)))), "opened");
  assert.equal(why(await openIt(sealed(concatBytes(packet(39), literal(CONTENT))))), "cannot-open");
  assert.equal(why(await openIt(concatBytes(packet(39), sealed(literal(CONTENT))))), "malformed");
});

test("key packets of another version than the body are not used", async () => {
  const body = seipd1(sessionKey, literal(CONTENT));
  const version6 = keyPacket(recipient, { ...bodyOf(body), cipher: "seipd2-ocb" });
  assert.equal(why(await openIt(concatBytes(version6, body))), "no-key");
});

test("a literal of every format is opened as its octets are", async () => {
  for (const format of ["b", "t", "u", "l", "1", "m"]) {
    const named = packet(11, utf8(format), octets(3), utf8("a.b"), octets(0, 0, 0, 1), CONTENT);
    const outcome = await openIt(sealed(named));
    assert.ok(outcome.opened);
    assert.deepEqual(Buffer.from(outcome.content), Buffer.from(CONTENT));
  }
});

test("markers and padding between packets change nothing", async () => {
  const marker = packet(10, utf8("PGP"));
  const outcome = await openIt(concatBytes(marker, sealed(concatBytes(marker, literal(CONTENT)))));
  assert.equal(why(outcome), "opened");
});

describe("hidden recipients", () => {
  function hidden(): Bytes {
    const shared = seipd1(sessionKey, literal(CONTENT));
    return keyPacket({ ...recipient, locator: new Uint8Array(8) }, bodyOf(shared));
  }
  const decoy = (): Bytes => packet(1, octets(3), new Uint8Array(8), octets(18), new Uint8Array(60));

  test("are tried", async () => {
    const outcome = await openIt(concatBytes(decoy(), hidden(), seipd1(sessionKey, literal(CONTENT))));
    assert.equal(why(outcome), "opened");
  });

  test("are tried within a bound", async () => {
    const decoys = Array.from({ length: LIMITS.hiddenRecipientsTried }, decoy);
    const outcome = await openIt(concatBytes(...decoys, hidden(), seipd1(sessionKey, literal(CONTENT))));
    assert.equal(why(outcome), "cannot-open");
  });
});

test("more recipients than are read are too large", async () => {
  const many = Array.from({ length: LIMITS.recipientsRead }, () => packet(1, octets(3), new Uint8Array(12)));
  assert.equal(why(await openIt(concatBytes(...many, sealed(literal(CONTENT))))), "too-large");
});
