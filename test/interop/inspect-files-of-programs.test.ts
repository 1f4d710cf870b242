/** `conclave inspect` with the key files and messages that gpg and openssl write. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Bytes, concatBytes, fromLatin1, latin1 } from "#base";
import { toCrlf } from "#mime";
import { entity, mail } from "../support/programs/correspondents.ts";
import { type Gpg, openGpg } from "../support/crypto/gpg.ts";
import { inspect } from "../support/inspection.ts";
import { openOpenssl, type Openssl, type OpensslPerson } from "../support/crypto/openssl.ts";
import { peer } from "../support/programs/peers.ts";

const ALICE = "alice@example.org";
const TEXT = entity("hello\n");
const now = (): Date => new Date(Date.now() + 60_000);

function from(address: string, content: Bytes): Bytes {
  const fields = [
    ["From", address],
    ["Subject", "outside"],
    ["MIME-Version", "1.0"],
  ] as const;
  return mail(fields, content);
}

/** openssl writes its own MIME-Version. */
function withFrom(smime: Bytes): Bytes {
  return concatBytes(latin1(`From: ${ALICE}\r\n`), toCrlf(smime));
}

describe("inspect and openssl", { skip: peer("openssl").skip }, () => {
  let openssl: Openssl;
  let people: OpensslPerson[];

  before(() => {
    openssl = openOpenssl();
    people = [openssl.person(ALICE, "rsa"), openssl.person(`b.${ALICE}`, "p256")];
  });
  after(() => openssl.close());

  const pem = (path: string): Buffer => readFileSync(path);
  const secretForms = ({ key, certificate }: OpensslPerson): readonly (readonly Buffer[])[] => {
    const lock = ["-passout", "pass:geheim"];
    const own = ["-in", certificate, "-inkey", key];
    return [
      [Buffer.concat([pem(key), pem(certificate)])],
      [pem(key), pem(certificate)],
      [pem(certificate), pem(key)],
      [pem(key)],
      [openssl.must(["pkey", "-in", key, "-outform", "DER"]), pem(certificate)],
      [openssl.must(["pkey", "-in", key, "-traditional"]), pem(certificate)],
      [openssl.must(["pkey", "-in", key, "-traditional", "-outform", "DER"]), pem(certificate)],
      [openssl.must(["pkey", "-in", key, "-aes-256-cbc", ...lock]), pem(certificate)],
      [openssl.must(["pkey", "-in", key, "-traditional", "-aes-128-cbc", ...lock]), pem(certificate)],
      [openssl.must(["pkcs12", "-export", ...own, ...lock])],
      [openssl.must(["pkcs12", "-export", ...own, "-passout", "pass:"])],
      [
        openssl.must([
          "pkcs12",
          "-export",
          ...own,
          "-keypbe",
          "PBE-SHA1-3DES",
          "-certpbe",
          "PBE-SHA1-3DES",
          ...lock,
        ]),
      ],
    ];
  };

  it("opens with a private key in every form that openssl writes", async () => {
    for (const person of people) {
      const sealed = from(ALICE, openssl.seal(person, TEXT, "aes256"));
      for (const [index, secrets] of secretForms(person).entries()) {
        const report = await inspect(sealed, { secrets, passphrases: ["wrong", "geheim"], at: now() });
        assert.deepEqual(report.layers[0]?.opened, true, `form ${index} of ${person.address}`);
        assert.deepEqual(report.problems, ["no-integrity"]);
      }
    }
  });

  it("binds a certificate in every form, and through an authority", async () => {
    const [alice = people[0]!] = people;
    const certificate = alice.certificate;
    const post = withFrom(openssl.sign(alice, TEXT, "detached"));
    const bundle = ["crl2pkcs7", "-nocrl", "-certfile", certificate];
    const forms = [
      pem(certificate),
      openssl.must(["x509", "-in", certificate, "-outform", "DER"]),
      openssl.must(["x509", "-in", certificate, "-text"]),
      openssl.must(bundle),
      openssl.must([...bundle, "-outform", "DER"]),
    ];
    for (const form of forms) {
      assert.ok((await inspect(post, { keys: [form], at: now() })).author.authentic);
      assert.ok((await inspect(post, { anchors: [form], at: now() })).author.authentic);
    }
    const { author, signatures } = await inspect(post, { at: now() });
    assert.deepEqual(
      [author.authentic, author.why, signatures[0]?.verdict],
      [false, "unknown-key", "unknown-key"],
    );
    const other = await inspect(post, { anchors: [pem(people[1]?.certificate ?? "")], at: now() });
    assert.equal(other.signatures[0]?.why, "chain-untrusted");
  });

  it("judges CMS without a mail around it in DER, BER and PEM, signed and sealed", async () => {
    const [alice = people[0]!] = people;
    const { certificate, key } = alice;
    const sign = ["cms", "-sign", "-binary", "-nodetach", "-signer", certificate, "-inkey", key];
    const seal = ["cms", "-encrypt", "-binary", "-aes256", certificate];
    const keys = { secrets: [pem(key), pem(certificate)], keys: [pem(certificate)], at: now() };
    for (const form of [
      ["-outform", "DER"],
      ["-outform", "DER", "-stream"],
      ["-outform", "PEM"],
    ]) {
      const args = (words: readonly string[]): string[] => [
        words[0] ?? "",
        words[1] ?? "",
        ...form,
        ...words.slice(2),
      ];
      const signed = await inspect(openssl.must(args(sign), TEXT), keys);
      assert.deepEqual([signed.signatures[0]?.verdict, signed.author.why], ["valid", "no-message"]);
      const sealed = await inspect(openssl.must(args(seal), TEXT), keys);
      assert.deepEqual([sealed.layers[0]?.opened, sealed.author.why], [true, "no-message"]);
    }
  });

  it("says of a mail sealed with a password that it is never tried", async () => {
    const sealed = openssl.must(["cms", "-encrypt", "-binary", "-aes256", "-pwri_password", "geheim"], TEXT);
    const report = await inspect(from(ALICE, Buffer.from(toCrlf(sealed))));
    assert.deepEqual(report.layers, [
      { kind: "encrypted", scheme: "smime", opened: false, why: "password-encrypted", recipients: [] },
    ]);
  });
});

describe("inspect and gpg", { skip: peer("gpg").skip }, () => {
  let gpg: Gpg;
  let alice: string;
  let bob: string;

  before(() => {
    gpg = openGpg();
    alice = gpg.generate(`Alice <${ALICE}>`, "ed25519", "sign,cert");
    gpg.addSubkey(alice, "cv25519", "encrypt");
    bob = gpg.generate("bob@example.org", "rsa2048", "sign,cert");
    gpg.addSubkey(bob, "rsa2048", "encrypt");
  });
  after(() => gpg.close());

  const sealedTo = (who: string, ...more: readonly string[]): Buffer =>
    gpg.must(["--encrypt", "--sign", "-u", alice, "-r", who, ...more], TEXT);

  it("reads keyrings, armoured keys and the keybox", async () => {
    const rings = [
      gpg.must(["--export"]),
      gpg.must(["--export", "--armor"]),
      concatBytes(gpg.export(bob), gpg.export(alice)),
      gpg.must(["--armor", "--export", bob]).toString() + gpg.must(["--armor", "--export", alice]).toString(),
      readFileSync(join(gpg.home, "pubring.kbx")),
    ];
    const signature = fromLatin1(gpg.must(["--detach-sign", "--armor", "-u", alice], TEXT)).replaceAll(
      "\n",
      "\r\n",
    );
    const signed = latin1(
      [
        'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b\r\n\r\n--b\r\n',
        fromLatin1(TEXT),
        "\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n",
        `${signature}\r\n--b--\r\n`,
      ].join(""),
    );
    for (const ring of rings) {
      const { author, problems } = await inspect(from(ALICE, signed), { keys: [ring], at: now() });
      assert.deepEqual([author.authentic, problems], [true, []]);
    }
  });

  it("opens with secret keys and keyrings, in the clear and locked", async () => {
    const secrets = [
      gpg.must(["--export-secret-keys"]),
      gpg.must(["--armor", "--export-secret-keys", bob]),
      concatBytes(gpg.exportSecret(alice), gpg.exportSecret(bob)),
      gpg.must(["--export-secret-subkeys", bob]),
    ];
    for (const secret of secrets) {
      const { layers, signatures } = await inspect(sealedTo(bob), { secrets: [secret], at: now() });
      assert.deepEqual([layers[0]?.opened, signatures[0]?.verdict], [true, "unknown-key"]);
    }
  });

  it("judges every kind of OpenPGP file that gpg writes", async () => {
    const keys = { secrets: [gpg.must(["--export-secret-keys"])], keys: [gpg.must(["--export"])], at: now() };
    const verdict = async (bytes: Bytes): Promise<string> => {
      const { signatures, author, problems } = await inspect(bytes, keys);
      assert.equal(author.why, "no-message");
      return [signatures[0]?.verdict, ...problems].join(" ");
    };
    assert.equal(await verdict(sealedTo(bob)), "valid no-message");
    assert.equal(await verdict(sealedTo(bob, "--armor")), "valid no-message");
    assert.equal(await verdict(sealedTo(bob, "--hidden-recipient", alice)), "valid no-message");
    for (const how of [["--sign"], ["--sign", "--armor"], ["--clear-sign"], ["--sign", "-z", "0"]])
      assert.equal(
        await verdict(gpg.must([...how, "-u", alice], "hello\n")),
        "valid no-message",
        how.join(" "),
      );
    for (const how of [["--detach-sign"], ["--detach-sign", "--armor"]])
      assert.equal(
        await verdict(gpg.must([...how, "-u", alice], TEXT)),
        "malformed no-message content-missing",
      );
  });

  it("says of a text under a password that it is never tried", async () => {
    const sealed = gpg.must(["--passphrase", "geheim", "--symmetric", "--armor"], TEXT);
    const { layers } = await inspect(sealed);
    assert.deepEqual(layers, [
      { kind: "encrypted", scheme: "openpgp", opened: false, why: "password-encrypted", recipients: [] },
    ]);
  });
});
