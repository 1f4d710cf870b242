import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import { fromUtf8, LIMITS, utf8 } from "#base";
import { peer } from "../../test/support/programs/peers.ts";
import { BASE, READER, startSlapd } from "../../test/support/programs/slapd.ts";
import { escapeFilterValue, searchDirectory } from "./index.ts";

const needed = { skip: peer("slapd").skip };
const PLAIN = { startTls: false, ca: null } as const;

function search(filter: string, base = BASE) {
  return { base, scope: "sub", filter, attributes: ["mail", "userCertificate;binary"] } as const;
}

test("what the filter fits comes as octets; the name and password are asked for", needed, async (t) => {
  const certificates = [utf8("0 no certificate")];
  const { url } = await startSlapd(t, [
    { address: "ann@example.org", certificates },
    { address: "bob@example.org", certificates: [] },
  ]);
  const server = { ...PLAIN, url, login: READER };
  const found = await searchDirectory(server, search("(mail=ann@example.org)"));
  assert.ok(found.ok);
  assert.deepEqual(
    found.value.map(({ values }) => [...values].map(([name, all]) => [name, all.map(fromUtf8)])),
    [
      [
        ["mail", ["ann@example.org"]],
        ["usercertificate", ["0 no certificate"]],
      ],
    ],
  );
  const everybody = await searchDirectory(server, search("(mail=*)"));
  assert.equal(everybody.ok && everybody.value.length, 2);
  const escaped = await searchDirectory(server, search(`(mail=${escapeFilterValue("*")})`));
  assert.deepEqual(escaped, { ok: true, value: [] });
  const wrong = { ...server, login: { ...READER, password: "wrong" } };
  assert.deepEqual(await searchDirectory(wrong, search("(mail=*)")), { ok: false, error: "refused" });
  const nobody = await searchDirectory({ ...server, login: null }, search("(mail=*)"));
  assert.ok(!nobody.ok || nobody.value.length === 0);
  const nowhere = await searchDirectory(server, search("(mail=*)", "dc=elsewhere"));
  assert.deepEqual(nowhere, { ok: false, error: "refused" });
});

test("more entries than there is a bound for are refused", needed, async (t) => {
  const people = Array.from({ length: LIMITS.directoryEntries + 5 }, (_, number) => ({
    address: `p${number}@example.org`,
    certificates: [],
  }));
  const { url } = await startSlapd(t, people);
  const found = await searchDirectory({ ...PLAIN, url, login: READER }, search("(mail=*)"));
  assert.deepEqual(found, { ok: false, error: "too-large" });
});

test("a server that is not there, or that says nothing that LDAP knows, is no answer", async (t) => {
  const silent = createServer((socket) => socket.end("220 hello\r\n")).listen(0, "127.0.0.1");
  t.after(() => silent.close());
  await new Promise((ready) => silent.once("listening", ready));
  const { port } = silent.address() as AddressInfo;
  for (const url of [`ldap://127.0.0.1:${port}`, "ldap://127.0.0.1:1"]) {
    const found = await searchDirectory({ ...PLAIN, url, login: null }, search("(mail=*)"));
    assert.deepEqual(found, { ok: false, error: "no-answer" });
  }
});

test("a filter that is none is not sent", async () => {
  const server = { ...PLAIN, url: "ldap://127.0.0.1:1", login: null };
  assert.deepEqual(await searchDirectory(server, search("(mail=")), { ok: false, error: "bad-filter" });
});

test("no value is more than a value", () => {
  assert.equal(escapeFilterValue("o'neil+x@example.org"), "o\\27neil+x@example.org");
  assert.equal(escapeFilterValue("*)(uid=*"), "\\2a\\29\\28uid\\3d\\2a");
  assert.equal(escapeFilterValue("\\\0ü"), "\\5c\\00\\c3\\bc");
});
