import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { asFile, callsOn } from "../../../test/support/operation-calls.ts";
import { certificatePem, makePerson } from "../../../test/support/crypto/pki.ts";
import { keyExportDirectory, keyImportDirectory, listCreate, memberAdd, memberShow } from "../index.ts";

const TEAM = "team@example.org";
const [ALICE, BOB] = ["alice@example.org", "bob@example.org"];

function pem(options: Parameters<typeof makePerson>[0]) {
  const [certificate = utf8("")] = makePerson({ kind: "p256", ...options }).certificates;
  return asFile(utf8(certificatePem(certificate)));
}

forEachDatabase((_name, open) => {
  test("a folder of certificates comes in and goes out, split ones too; one bad file spoils no other", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    for (const address of [ALICE, BOB]) await call(memberAdd, { list: TEAM, member: { address } });
    const files = [
      { name: ALICE, file: pem({ address: ALICE }) },
      { name: `${BOB}@sign`, file: pem({ address: BOB, usage: 0x80 }) },
      { name: `${BOB}@enc`, file: pem({ address: BOB, usage: 0x08 }) },
    ];
    const bad = [
      { name: "README", file: asFile(utf8("hello")) },
      { name: "carol@example.org", file: pem({ address: "carol@example.org" }) },
      { name: BOB, file: pem({ address: ALICE }) },
    ];
    const imported = await call(keyImportDirectory, { list: TEAM, files: [...bad, ...files] });
    assert.deepEqual(
      imported.map(({ did }) => did),
      [null, null, null, "bound", "bound", "bound"],
    );
    assert.match(imported[1]?.problem ?? "", /is not on team@example\.org/);
    assert.match(imported[2]?.problem ?? "", /is for alice@example\.org, not for bob@example\.org/);
    assert.equal((await call(memberShow, { list: TEAM, member: BOB })).keys.length, 2);

    const exported = await call(keyExportDirectory, { list: TEAM });
    const names = new Set(exported.map(({ name }) => name));
    assert.deepEqual(names, new Set(files.map(({ name }) => name)));
    const back = exported.map(({ name, text }) => ({ name, file: asFile(utf8(text)) }));
    const again = await call(keyImportDirectory, { list: TEAM, files: back });
    assert.ok(again.every(({ did }) => did === "renewed"));
    const other = await call(keyImportDirectory, {
      list: TEAM,
      files: [{ name: ALICE, file: pem({ address: ALICE }) }],
    });
    assert.match(other[0]?.problem ?? "", /has a key of this kind already/);
  });
});
