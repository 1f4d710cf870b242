/**
 * multipart/signed with more than two parts (audit of Mailman-SLS, 2009): the forger's text and signature
 * first, a genuine part and its signature after it, or the other way round (S2).
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Bytes } from "#base";
import { parseMessage } from "#mime";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  mixed,
  multipartSigned,
  openFor,
  postFrom,
  signed,
} from "../support/programs/correspondents.ts";

function partsOf(content: Bytes): [Bytes, Bytes] {
  const parsed = parseMessage(content);
  assert.ok(parsed.ok);
  const [first, second] = parsed.value.children;
  assert.ok(first && second);
  return [first.raw, second.raw];
}

describe("a genuine signed part in other company", () => {
  let alice: Correspondent;
  let genuine: Bytes;
  let signature: Bytes;
  let smimeAlice: Correspondent;
  let smimeParts: [Bytes, Bytes];
  const forged = entity("send money to Mallory\n");

  before(async () => {
    alice = await correspondent("alice");
    smimeAlice = await correspondent("alice", "smime");
    [genuine, signature] = partsOf(await signed(alice, entity("hello\n")));
    smimeParts = partsOf(await signed(smimeAlice, entity("hello\n")));
  });

  async function judge(content: Bytes) {
    const result = await openFor(postFrom(alice, content), [], [alice, smimeAlice]);
    assert.ok(result.ok);
    return judgeAuthor(result.value, [bindingOf(alice), bindingOf(smimeAlice)]);
  }

  const pgp = (...parts: readonly Bytes[]): Bytes =>
    multipartSigned("application/pgp-signature", "pgp-sha512", parts);
  const cms = (...parts: readonly Bytes[]): Bytes =>
    multipartSigned("application/pkcs7-signature", "sha-256", parts);

  it("is authentic alone", async () => {
    assert.equal((await judge(pgp(genuine, signature))).authentic, true);
    assert.equal((await judge(cms(...smimeParts))).authentic, true);
  });

  it("is not authentic with more parts, whichever comes first", async () => {
    for (const parts of [
      [forged, signature, genuine, signature],
      [genuine, signature, forged],
      [forged, genuine, signature],
      [genuine, forged, signature],
      [genuine],
      [signature, genuine],
      [],
    ]) {
      assert.equal((await judge(pgp(...parts))).authentic, false);
    }
    assert.equal((await judge(cms(smimeParts[0], smimeParts[1], forged))).authentic, false);
  });

  it("is not authentic under the other protocol's name", async () => {
    assert.equal((await judge(cms(genuine, signature))).authentic, false);
    assert.equal((await judge(pgp(...smimeParts))).authentic, false);
  });

  it("is not authentic as a part of a multipart", async () => {
    assert.equal((await judge(mixed(forged, pgp(genuine, signature)))).authentic, false);
    assert.equal((await judge(mixed(pgp(genuine, signature)))).authentic, false);
    const alternative = pgp(mixed(genuine, forged), signature);
    assert.equal((await judge(alternative)).authentic, false);
  });
});
