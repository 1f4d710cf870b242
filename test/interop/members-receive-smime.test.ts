/** What an S/MIME member receives, whole as it goes over the wire, opens and verifies with openssl and gpgsm. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Bytes, type EmailAddress, type ListSecret, systemRandom, utf8 } from "#base";
import { decodeBody, type Entity, parseMessage } from "#mime";
import { type ComposedPost, sealPost, wireOf } from "#protect";
import { generateListKey, recipientOf } from "#smime";
import { startGpgAgent, stopGpgAgent } from "../support/crypto/gpg-agent.ts";
import { withAnotherSalt } from "../support/crypto/gpgsm.ts";
import { mustHold } from "../support/lists/must-hold.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem, makeAuthority, makePerson, privateKeyPem } from "../support/crypto/pki.ts";

const openssl = peer("openssl");
const gpgsm = peer("gpgsm");
const folder = mkdtempSync(join(tmpdir(), "conclave-member-"));
after(() => {
  stopGpgAgent(folder);
  rmSync(folder, { recursive: true, force: true });
});

const AT = new Date(Date.now() - 60_000);
const ca = makeAuthority("Test CA", null, { kind: "rsa2048" });
const people: Readonly<Record<string, ListSecret>> = {
  rsa: makePerson({ kind: "rsa2048", address: "bob@example.org" }, ca),
  p256: makePerson({ kind: "p256" }, ca),
  p384: makePerson({ kind: "p384" }, ca),
};
const CONTENT = utf8("Content-Type: text/plain; charset=utf-8\r\n\r\nGruß, the marker is heliotrope.\r\n");
const POST: ComposedPost = {
  outer: [
    ["From", '"Alice via Team" <team@example.org>'],
    ["To", "team@example.org"],
    ["Subject", "[Team] sealed post 1"],
  ],
  protected: [
    ["From", '"Alice via Team" <team@example.org>'],
    ["Subject", "the plan"],
  ],
  block: "Subject: the plan\n",
  content: CONTENT,
};

function path(name: string, content?: Uint8Array | string): string {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content, { mode: 0o600 });
  return file;
}

function ssl(...args: string[]): Buffer {
  return execFileSync(openssl.path, args, { stdio: ["ignore", "pipe", "pipe"] });
}

function parse(message: Bytes): Entity {
  const parsed = parseMessage(message);
  assert.ok(parsed.ok);
  return parsed.value;
}

function assertInside(octets: Bytes): void {
  const inside = parse(octets);
  assert.equal(inside.header.first("Subject")?.value, "the plan");
  assert.equal(inside.contentType.parameters.get("hp"), "cipher");
  assert.deepEqual(Buffer.from(inside.children[1]?.raw ?? []), Buffer.from(CONTENT));
}

describe("an S/MIME member", { skip: openssl.skip }, () => {
  let list: ListSecret;

  before(async () => {
    const address = "team@example.org" as EmailAddress;
    const made = await generateListKey({
      address,
      commonName: "Team",
      at: AT,
      expiresAt: null,
      random: systemRandom,
    });
    list = made.secret;
  });

  async function receive(member: ListSecret, cipher: "cbc" | "gcm" | "none"): Promise<Bytes> {
    const recipient = recipientOf(member.certificates[0]!, new Date());
    assert.ok(recipient.ok);
    const profile = { key: "t", scheme: "smime", cipher, sign: true, language: "en", marked: true } as const;
    const secrets = { openpgp: null, smime: list };
    const input = { profile, post: POST, secrets, at: new Date(), random: systemRandom };
    const sealed = mustHold(await sealPost(input));
    return wireOf(sealed, sealed.headFor(recipient.value));
  }

  /** Gives the octets that the list signed. */
  function verify(message: Bytes): Buffer {
    const signed = path("signed.eml", message);
    const anchor = path("list.crt", certificatePem(list.certificates[1]!));
    const out = path("out");
    ssl("cms", "-verify", "-in", signed, "-CAfile", anchor, "-out", out, "-purpose", "any");
    return readFileSync(out);
  }

  for (const [name, member] of Object.entries(people)) {
    for (const cipher of ["cbc", "gcm"] as const) {
      test(`reads the post and the list's signature in openssl: ${name}, ${cipher}`, async () => {
        const wire = path("wire.eml", await receive(member, cipher));
        const cert = path("member.crt", certificatePem(member.certificates[0]!));
        const key = path("member.key", privateKeyPem(member));
        const opened = ssl("cms", "-decrypt", "-in", wire, "-recip", cert, "-inkey", key);
        assert.equal(parse(opened).contentType.essence, "multipart/signed");
        assertInside(verify(opened));
      });
    }
  }

  test("verifies a post that is only signed", async () => {
    const inside = parse(verify(await receive(people["rsa"]!, "none")));
    assert.equal(inside.contentType.parameters.get("hp"), "clear");
    assert.match(decodeBody(inside.children[1]!).toString(), /heliotrope/);
  });

  test("reads it in gpgsm with RSA and CBC", { skip: gpgsm.skip }, async () => {
    const member = people["rsa"]!;
    prepareGpgsm(member, list);
    const wire = parse(await receive(member, "cbc"));
    const opened = path("opened");
    const decrypted = gpgsmRun(
      ...LOOPBACK,
      "--output",
      opened,
      "--decrypt",
      path("sealed.der", decodeBody(wire)),
    );
    assert.match(decrypted, /DECRYPTION_OKAY/);
    const [signed, signature] = parse(readFileSync(opened)).children;
    assert.ok(signed && signature);
    const verified = gpgsmRun("--verify", path("sig.der", decodeBody(signature)), path("signed", signed.raw));
    assert.match(verified, /GOODSIG/);
    assertInside(signed.raw);
  });
});

const LOOPBACK = ["--pinentry-mode", "loopback", "--passphrase-fd", "0"];

function gpgsmRun(...args: string[]): string {
  const options = [
    "--homedir",
    folder,
    "--batch",
    "--yes",
    "--no-tty",
    "--disable-crl-checks",
    "--status-fd",
    "2",
  ];
  const done = spawnSync(gpgsm.path, [...options, ...args], { input: "geheim\n", timeout: 60_000 });
  return done.stderr.toString();
}

/** gpgsm 2.2 imports keys from old PKCS#12 only. */
function prepareGpgsm(member: ListSecret, list: ListSecret): void {
  mkdirSync(join(folder, "private-keys-v1.d"), { recursive: true, mode: 0o700 });
  path("gpg-agent.conf", "allow-loopback-pinentry\n");
  const roots = [ca.certificate, list.certificates[1]!];
  const trusted = roots.map(
    (der) => `${createHash("sha1").update(der).digest("hex").toUpperCase()} S relax\n`,
  );
  path("trustlist.txt", trusted.join(""));
  startGpgAgent(folder);
  for (const der of roots) assert.match(gpgsmRun("--import", path("import.der", der)), /IMPORT_OK/);
  const cert = path("person.crt", certificatePem(member.certificates[0]!));
  const key = path("person.key", privateKeyPem(member));
  const old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
  withAnotherSalt(() => {
    const p12 = ssl("pkcs12", "-export", "-in", cert, "-inkey", key, "-passout", "pass:geheim", ...old);
    assert.match(gpgsmRun(...LOOPBACK, "--import", path("person.p12", p12)), /IMPORT_OK/);
  });
}
