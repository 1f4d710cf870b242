/**
 * A stolen ciphertext, sent to the list inside somebody else's message so that the list may open it for the
 * thief: it is never opened unless it is the whole message (S1).
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, concatBytes, latin1 } from "#base";
import { composePart } from "#mime";
import {
  type Correspondent,
  correspondent,
  entity,
  mail,
  mixed,
  openFor,
  postFrom,
  sealed,
  sealedArmour,
  signed,
} from "../support/programs/correspondents.ts";

describe("a ciphertext that is a part of a message", () => {
  let list: Correspondent;
  let smimeList: Correspondent;
  let alice: Correspondent;
  let mallory: Correspondent;
  let stolen: Bytes;
  let armour: Bytes;
  const secret = entity("the secret of Alice\n");

  before(async () => {
    [list, smimeList, alice, mallory] = await Promise.all([
      correspondent("team"),
      correspondent("team", "smime"),
      correspondent("alice"),
      correspondent("mallory"),
    ]);
    stolen = await sealed(list, secret, alice);
    armour = await sealedArmour(list, secret, alice);
  });

  async function assertClosed(content: Bytes): Promise<void> {
    const message = postFrom(mallory, await signed(mallory, content));
    for (const attempt of [
      message,
      postFrom(mallory, content),
      postFrom(mallory, await sealed(list, content, mallory)),
    ]) {
      const result = await openFor(attempt, [list, smimeList], [alice, mallory]);
      assert.ok(result.ok);
      assert.ok(!Buffer.from(result.value.content).includes("the secret of Alice"));
      assert.ok(
        result.value.signatures.every(
          (signature) => signature.verdict !== "valid" || signature.signer !== alice.secret.fingerprint,
        ),
      );
      const others = attempt === message ? 0 : result.value.openedWith.length;
      assert.equal(result.value.sessionKeys.length, others);
    }
  }

  const note = entity("what do you think of this?\n");

  it("stays closed beside a text", () => assertClosed(mixed(note, stolen)));

  it("stays closed as the only part of a multipart", () => assertClosed(mixed(stolen)));

  it("stays closed as an attachment", async () => {
    const fields = [["Content-Type", "application/octet-stream; name=mail.asc"]] as const;
    await assertClosed(mixed(note, composePart({ fields, body: armour })));
  });

  it("stays closed in a forwarded message", async () => {
    const forwarded = mail([["From", alice.address]], stolen);
    await assertClosed(composePart({ fields: [["Content-Type", "message/rfc822"]], body: forwarded }));
    const wrapped = mail([["From", mallory.address]], stolen);
    await assertClosed(
      composePart({ fields: [["Content-Type", "message/rfc822; forwarded=no"]], body: wrapped }),
    );
  });

  it("stays closed as one of two S/MIME parts", async () => {
    await assertClosed(mixed(note, await sealed(smimeList, secret)));
  });

  it("stays closed inside an encryption that the thief made", async () => {
    const message = postFrom(mallory, await sealed(list, stolen, mallory));
    const result = await openFor(message, [list], [alice, mallory]);
    assert.ok(result.ok);
    assert.ok(!Buffer.from(result.value.content).includes("the secret of Alice"));
    assert.deepEqual(result.value.layers.at(-1), {
      kind: "encrypted",
      scheme: "openpgp",
      opened: false,
      why: "not-whole",
    });
  });

  it("stays closed as armour inside a text", async () => {
    const text = concatBytes(latin1("look:\r\n"), armour);
    await assertClosed(composePart({ fields: [["Content-Type", "text/plain"]], body: text }));
  });
});
