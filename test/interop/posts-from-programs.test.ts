/** Posts as members' programs make them, with gpg 2.2 and openssl at work, are opened and judged right. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  asId,
  type Bytes,
  type EmailAddress,
  latin1,
  type ListSecret,
  type MemberId,
  type SignerKey,
  utf8,
} from "#base";
import { encodeBase64Lines, toCrlf } from "#mime";
import { generateListKey } from "#openpgp";
import { type Binding, judgeAuthor, type Opened, openPost } from "#protect";
import { type Gpg, type GpgFamily, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import { peer } from "../support/programs/peers.ts";
import { certificatePem, makeAuthority, makePerson, privateKeyPem, signerOf } from "../support/crypto/pki.ts";

const gpgPeer = peer("gpg");
const openssl = peer("openssl");
const TEXT = "Gruß, the marker is heliotrope.\r\n";
const ENTITY = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${TEXT}`;

function bindingFor(key: SignerKey, address: string): Binding {
  const memberAddresses = [address as EmailAddress];
  return { member: asId<MemberId>(1), fingerprint: key.fingerprint, memberAddresses, confirmedAddresses: [] };
}

async function openAs(message: Bytes, secrets: readonly ListSecret[], key: SignerKey): Promise<Opened> {
  const both = { openpgp: true, smime: true };
  const result = await openPost({
    message,
    at: new Date(),
    secrets,
    signers: () => Promise.resolve([key]),
    anchors: [],
    trust: "bound",
    open: both,
    verify: both,
  });
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function assertBy(opened: Opened, key: SignerKey, address: string): void {
  const author = judgeAuthor(opened, [bindingFor(key, address)]);
  assert.ok(author.authentic, JSON.stringify([author, opened.signatures]));
  assert.match(Buffer.from(opened.content).toString(), /heliotrope/);
}

describe("a post made with gpg", { skip: gpgPeer.skip }, () => {
  let gpg: Gpg;
  let list: ListSecret;
  const LIST = "team@example.org";

  before(async () => {
    gpg = openGpg();
    const at = new Date(Date.now() - 60_000);
    const made = await generateListKey({ address: LIST as EmailAddress, at, expiresAt: null });
    list = made.secret;
    gpg.import(made.publicKey);
  });
  after(() => gpg.close());

  function message(from: string, content: string | Bytes): Bytes {
    return Buffer.concat([
      latin1(`From: ${from}\r\nTo: ${LIST}\r\nMIME-Version: 1.0\r\n`),
      Buffer.from(content),
    ]);
  }

  const encrypted = (armour: Bytes): string =>
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n\r\n--b\r\n' +
    "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n" +
    `${Buffer.from(toCrlf(armour)).toString("latin1")}\r\n--b--\r\n`;

  const signedParts = (entity: string, signature: Bytes): string =>
    'Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary=c\r\n\r\n--c\r\n' +
    `${entity}\r\n--c\r\nContent-Type: application/pgp-signature\r\n\r\n${Buffer.from(toCrlf(signature)).toString("latin1")}\r\n--c--\r\n`;

  for (const family of ["ed25519", "rsa2048", "nistp256"] satisfies GpgFamily[]) {
    test(`is opened and hers in every form a program writes (${family})`, async () => {
      const address = `${family}@example.org`;
      const fingerprint = gpgPerson(gpg, `${family} <${address}>`, family);
      const bytes = gpg.export(fingerprint);
      const key = { scheme: "openpgp", fingerprint, bytes, pinned: false } as unknown as SignerKey;
      const me = ["-a", "-u", fingerprint];
      const forms: Record<string, string> = {
        combined: encrypted(gpg.must([...me, "-se", "-r", LIST], ENTITY)),
        signed: signedParts(ENTITY, gpg.must([...me, "-b"], ENTITY)),
        textSigned: signedParts(ENTITY, gpg.must([...me, "-b", "--textmode"], ENTITY)),
      };
      forms["signed, then encrypted"] = encrypted(gpg.must(["-a", "-e", "-r", LIST], forms["signed"]));
      forms["hidden recipient"] = encrypted(gpg.must([...me, "-se", "-R", LIST], ENTITY));
      const inline = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
      forms["inline encrypted"] = inline + gpg.must([...me, "-se", "-r", LIST], TEXT).toString();
      forms["inline clearsigned"] = inline + gpg.must([...me, "--clearsign"], TEXT).toString();
      forms["inline signed"] = inline + gpg.must([...me, "-s"], TEXT).toString();
      for (const [form, content] of Object.entries(forms)) {
        const opened = await openAs(message(address, utf8(content)), [list], key);
        assertBy(opened, key, address);
        assert.equal(opened.wasSigned, "openpgp", form);
        assert.equal(opened.wasEncrypted, /crypt|combined|hidden/.test(form) ? "openpgp" : null, form);
      }
      // A message whose CRLF became LF in a pipe, as a whole.
      const lf = message(address, utf8(forms["signed"] ?? ""))
        .toString()
        .replaceAll("\r\n", "\n");
      assertBy(await openAs(utf8(lf), [list], key), key, address);
    });
  }

  test("keeps its signed entity byte for byte, inside an encryption too", async () => {
    const fingerprint = gpgPerson(gpg, "Keeper <keeper@example.org>", "ed25519");
    const key = {
      scheme: "openpgp",
      fingerprint,
      bytes: gpg.export(fingerprint),
      pinned: false,
    } as unknown as SignerKey;
    const own = signedParts(ENTITY, gpg.must(["-a", "-b", "-u", fingerprint], ENTITY));
    const post = message("keeper@example.org", encrypted(gpg.must(["-a", "-e", "-r", LIST], own)));
    const opened = await openAs(post, [list], key);
    assert.equal(Buffer.from(opened.posterSigned ?? []).toString(), own);
  });

  test("with an old hash is weak and not changed, also where each CRLF became LF before it was sealed", async () => {
    const fingerprint = gpgPerson(gpg, "Old <old@example.org>", "rsa2048");
    const bytes = gpg.export(fingerprint);
    const key = { scheme: "openpgp", fingerprint, bytes, pinned: false } as unknown as SignerKey;
    const signature = gpg.must(["-a", "-b", "-u", fingerprint, "--digest-algo", "SHA1"], ENTITY);
    const lf = signedParts(ENTITY, signature).replaceAll("\r\n", "\n");
    const sealed = encrypted(gpg.must(["-a", "-e", "-r", LIST], lf));
    const opened = await openAs(message("old@example.org", sealed), [list], key);
    const found = opened.signatures.map((one) => [one.verdict, one.verdict === "valid" ? null : one.why]);
    assert.deepEqual(found, [["weak", "weak-hash"]]);
  });

  test("from Exchange, which makes three parts of it, is opened", async () => {
    const fingerprint = gpgPerson(gpg, "Ex <ex@example.org>", "ed25519");
    const key = {
      scheme: "openpgp",
      fingerprint,
      bytes: gpg.export(fingerprint),
      pinned: false,
    } as unknown as SignerKey;
    const armour = gpg.must(["-a", "-se", "-u", fingerprint, "-r", LIST], ENTITY);
    const made = encrypted(armour)
      .replace('multipart/encrypted; protocol="application/pgp-encrypted"', "multipart/mixed")
      .replace("--b\r\n", "--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\n");
    assertBy(await openAs(message("ex@example.org", made), [list], key), key, "ex@example.org");
    const wordy = made.replace("text/plain\r\n\r\n", "text/plain\r\n\r\nread this:");
    assert.equal((await openAs(message("ex@example.org", wordy), [list], key)).wasEncrypted, null);
  });
});

describe("a post made with openssl", { skip: openssl.skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "conclave-posts-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const ca = makeAuthority();
  const path = (name: string, content: Uint8Array | string): string => {
    const file = join(folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  const ssl = (...args: string[]): Buffer =>
    execFileSync(openssl.path, args, { stdio: ["ignore", "pipe", "pipe"] });

  for (const kind of ["rsa2048", "p256"] as const) {
    test(`is opened and his in every form a program writes (${kind})`, async () => {
      const address = "bob@example.org";
      const bob = makePerson({ kind, address }, ca);
      const list = makePerson({ kind, address: "team@example.org" }, ca);
      const key = signerOf(bob, false);
      const signer = [
        "-signer",
        path("bob.crt", certificatePem(bob.certificates[0]!)),
        "-inkey",
        path("bob.key", privateKeyPem(bob)),
      ];
      const recipient = path("list.crt", certificatePem(list.certificates[0]!));
      const entity = path("entity", ENTITY);
      const crlf = ["-crlfeol"];
      const detached = ssl("cms", "-sign", "-in", entity, "-binary", ...crlf, "-md", "sha256", ...signer);
      const opaque = ssl(
        "cms",
        "-sign",
        "-in",
        entity,
        "-nodetach",
        "-binary",
        ...crlf,
        "-md",
        "sha256",
        ...signer,
      );
      const forms: Record<string, Buffer> = { detached, opaque };
      for (const cipher of ["-aes-128-cbc", "-aes-256-cbc", "-aes-256-gcm"]) {
        for (const [name, content] of Object.entries({ detached, opaque })) {
          forms[`${name} in ${cipher}`] = ssl(
            "cms",
            "-encrypt",
            "-binary",
            ...crlf,
            "-in",
            path("inner", content),
            cipher,
            recipient,
          );
        }
      }
      const der = ssl(
        "cms",
        "-encrypt",
        "-binary",
        "-in",
        path("inner", detached),
        "-outform",
        "DER",
        "-aes256",
        recipient,
      );
      const untyped =
        "Content-Type: application/x-pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n";
      const asFile =
        'Content-Type: application/octet-stream; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n';
      for (const header of [untyped, asFile]) {
        forms[`encrypted ${header}`] = Buffer.concat([latin1(header), encodeBase64Lines(der)]);
      }
      for (const [form, content] of Object.entries(forms)) {
        const message = Buffer.concat([latin1(`From: ${address}\r\n`), content]);
        const opened = await openAs(message, [list], key);
        assertBy(opened, key, address);
        assert.equal(opened.wasEncrypted, / in |encrypted/.test(form) ? "smime" : null, form);
        assert.equal(opened.wasSigned, "smime", form);
        assert.equal(opened.certificates.length, 1, form);
      }
    });
  }
});
