/** GnuPG 2.2 and our room, both ways, for every kind of key that gpg makes. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  fromUtf8,
  type ListSecret,
  type SignerKey,
  type SignerLookup,
  utf8,
} from "#base";
import {
  armourKey,
  armourMessage,
  describeKey,
  generateListKey,
  keyPacket,
  open,
  recipientOf,
  sealBody,
  signDetached,
  unlockSecret,
  verifyDetached,
  verifyInline,
} from "#openpgp";
import { type Gpg, GPG_FAMILIES, type GpgFamily, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { peer } from "../support/programs/peers.ts";

const { skip } = peer("gpg");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nGruß an alle, the marker is heliotrope.\r\n");
const NOW = new Date();
const LIST = "team@example.org" as EmailAddress;
const FAMILIES = Object.keys(GPG_FAMILIES) as GpgFamily[];

function lookup(...keys: readonly Bytes[]): SignerLookup {
  return async () =>
    Promise.all(
      keys.map(async (bytes): Promise<SignerKey> => {
        const description = await describeKey(bytes, NOW);
        assert.ok(description.ok);
        return { scheme: "openpgp", fingerprint: description.value.fingerprint, bytes, pinned: false };
      }),
    );
}

describe("a post made with gpg 2.2", { skip }, () => {
  let gpg: Gpg;
  let list: ListSecret;
  const people = new Map<GpgFamily, string>();

  before(async () => {
    gpg = openGpg();
    const made = await generateListKey({
      address: LIST,
      at: new Date(NOW.getTime() - 60_000),
      expiresAt: null,
    });
    list = made.secret;
    gpg.import(made.publicKey);
    for (const family of FAMILIES)
      people.set(family, gpgPerson(gpg, `${family} <${family}@example.org>`, family));
  });
  after(() => gpg.close());

  for (const family of FAMILIES) {
    test(`signed and encrypted by a ${family} member is opened and is hers`, async () => {
      const fingerprint = people.get(family) ?? "";
      const ciphertext = gpg.must(["-a", "-se", "-u", fingerprint, "-r", LIST], CONTENT);
      const signers = lookup(gpg.export(fingerprint));
      const opened = await open({ ciphertext, secrets: [list], at: new Date(), signers });
      assert.ok(opened.opened);
      assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
      assert.equal(opened.openedWith, list.fingerprint);
      const [signature] = opened.signatures;
      assert.equal(opened.signatures.length, 1);
      assert.ok(signature?.verdict === "valid", JSON.stringify(signature));
      assert.equal(signature.signer, fingerprint);
      assert.deepEqual(signature.addresses, [`${family}@example.org`]);
    });

    test(`sealed by us to a ${family} member is read by her gpg with the list's signature`, async () => {
      const fingerprint = people.get(family) ?? "";
      const recipient = await recipientOf(gpg.export(fingerprint), new Date());
      assert.ok(recipient.ok);
      for (const extra of ["", "x", "xx"]) {
        const content = concatBytes(CONTENT, utf8(extra));
        const body = await sealBody({ content, signWith: list, at: new Date() });
        const message = concatBytes(keyPacket(recipient.value, body), body.shared);
        assert.notEqual(message.length % 3, 0);
        for (const form of [message, utf8(armourMessage(message)), withoutChecksum(armourMessage(message))]) {
          const result = gpg.run(["-d"], form);
          assert.equal(result.status, 0, result.errors);
          assert.deepEqual(result.output, Buffer.from(content));
          assert.ok(result.lines.some((line) => line.startsWith("GOODSIG") && line.endsWith(LIST)));
        }
      }
    });

    test(`detached by a ${family} member verifies`, async () => {
      const fingerprint = people.get(family) ?? "";
      for (const mode of [[], ["--textmode"]]) {
        const signature = gpg.must(["-a", "-b", ...mode, "-u", fingerprint], CONTENT);
        const request = {
          content: CONTENT,
          signature,
          at: new Date(),
          signers: lookup(gpg.export(fingerprint)),
        };
        const [judged] = await verifyDetached(request);
        assert.equal(judged?.verdict, "valid");
        const tampered = await verifyDetached({ ...request, content: concatBytes(CONTENT, utf8(".")) });
        assert.equal(tampered[0]?.verdict, "invalid");
      }
    });

    test(`clear-signed and inline-signed by a ${family} member verifies`, async () => {
      const fingerprint = people.get(family) ?? "";
      const text = utf8("Dear all,  \n- a dash\n-----\nFrom me\n");
      const signers = lookup(gpg.export(fingerprint));
      const clear = await verifyInline({
        text: gpg.must(["--clearsign", "-u", fingerprint], text),
        at: new Date(),
        signers,
      });
      assert.ok(clear.content !== null);
      assert.equal(fromUtf8(clear.content), "Dear all,\r\n- a dash\r\n-----\r\nFrom me");
      assert.equal(clear.signatures[0]?.verdict, "valid");
      const inline = await verifyInline({
        text: gpg.must(["-a", "-s", "-u", fingerprint], text),
        at: new Date(),
        signers,
      });
      assert.ok(inline.content !== null);
      assert.deepEqual(Buffer.from(inline.content), Buffer.from(text));
      assert.equal(inline.signatures[0]?.verdict, "valid");
    });

    test(`a list can bring its ${family} key from gpg`, async () => {
      const fingerprint = people.get(family) ?? "";
      const secret = await unlockSecret(gpg.exportSecret(fingerprint), null);
      assert.ok(secret.ok);
      assert.equal(secret.value.fingerprint, fingerprint);
      const ciphertext = gpg.must(["-e", "-r", fingerprint], CONTENT);
      const opened = await open({ ciphertext, secrets: [secret.value], at: new Date(), signers: lookup() });
      assert.ok(opened.opened);
      const { signature } = await signDetached({ content: CONTENT, signWith: secret.value, at: new Date() });
      const paths = [gpg.file("s.asc", signature), gpg.file("content", CONTENT)];
      assert.equal(gpg.run(["--verify", ...paths]).status, 0);
    });
  }
});

function withoutChecksum(armoured: string): Bytes {
  return utf8(armoured.replace(/=[A-Za-z0-9+/]{4}\r\n-----END/, "-----END"));
}

test("gpg takes a list's key with one user id that is exactly its address", { skip }, async () => {
  const gpg = openGpg();
  try {
    const expiresAt = new Date(NOW.getTime() + 3 * 365 * 86_400_000);
    const { publicKey, secret } = await generateListKey({ address: LIST, at: NOW, expiresAt });
    gpg.import(armourKey(publicKey));
    const listed = gpg.must(["--with-colons", "--list-keys"]).toString();
    assert.match(listed, /^uid:.*:team@example\.org:/m);
    assert.match(listed, new RegExp(`^fpr:+${secret.fingerprint}:`, "m"));
    gpg.import(armourKey(secret.secret));
    assert.match(gpg.must(["--with-colons", "--list-secret-keys"]).toString(), /^sec:/m);
  } finally {
    gpg.close();
  }
});
