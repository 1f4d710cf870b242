import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type EmailAddress, systemRandom, utf8, view } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import { correspondent } from "../../../test/support/programs/correspondents.ts";
import { forEachDatabase } from "../../../test/support/database.ts";
import { certificate, ed25519Key, keyRevocation } from "../../../test/support/crypto/openpgp-forge.ts";
import { asFile, type Calls, callsOn } from "../../../test/support/operation-calls.ts";
import {
  keyBind,
  keyExport,
  keyGenerate,
  keyImport,
  keyShow,
  keyUnbind,
  listCreate,
  memberAdd,
  memberShow,
} from "../index.ts";

const TEAM = "team@example.org";
const ALICE = "alice@example.org";
const MADE = new Date("2026-01-01T00:00:00Z");

async function teamWithAlice(call: Calls): Promise<void> {
  await call(listCreate, { address: TEAM });
  await call(memberAdd, { list: TEAM, member: { address: ALICE } });
}

function bind(file: Bytes, more: { confirmAddress?: boolean; fingerprint?: string; replace?: boolean } = {}) {
  const { replace = false, ...key } = more;
  return { list: TEAM, member: ALICE, key: { file: asFile(file), ...key }, replace };
}

forEachDatabase((_name, open) => {
  test("a member may have a key in each family; a second of one kind needs --replace", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const [one, other] = [await correspondent("alice"), await correspondent("alice")];
    const certificate = await correspondent("alice", "smime");
    assert.equal((await call(keyBind, bind(one.publicKey))).did, "bound");
    assert.equal((await call(keyBind, bind(certificate.publicKey))).did, "bound");
    assert.equal((await call(keyBind, bind(one.publicKey))).did, "renewed");
    const error = await call.refused(keyBind, bind(other.publicKey));
    assert.deepEqual([error.code, error.publicText.includes("--replace")], ["already-exists", true]);
    const replaced = await call(keyBind, bind(other.publicKey, { replace: true }));
    assert.deepEqual(
      [replaced.did, replaced.member.keys.map(({ fingerprint }) => fingerprint).sort()],
      ["replaced", [other.secret.fingerprint, certificate.secret.fingerprint].sort()],
    );
  });

  test("a revocation of a member's key counts, alone or with the key", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const [one, other] = [ed25519Key(MADE), ed25519Key(MADE)];
    const userIds = [{ text: utf8(ALICE) }];
    const key = certificate({ primary: one, userIds, at: MADE });
    assert.equal((await call(keyBind, bind(key))).did, "bound");
    const foreign = keyRevocation(other, MADE, 2);
    await call.refused(keyBind, bind(foreign));
    assert.equal((await call(keyBind, bind(key))).did, "renewed");
    const bound = await call(keyBind, bind(keyRevocation(one, MADE, 2)));
    assert.deepEqual([bound.did, bound.member.keys[0]?.unusable], ["revoked", "key-revoked"]);

    const next = certificate({ primary: other, userIds, at: MADE });
    assert.equal((await call(keyBind, bind(next, { replace: true }))).did, "replaced");
    const direct = [keyRevocation(other, MADE, 2)];
    const revoked = certificate({ primary: other, userIds, at: MADE, direct });
    assert.equal((await call(keyBind, bind(revoked))).did, "revoked");
  });

  test("a revocation counts on every list that the key is bound on", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const primary = ed25519Key(MADE);
    const key = certificate({ primary, userIds: [{ text: utf8(ALICE) }], at: MADE });
    await call(keyBind, bind(key));
    await call(listCreate, { address: "board@example.org" });
    const member = { address: ALICE, key: { file: asFile(key) } };
    await call(memberAdd, { list: "board@example.org", member });
    await call(keyBind, bind(keyRevocation(primary, MADE, 2)));
    const elsewhere = await call(memberShow, { list: "board@example.org", member: ALICE });
    assert.deepEqual(
      elsewhere.keys.map(({ unusable }) => unusable),
      ["key-revoked"],
    );
  });

  test("a key without the member's address is bound only if the owner says so (S2)", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const shared = await correspondent("office");
    assert.equal((await call.refused(keyBind, bind(shared.publicKey))).code, "not-allowed");
    const bound = await call(keyBind, bind(shared.publicKey, { confirmAddress: true }));
    assert.deepEqual(bound.member.keys[0]?.confirmedAddresses, [ALICE]);
    assert.equal(bound.member.keys[0]?.pinned, false);
  });

  test("naming the fingerprint picks the key out of a ring and pins it", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const [one, other] = [await correspondent("alice"), await correspondent("alice")];
    const ring = Buffer.concat([one.publicKey, other.publicKey]);
    const error = await call.refused(keyBind, bind(ring));
    assert.match(error.publicText, /holds 2 keys.*--fingerprint/s);
    const spaced = other.secret.fingerprint.toLowerCase().replaceAll(/(.{4})/g, "$1 ");
    const bound = await call(keyBind, bind(ring, { fingerprint: spaced }));
    assert.deepEqual([bound.fingerprint, bound.member.keys[0]?.pinned], [other.secret.fingerprint, true]);
  });

  test("of several keys in a file the one with the member's address is taken", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const [alice, bob] = [await correspondent("alice", "smime"), await correspondent("bob", "smime")];
    const file = [bob, alice].map(({ publicKey }) => smime.armourCertificate(publicKey)).join("");
    const bound = await call(keyBind, bind(utf8(file)));
    assert.equal(bound.fingerprint, alice.secret.fingerprint);
  });

  test("authorities in a member's file are passed over", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const { secret } = await smime.generateListKey({
      address: "alice@other.example" as EmailAddress,
      commonName: "Alice",
      at: new Date("2026-01-01"),
      expiresAt: null,
      random: systemRandom,
    });
    assert.equal(secret.certificates.length, 2);
    const file = utf8(secret.certificates.map(smime.armourCertificate).join(""));
    const bound = await call(keyBind, bind(file, { confirmAddress: true }));
    assert.equal(bound.fingerprint, secret.fingerprint);
  });

  test("a list's key is nobody else's: not a member's, not another list's (S1)", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    await call(listCreate, { address: "other@example.org" });
    await call(keyGenerate, { list: "other@example.org" });
    for (const { text } of await call(keyExport, { list: "other@example.org" })) {
      const error = await call.refused(keyBind, bind(utf8(text), { confirmAddress: true }));
      assert.match(error.publicText, /the key of a list/);
    }
    const secrets = await call(keyExport, { list: "other@example.org", passphrase: "geheim" });
    for (const { text } of secrets) {
      const input = { list: TEAM, file: asFile(utf8(text)), passphrase: "geheim" };
      assert.match((await call.refused(keyImport, input)).publicText, /has this key pair already/);
    }
    const alice = await correspondent("alice");
    await call(keyBind, bind(alice.publicKey));
    const input = { list: TEAM, file: asFile(alice.secret.secret) };
    assert.match((await call.refused(keyImport, input)).publicText, /belongs to a member already/);
  });

  test("what a list exports under a passphrase, another server imports", async (t) => {
    const [here, there] = [callsOn(await open(t)), callsOn(await open(t))];
    for (const call of [here, there]) await call(listCreate, { address: TEAM });
    const made = await here(keyGenerate, { list: TEAM });
    for (const { text, scheme, fingerprint } of await here(keyExport, { list: TEAM, passphrase: "geheim" })) {
      const file = asFile(utf8(text));
      assert.match((await there.refused(keyImport, { list: TEAM, file })).publicText, /--passphrase-file/);
      const wrong = { list: TEAM, file, passphrase: "falsch" };
      assert.match((await there.refused(keyImport, wrong)).publicText, /does not open/);
      const imported = await there(keyImport, { ...wrong, passphrase: "geheim" });
      assert.deepEqual([imported.key.scheme, imported.carriesAddress], [scheme, true]);
      assert.ok(made.some((key) => key.fingerprint === fingerprint));
    }
    const fingerprints = async (call: Calls) =>
      (await call(keyShow, { list: TEAM })).map(({ fingerprint }) => fingerprint).sort();
    assert.deepEqual(await fingerprints(there), await fingerprints(here));
  });

  test("PKCS#12 goes in and out", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const { secret } = await smime.generateListKey({
      address: TEAM as EmailAddress,
      commonName: "Team",
      at: new Date("2026-01-01"),
      expiresAt: new Date("2028-01-01"),
      random: systemRandom,
    });
    const file = asFile(await smime.exportPkcs12(secret, "geheim", systemRandom));
    const imported = await call(keyImport, { list: TEAM, file, passphrase: "geheim" });
    assert.equal(imported.key.fingerprint, secret.fingerprint);
    const [out] = await call(keyExport, { list: TEAM, passphrase: "neu", pkcs12: true });
    const back = await smime.unlockSecret(Buffer.from(out?.pkcs12 ?? "", "base64"), "neu");
    assert.ok(back.ok && back.value.fingerprint === secret.fingerprint);
    assert.deepEqual(back.value.certificates.map(view), secret.certificates.map(view));
    const [shown] = await call(keyExport, { list: TEAM, scheme: "smime" });
    assert.equal(shown?.text, secret.certificates.map(smime.armourCertificate).join(""));
    const root = smime.describeCertificate(secret.certificates[1] ?? utf8(""), new Date());
    assert.equal(shown.authority, root.ok && root.value.fingerprint);
  });

  test("private keys of members are neither taken nor given", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const alice = await correspondent("alice");
    const certificate = await correspondent("alice", "smime");
    const pkcs12 = await smime.exportPkcs12(certificate.secret, "geheim", systemRandom);
    const files = [
      alice.secret.secret,
      utf8(openpgp.armourKey(alice.secret.secret)),
      utf8(smime.exportSecret(certificate.secret, null)),
      pkcs12,
      utf8(`-----BEGIN PKCS12-----\n${view(pkcs12).toString("base64")}\n-----END PKCS12-----\n`),
    ];
    for (const file of files) {
      assert.match((await call.refused(keyBind, bind(file))).publicText, /a member's private key/);
    }
    const wanted = { list: TEAM, member: ALICE, passphrase: "geheim" };
    assert.equal((await call.refused(keyExport, wanted)).code, "not-allowed");
  });

  test("what is no key, is expired or unknown is refused with words", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    assert.match((await call.refused(keyBind, bind(utf8("hello")))).publicText, /neither an OpenPGP key nor/);
    const { publicKey } = await openpgp.generateListKey({
      address: ALICE as EmailAddress,
      at: new Date("2020-01-01"),
      expiresAt: new Date("2021-01-01"),
    });
    const expired = await call.refused(keyBind, bind(publicKey));
    assert.match(expired.publicText, /the key has expired\. Extend it/);
    const unknown = { list: TEAM, member: ALICE, fingerprint: "AB".repeat(20) };
    assert.equal((await call.refused(keyUnbind, unknown)).code, "not-found");
  });

  test("a key can be taken away", async (t) => {
    const call = callsOn(await open(t));
    await teamWithAlice(call);
    const alice = await correspondent("alice");
    await call(keyBind, bind(alice.publicKey));
    await call(keyUnbind, { list: TEAM, member: ALICE, fingerprint: alice.secret.fingerprint });
    assert.deepEqual((await call(memberShow, { list: TEAM, member: ALICE })).keys, []);
  });
});
