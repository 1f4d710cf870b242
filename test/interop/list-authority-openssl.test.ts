/** openssl's opinion on the authority of a list: it vouches for the list's mail, for no other address and no web server. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, systemRandom } from "#base";
import { generateListKey } from "#smime";
import { misusedAuthority } from "../support/crypto/list-authority.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem, SERVER_AUTH } from "../support/crypto/pki.ts";

const openssl = peer("openssl");
const TEAM = "team@example.org" as EmailAddress;
const FROM = new Date(Date.now() - 60_000);
const UNTIL = new Date(Date.now() + 86_400_000);

function opinion(
  t: TestContext,
  { leaf, root, purpose }: { leaf: Bytes; root: Bytes; purpose: string },
): string {
  const folder = mkdtempSync(join(tmpdir(), "conclave-authority-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [own, authority] = [join(folder, "leaf.crt"), join(folder, "root.crt")];
  writeFileSync(own, certificatePem(leaf));
  writeFileSync(authority, certificatePem(root));
  const trust = ["-CAfile", authority, "-no-CApath", "-no-CAstore", "-x509_strict"];
  const done = spawnSync(openssl.path, ["verify", ...trust, "-purpose", purpose, own]);
  return done.status === 0 ? "OK" : done.stderr.toString();
}

test(
  "openssl takes the certificate that a list makes, strictly, for signing and for sealing",
  openssl,
  async (t) => {
    const made = { address: TEAM, commonName: "Team", at: FROM, expiresAt: UNTIL, random: systemRandom };
    const [leaf, root] = (await generateListKey(made)).secret.certificates;
    assert.ok(leaf && root);
    for (const purpose of ["smimesign", "smimeencrypt"])
      assert.equal(opinion(t, { leaf, root, purpose }), "OK");
  },
);

test("openssl takes nothing else from a list's authority", openssl, async (t) => {
  const { certificate: root, certify } = await misusedAuthority(TEAM, { notBefore: FROM, notAfter: UNTIL });
  const own = { leaf: certify(TEAM), root, purpose: "smimesign" };
  assert.equal(opinion(t, own), "OK");
  const other = { ...own, leaf: certify("alice@example.org") };
  assert.match(opinion(t, other), /permitted subtree violation/);
  const web = { leaf: certify(TEAM, { purpose: SERVER_AUTH }), root, purpose: "sslserver" };
  assert.match(opinion(t, web), /unsuitable certificate purpose|unsupported certificate purpose/);
});
