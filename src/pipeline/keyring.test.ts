import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, equalBytes } from "#base";
import { caInit, caIssue, caRevoke, caShow, listCreate, memberAdd } from "#operations";
import { readCertificates } from "#smime";
import { insertListSecret, listByAddress, listSecrets } from "#store";
import { forEachDatabase } from "../../test/support/database.ts";
import { callsOn } from "../../test/support/operation-calls.ts";
import { makePerson } from "../../test/support/crypto/pki.ts";
import { START } from "../../test/support/stored.ts";
import { createKeyring } from "./keyring.ts";

const ALICE = "alice@example.org";
const TEAM = "team@example.org";
const NONE = { smime_ca: "", cafile: "", capath: "", revocation: "soft" } as const;

forEachDatabase((_name, open) => {
  test("what an authority of the site took back is told to the verifier", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    const root = await call(caInit, { name: "Small Group" });
    await call(listCreate, { address: TEAM });
    await call(memberAdd, { list: TEAM, member: { address: ALICE } });
    const issued = await call(caIssue, { address: ALICE, kind: "ec", passphrase: "x", list: TEAM });
    await call(caRevoke, { which: issued.fingerprint });

    const keyring = createKeyring(db, Buffer.alloc(32));
    const crl = Buffer.from((await call(caShow, {}))[0]?.crl ?? "", "base64");
    const trusted = await keyring.anchors({ ...NONE, smime_ca: root.certificate });
    assert.ok(trusted.some((one) => equalBytes(one, crl)));
    assert.deepEqual(await keyring.anchors(NONE), []);

    const list = await db.read((tx) => listByAddress(tx, TEAM as EmailAddress));
    const read = readCertificates(Buffer.from(issued.chain));
    const certificate = read.ok ? (read.value[0] ?? null) : null;
    const [signer] = await keyring.signers(list!.id).lookup([{ scheme: "smime", certificate }]);
    assert.deepEqual([signer?.fingerprint, signer?.revoked], [issued.fingerprint, true]);
  });

  test("of two certificates of a list, the one for signing signs", async (t) => {
    const db = await open(t);
    await callsOn(db)(listCreate, { address: TEAM });
    const secrets = await db.transact(async (tx) => {
      const list = await listByAddress(tx, TEAM as EmailAddress);
      assert.ok(list);
      for (const use of ["sign", "encrypt"] as const) {
        const secret = makePerson({ kind: "p256", address: TEAM });
        const publicKey = secret.certificates[0] ?? Buffer.alloc(0);
        const times = { createdAt: START, expiresAt: null, active: true };
        assert.ok((await insertListSecret(tx, { listId: list.id, secret, publicKey, ...times, use })).ok);
      }
      return { list: list.id, all: await listSecrets(tx, list.id) };
    });
    const { smime, all } = await createKeyring(db, Buffer.alloc(32)).secrets(secrets.list);
    assert.deepEqual([all.length, all.every(({ scheme }) => scheme === "smime")], [2, true]);
    assert.equal(smime?.fingerprint, secrets.all.find(({ use }) => use === "sign")?.fingerprint);
  });
});
