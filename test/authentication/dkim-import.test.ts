/** Keys that another program signed with go on signing here: taken over by the command line, on the whole server. */
import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { AppError, err, ok } from "#base";
import { dkimActivate, dkimCheck, dkimShow } from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { judgeSignatures, type TxtRecords } from "../support/judge-signatures.ts";
import { MEMBERS, plainPost, plainTeam } from "../support/lists/plain-team.ts";
import { startDns } from "../support/programs/dns-server.ts";
import { runCliOn } from "../support/run-cli-on.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [, BEN] = MEMBERS;

/** As Rspamd writes it: the seed and the public half, and behind them what to publish. */
function rspamdsEd25519() {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { d = "", x = "" } = privateKey.export({ format: "jwk" });
  const secret = Buffer.concat([Buffer.from(d, "base64url"), Buffer.from(x, "base64url")]);
  const published = Buffer.from(x, "base64url").toString("base64");
  const record = `v=DKIM1; k=ed25519; p=${published}`;
  return { file: `${secret.toString("base64")}\ned._domainkey IN TXT ( "${record}" ) ;\n`, record };
}

/** As OpenDKIM writes it. */
function openDkimsRsa(modulusLength: number) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength });
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return {
    file: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    secret: privateKey.export({ type: "pkcs8", format: "der" }),
    record: `v=DKIM1; h=sha256; k=rsa; s=email; p=${spki.toString("base64")}`,
  };
}

function commandLine(server: TestServer) {
  const call: Parameters<typeof runCliOn>[0]["call"] = async (operation, input) => {
    try {
      return ok(await server.call(operation, input));
    } catch (thrown) {
      return err(AppError.fromUnknown(thrown));
    }
  };
  let count = 0;
  return async (domain: string, selector: string, text: string) => {
    const path = join(server.folder, `${(count += 1)}.key`);
    writeFileSync(path, text, { mode: 0o600 });
    return runCliOn({ call }, ["dkim", "import", domain, "--selector", selector, "--key", path]);
  };
}

forEachDatabase((database) => {
  test("keys of OpenDKIM and Rspamd sign here, under the records that are published already", async (t) => {
    const records: TxtRecords = {};
    const dns = await startDns(t, records);
    const server = await newServer(t, { database, site: [`dns_servers = ["${dns.address}"]`] });
    await plainTeam(server);
    const take = commandLine(server);
    const [rsa, ed25519] = [openDkimsRsa(1024), rspamdsEd25519()];
    records["mail._domainkey.example.org"] = rsa.record;
    records["ed._domainkey.example.org"] = ed25519.record.replace("p=", "p= ");

    const first = await take("Example.org", "mail", rsa.file);
    assert.equal(first.status, 0, first.notes);
    assert.match(first.out, /^mail\._domainkey\.example\.org\. IN TXT \( "v=DKIM1; k=rsa; p=/);
    assert.match(first.notes, /it has 1024 bits.*conclave dkim rotate example\.org/);
    assert.match(first.notes, /conclave dkim activate example\.org --selector mail/);
    const second = await take("example.org", "ed", ed25519.file);
    assert.match(second.out, /k=ed25519; p=/);
    assert.doesNotMatch(second.notes, /bits/);

    const again = await take("example.org", "mail", openDkimsRsa(1024).file);
    assert.match(again.notes, /has a key of the selector mail already/);
    const locked = generateKeyPairSync("ed25519").privateKey.export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "x",
    });
    assert.match((await take("example.org", "x", locked.toString())).notes, /openssl pkey/);
    assert.notEqual((await take("example.org", "x", "words")).status, 0);

    const seen = (await server.call(dkimCheck, {})).map((key) => `${key.selector} ${key.state} ${key.seen}`);
    assert.deepEqual(seen.toSorted(), ["ed waiting matches", "mail waiting matches"]);
    await server.call(dkimActivate, { domain: "example.org" });
    await server.post(plainPost("signed"));
    const { dkim } = await judgeSignatures(server.mailbox(BEN).at(-1)?.data ?? Buffer.alloc(0), records);
    assert.deepEqual(dkim, ["pass d=example.org s=mail", "pass d=example.org s=ed"]);

    const shown = await server.call(dkimShow, {});
    assert.deepEqual(
      shown.map(({ bits, weak }) => [bits, weak]),
      [
        [1024, true],
        [null, false],
      ],
    );
    const stored = await server.db.read((tx) => tx.query.selectFrom("dkim_key").selectAll().execute());
    for (const { sealed } of stored) {
      assert.ok(sealed !== null);
      assert.ok(!Buffer.from(sealed).includes(rsa.secret.subarray(26, 90)), "sealed as those made here");
    }
  });
});
