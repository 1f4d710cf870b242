import assert from "node:assert/strict";
import { test } from "node:test";
import { X509Certificate } from "node:crypto";
import { fromLatin1, latin1 } from "#base";
import {
  correspondent,
  entity,
  mixed,
  postFrom,
  sealed,
  sealedCms,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import { recipientsNamed } from "./recipients-named.ts";

const TEXT = entity("hello\n");

test("an OpenPGP message names key ids, as a whole, under a signature and as a part", async () => {
  const [list, alice] = await Promise.all([correspondent("team"), correspondent("alice")]);
  const content = await sealed(list, TEXT);
  const [named] = recipientsNamed(postFrom(alice, content));
  assert.match(named?.[0] ?? "", /^[0-9A-F]{16}$/);
  assert.equal(named?.length, 1);
  assert.deepEqual(recipientsNamed(postFrom(alice, await signed(alice, content))), [named]);
  assert.deepEqual(recipientsNamed(postFrom(alice, mixed(content, entity("footer\n")))), [named]);
  assert.deepEqual(recipientsNamed(postFrom(alice, TEXT)), []);
});

test("a CMS message names the serial and issuer of certificates", async () => {
  const [list, bob] = await Promise.all([correspondent("team", "smime"), correspondent("bob", "smime")]);
  const { serialNumber } = new X509Certificate(list.publicKey);
  const [named] = recipientsNamed(postFrom(bob, sealedCms(list, TEXT, "gcm")));
  assert.equal(named?.length, 1);
  assert.match(named[0] ?? "", new RegExp(`^serial 0*${serialNumber} of .*team`, "i"));
});

test("what cannot be read names nobody", async () => {
  const list = await correspondent("team");
  const post = fromLatin1(postFrom(list, await sealed(list, TEXT)));
  const cut = latin1(post.slice(0, post.indexOf("-----BEGIN PGP") + 60));
  assert.deepEqual(recipientsNamed(cut).flat(), []);
  assert.deepEqual(recipientsNamed(new Uint8Array()), []);
});
