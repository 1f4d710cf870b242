/** What an OpenPGP member receives, whole as it goes over the wire, opens and verifies with gpg 2.2 and sq. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import {
  type Bytes,
  type EmailAddress,
  latin1,
  type ListSecret,
  type Recipient,
  systemRandom,
  utf8,
} from "#base";
import { decodeBody, decodeText, type Entity, parseMessage } from "#mime";
import { generateListKey, recipientOf } from "#openpgp";
import { type ComposedPost, sealPost, wireOf } from "#protect";
import { type Gpg, type GpgFamily, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { mustHold } from "../support/lists/must-hold.ts";
import { peer } from "../support/programs/peers.ts";

const gpgPeer = peer("gpg");
const sq = peer("sq");
const LIST = "team@example.org" as EmailAddress;
const NOW = new Date();
const FAMILIES: readonly GpgFamily[] = ["ed25519", "rsa2048", "nistp256"];
const CONTENT = utf8("Content-Type: text/plain; charset=utf-8\r\n\r\nGruß, the marker is heliotrope.\r\n");

function post(content: Bytes): ComposedPost {
  return {
    outer: [
      ["From", '"Alice via Team" <team@example.org>'],
      ["To", "team@example.org"],
      ["Subject", "[Team] sealed post 1"],
    ],
    protected: [
      ["From", '"Alice via Team" <team@example.org>'],
      ["Subject", "the plan"],
    ],
    block: "Subject: the plan\n",
    content,
  };
}

function parse(message: Bytes): Entity {
  const parsed = parseMessage(message);
  assert.ok(parsed.ok);
  return parsed.value;
}

describe("an OpenPGP member", { skip: gpgPeer.skip }, () => {
  let gpg: Gpg;
  let list: ListSecret;
  let listKey: Bytes;
  const people = new Map<GpgFamily, string>();

  before(async () => {
    gpg = openGpg();
    const made = await generateListKey({
      address: LIST,
      at: new Date(NOW.getTime() - 60_000),
      expiresAt: null,
    });
    list = made.secret;
    listKey = made.publicKey;
    gpg.import(listKey);
    for (const family of FAMILIES) people.set(family, gpgPerson(gpg, `${family}@example.org`, family));
  });
  after(() => gpg.close());

  async function recipientFor(family: GpgFamily): Promise<Recipient> {
    const recipient = await recipientOf(gpg.export(people.get(family) ?? ""), new Date());
    assert.ok(recipient.ok);
    return recipient.value;
  }

  /** The armour as a mail program hands it to gpg. */
  async function receivedArmour(family: GpgFamily, content: Bytes): Promise<Bytes> {
    const profile = {
      key: "t",
      scheme: "openpgp",
      cipher: "seipd1",
      sign: true,
      language: "en",
      marked: true,
    } as const;
    const secrets = { openpgp: list, smime: null };
    const input = { profile, post: post(content), secrets, at: new Date(), random: systemRandom };
    const sealed = mustHold(await sealPost(input));
    const message = parse(wireOf(sealed, sealed.headFor(await recipientFor(family))));
    assert.equal(message.contentType.essence, "multipart/encrypted");
    const [control, data, ...others] = message.children;
    assert.ok(control && data && others.length === 0);
    return decodeBody(data);
  }

  function assertInside(octets: Bytes, content: Bytes): void {
    const inside = parse(octets);
    assert.equal(inside.header.first("Subject")?.value, "the plan");
    assert.equal(inside.contentType.parameters.get("hp"), "cipher");
    const [block, own] = inside.children;
    assert.ok(block && own);
    assert.equal(decodeText(block), "Subject: the plan\r\n");
    assert.deepEqual(Buffer.from(own.raw), Buffer.from(content));
  }

  for (const family of FAMILIES) {
    test(`with a ${family} key reads the post and the list's signature in gpg`, async () => {
      // Three lengths: gpg 2.2 stumbles over an armour without CRC24 if the octets are a multiple of three.
      for (const extra of ["", "x", "xx"]) {
        const content = Buffer.concat([CONTENT, latin1(extra)]);
        const result = gpg.run(["--decrypt"], await receivedArmour(family, content));
        assert.equal(result.status, 0, result.errors);
        assert.ok(result.lines.includes("DECRYPTION_OKAY"));
        assert.ok(result.lines.includes("GOODMDC"));
        assert.ok(result.lines.some((line) => line.startsWith(`VALIDSIG ${list.fingerprint}`)));
        assertInside(result.output, content);
      }
    });

    test(`with a ${family} key reads it in sq`, { skip: sq.skip }, async () => {
      const files = {
        key: gpg.file("key.pgp", gpg.exportSecret(people.get(family) ?? "")),
        list: gpg.file("list.pgp", listKey),
        message: gpg.file("message.asc", await receivedArmour(family, CONTENT)),
      };
      const args = ["decrypt", "--recipient-key", files.key, "--signer-cert", files.list, files.message];
      const done = spawnSync(sq.path, args);
      assert.equal(done.status, 0, done.stderr.toString());
      assert.match(done.stderr.toString(), /1 good signature/);
      assertInside(done.stdout, CONTENT);
    });
  }

  test("verifies a post that is only signed", async () => {
    const profile = {
      key: "t",
      scheme: "openpgp",
      cipher: "none",
      sign: true,
      language: "en",
      marked: true,
    } as const;
    const secrets = { openpgp: list, smime: null };
    const input = { profile, post: post(CONTENT), secrets, at: new Date(), random: systemRandom };
    const message = parse(wireOf(mustHold(await sealPost(input)), new Uint8Array(0)));
    const [signed, signature] = message.children;
    assert.ok(signed && signature);
    const files = [gpg.file("sig.asc", decodeBody(signature)), gpg.file("signed", signed.raw)];
    const result = gpg.run(["--verify", ...files]);
    assert.equal(result.status, 0, result.errors);
    assert.ok(result.lines.some((line) => line.startsWith(`VALIDSIG ${list.fingerprint}`)));
    const verify = [
      "verify",
      "--signer-cert",
      gpg.file("list.pgp", listKey),
      "--detached",
      files[0]!,
      files[1]!,
    ];
    if (sq.skip === false) assert.equal(spawnSync(sq.path, verify).status, 0);
  });
});
