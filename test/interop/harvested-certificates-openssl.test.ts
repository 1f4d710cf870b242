/** Certificates of every kind that openssl's people sign with, on a running server: which are bound, and which wait. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { concatBytes, utf8 } from "#base";
import { formatField, toCrlf } from "#mime";
import { keyOfferList, listConfigure, listCreate, memberAdd, memberShow } from "#operations";
import type { OpensslPerson } from "../support/crypto/openssl.ts";
import {
  type OpensslCertificates,
  opensslCertificates,
  type WantedCertificate,
} from "../support/crypto/openssl-certificates.ts";
import { TEAM } from "../support/lists/sealed-team.ts";
import { peer } from "../support/programs/peers.ts";
import { newServer, type TestServer } from "../support/server.ts";

const needed = { skip: peer("openssl").skip };
const [ANN, READER] = ["ann@example.org", "reader@example.net"];
const HERS = `subjectAltName=email:${ANN}`;
const MAIL = "extendedKeyUsage=emailProtection";

interface Story {
  readonly server: TestServer;
  readonly certificates: OpensslCertificates;
  certify(wanted: Omit<WantedCertificate, "address">): OpensslPerson;
  /** Whether Reader gets what openssl signs with it; others go along. */
  post(by: OpensslPerson, beside?: readonly OpensslPerson[]): Promise<boolean>;
  /** Whether each of the member's keys can be sealed to. */
  keys(): Promise<readonly boolean[]>;
  offers(): Promise<number>;
}

async function story(t: TestContext): Promise<Story> {
  const [server, certificates] = [await newServer(t), opensslCertificates(t, "Test CA")];
  await server.call(listCreate, { address: TEAM, name: "Team" });
  const settings = { smime_post_sign: "yes", smime_distrib_encrypt: "yes", smime_trust: "ca" };
  await server.call(listConfigure, {
    list: TEAM,
    settings: { ...settings, smime_ca: certificates.authority },
  });
  for (const address of [ANN, READER]) await server.call(memberAdd, { list: TEAM, member: { address } });
  let posts = 0;
  return {
    server,
    certificates,
    certify: (wanted) => certificates.certify({ address: ANN, ...wanted }),
    async post(by, beside = []) {
      const before = server.mailbox(READER).length;
      await server.post({
        from: ANN,
        to: TEAM,
        message: signedMail(certificates, by, { id: ++posts, beside }),
      });
      return server.mailbox(READER).length > before;
    },
    async keys() {
      const { keys } = await server.call(memberShow, { list: TEAM, member: ANN });
      return keys.map(({ unusable }) => unusable === null);
    },
    offers: async () => (await server.call(keyOfferList, { list: TEAM })).length,
  };
}

interface Mail {
  readonly id: number;
  readonly beside: readonly OpensslPerson[];
}

function signedMail({ ssl }: OpensslCertificates, by: OpensslPerson, { id, beside }: Mail): Uint8Array {
  const text = utf8(`Content-Type: text/plain\r\n\r\nhello ${id}\r\n`);
  const more = ssl.file(
    "beside.pem",
    beside.map(({ certificate }) => readFileSync(certificate, "utf8")).join(""),
  );
  const who = ["-signer", by.certificate, "-inkey", by.key, "-md", "sha256"];
  const others = beside.length === 0 ? [] : ["-certfile", more];
  const signed = ssl.must(["cms", "-sign", "-binary", "-crlfeol", ...who, ...others], text);
  const header = [
    ["From", ANN],
    ["To", TEAM],
    ["Message-ID", `<${id}@laptop.example>`],
  ].map(([name = "", value = ""]) => formatField(name, value));
  return concatBytes(...header, toCrlf(signed));
}

const BOTH: Readonly<Record<string, Omit<WantedCertificate, "address">>> = {
  "RSA for both uses": {
    key: "rsa",
    extensions: [HERS, MAIL, "keyUsage=critical,digitalSignature,keyEncipherment"],
  },
  "RSA for both uses by nonRepudiation": {
    key: "rsa",
    extensions: [HERS, MAIL, "keyUsage=nonRepudiation,keyEncipherment"],
  },
  "EC for both uses": { key: "ec", extensions: [HERS, MAIL, "keyUsage=digitalSignature,keyAgreement"] },
  "no keyUsage, and nothing but the address": { key: "rsa", extensions: [HERS] },
  "EC without keyUsage": { key: "ec", extensions: [HERS] },
  "several addresses, hers last": {
    key: "rsa",
    extensions: [`subjectAltName=email:office@example.org,email:a.nn@example.com,email:${ANN}`, MAIL],
  },
};

for (const [what, wanted] of Object.entries(BOTH)) {
  test(`counts and is sealed to: ${what}`, needed, async (t) => {
    const team = await story(t);
    const ann = team.certify(wanted);
    assert.equal(await team.post(ann), true);
    assert.deepEqual(await team.keys(), [true]);
    const copy = team.server.mailbox(ANN).at(-1);
    assert.match(
      team.certificates.ssl.open(ann, copy?.data ?? utf8("")).toString(),
      /hello 1/,
      "openssl opens it",
    );
    assert.equal(await team.offers(), 0);
  });
}

test("split certificates are both kept, RSA and EC", needed, async (t) => {
  for (const key of ["rsa", "ec"] as const) {
    const team = await story(t);
    const signs = team.certify({ key, extensions: [HERS, MAIL, "keyUsage=critical,digitalSignature"] });
    const seals = team.certify({ key: "rsa", extensions: [HERS, MAIL, "keyUsage=critical,keyEncipherment"] });
    assert.equal(await team.post(signs, [seals]), true);
    assert.deepEqual(new Set(await team.keys()), new Set([false, true]));
    const copy = team.server.mailbox(ANN).at(-1);
    assert.match(team.certificates.ssl.open(seals, copy?.data ?? utf8("")).toString(), /hello 1/);
  }
});

const NEITHER: Readonly<Record<string, Omit<WantedCertificate, "address">>> = {
  expired: { key: "rsa", extensions: [HERS, MAIL], dates: ["20240101000000Z", "20250101000000Z"] },
  "not good yet": { key: "rsa", extensions: [HERS, MAIL], dates: ["20990101000000Z", "21000101000000Z"] },
  "for servers": { key: "rsa", extensions: [HERS, "extendedKeyUsage=serverAuth"] },
  "for sealing only": { key: "rsa", extensions: [HERS, MAIL, "keyUsage=critical,keyEncipherment"] },
  "somebody else's": { key: "rsa", extensions: ["subjectAltName=email:bob@example.org", MAIL] },
  "of no address": { key: "rsa", extensions: [MAIL] },
};

for (const [what, wanted] of Object.entries(NEITHER)) {
  test(`neither counts nor is bound or offered: ${what}`, needed, async (t) => {
    const team = await story(t);
    assert.equal(await team.post(team.certify(wanted)), false);
    assert.deepEqual(await team.keys(), []);
    assert.equal(await team.offers(), 0);
  });
}

test("a revoked certificate beside a good one is neither sealed to nor offered", needed, async (t) => {
  const team = await story(t);
  const signs = team.certify({ key: "rsa", extensions: [HERS, MAIL, "keyUsage=critical,digitalSignature"] });
  const seals = team.certify({ key: "rsa", extensions: [HERS, MAIL, "keyUsage=critical,keyEncipherment"] });
  const smime_ca = `${team.certificates.authority}${team.certificates.revoke(seals)}`;
  await team.server.call(listConfigure, { list: TEAM, settings: { smime_ca } });
  assert.equal(await team.post(signs, [seals]), true);
  assert.deepEqual(await team.keys(), [false]);
  assert.equal(await team.offers(), 0);
});

test("another authority's certificate waits, and a revoked one is nothing", needed, async (t) => {
  const team = await story(t);
  const other = opensslCertificates(t, "Test CA").certify({
    address: ANN,
    key: "rsa",
    extensions: [HERS, MAIL],
  });
  assert.equal(await team.post(other), false);
  assert.deepEqual(await team.keys(), []);
  assert.equal(await team.offers(), 1);
  const revoked = team.certify({ key: "rsa", extensions: [HERS, MAIL] });
  const smime_ca = `${team.certificates.authority}${team.certificates.revoke(revoked)}`;
  await team.server.call(listConfigure, { list: TEAM, settings: { smime_ca } });
  assert.equal(await team.post(revoked), false);
  assert.deepEqual(await team.keys(), []);
  assert.equal(await team.offers(), 1);
  const good = team.certify({ key: "rsa", extensions: [HERS, MAIL] });
  assert.equal(await team.post(good), true);
});
