/** What openssl cms can make beyond the usual: paddings, key derivations, key wraps, signers and attributes of all kinds. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { concatBytes, type ListSecret, type Signature, systemRandom, utf8 } from "#base";
import * as smime from "#smime";
import { oaepCapability } from "../support/crypto/cms-signer.ts";
import { openOpenssl } from "../support/crypto/openssl.ts";
import { peer } from "../support/programs/peers.ts";
import {
  certificatePem,
  makeAuthority,
  makePerson,
  privateKeyPem,
  signerOf,
  type TestKeyKind,
} from "../support/crypto/pki.ts";

const { skip } = peer("openssl");
const openssl = openOpenssl();
after(() => openssl.close());

const AT = new Date();
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nBehind the old mill, at six.\r\n");
const CA = makeAuthority();
const nobody = () => Promise.resolve([]);

const people = new Map<string, ListSecret>();
function person(kind: TestKeyKind): ListSecret {
  const known = people.get(kind) ?? makePerson({ kind, address: `${kind.toLowerCase()}@example.org` }, CA);
  people.set(kind, known);
  return known;
}
const certificate = (kind: TestKeyKind): string =>
  openssl.file(`${kind}.crt`, certificatePem(person(kind).certificates[0]!));
const key = (kind: TestKeyKind): string => openssl.file(`${kind}.key`, privateKeyPem(person(kind)));

const keyOptions = (...options: readonly string[]): string[] =>
  options.flatMap((option) => ["-keyopt", option]);
const oaep = (...options: readonly string[]): string[] => keyOptions("rsa_padding_mode:oaep", ...options);

interface Sealing {
  readonly to: TestKeyKind;
  /** Before the recipient, and after it. */
  readonly message?: readonly string[];
  readonly recipient?: readonly string[];
}

function sealed({ to, message = ["-aes256"], recipient = [] }: Sealing): Buffer {
  const args = [
    "cms",
    "-encrypt",
    "-binary",
    "-outform",
    "DER",
    ...message,
    "-recip",
    certificate(to),
    ...recipient,
  ];
  return openssl.must(args, CONTENT);
}

async function opens(ciphertext: Buffer, ...kinds: readonly TestKeyKind[]): Promise<void> {
  for (const kind of kinds) {
    const request = { ciphertext, secrets: [person(kind)], at: AT, signers: nobody };
    const opened = await smime.open(request);
    assert.ok(opened.opened, `${kind}: ${JSON.stringify(opened)}`);
    assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
  }
}

const SEALINGS: readonly (readonly [string, Sealing])[] = [
  ...["sha1", "sha224", "sha256", "sha384", "sha512"].map(
    (hash) => [`OAEP with ${hash}`, { to: "rsa2048", recipient: oaep(`rsa_oaep_md:${hash}`) }] as const,
  ),
  ...[
    ["sha256", "sha1"],
    ["sha1", "sha256"],
    ["sha512", "sha1"],
    ["sha256", "sha512"],
  ].map(
    ([hash, mask]) =>
      [
        `OAEP with ${hash} and a mask of ${mask}`,
        { to: "rsa2048", recipient: oaep(`rsa_oaep_md:${hash}`, `rsa_mgf1_md:${mask}`) },
      ] as const,
  ),
  ["OAEP with a label", { to: "rsa2048", recipient: oaep("rsa_oaep_label:0102030405") }],
  [
    "OAEP with a label and a mask hash of its own",
    { to: "rsa2048", recipient: oaep("rsa_oaep_md:sha256", "rsa_mgf1_md:sha1", "rsa_oaep_label:00ff") },
  ],
  ...(["p256", "p384", "p521", "brainpoolP256r1", "brainpoolP384r1"] as const).flatMap((to) =>
    ["sha1", "sha224", "sha256", "sha384", "sha512"].map(
      (hash) =>
        [`${to} with the KDF of ${hash}`, { to, recipient: keyOptions(`ecdh_kdf_md:${hash}`) }] as const,
    ),
  ),
  ["a cofactor scheme", { to: "p256", recipient: keyOptions("ecdh_cofactor_mode:1") }],
  ...["-aes128-wrap", "-aes192-wrap", "-aes256-wrap", "-des3-wrap"].map(
    (wrap) => [`key wrap ${wrap}`, { to: "p256", message: ["-aes256", wrap] }] as const,
  ),
  ...[
    "-aes-128-cbc",
    "-aes-192-cbc",
    "-aes-256-cbc",
    "-aes-128-gcm",
    "-aes-192-gcm",
    "-aes-256-gcm",
    "-camellia128",
    "-camellia192",
    "-camellia256",
    "-des3",
  ].map((cipher) => [`content cipher ${cipher}`, { to: "p256", message: [cipher] }] as const),
  ["a key identifier, agreed", { to: "p384", message: ["-aes256", "-keyid"] }],
  ["pieces, agreed", { to: "p521", message: ["-aes-256-gcm", "-stream"] }],
  ["a certificate of the sender beside it", { to: "p256", message: ["-aes256", "-certfile"] }],
];

for (const [title, sealing] of SEALINGS) {
  test(`we open what openssl seals with ${title}`, { skip }, async () => {
    const { message = ["-aes256"] } = sealing;
    const whole = message.flatMap((option) =>
      option === "-certfile" ? [option, certificate("rsa2048")] : [option],
    );
    await opens(sealed({ ...sealing, message: whole }), sealing.to);
  });
}

test("each of several recipients opens it, however the others are named", { skip }, async () => {
  const others = [
    "-recip",
    certificate("p384"),
    "-recip",
    certificate("rsa2048"),
    ...oaep("rsa_oaep_md:sha256"),
  ];
  await opens(sealed({ to: "p256", recipient: others }), "p256", "p384", "rsa2048");
});

test("openssl opens the OAEP that a certificate asks for", { skip }, () => {
  for (const hash of ["sha256", null] as const) {
    const extensions = [oaepCapability(hash)];
    const olga = makePerson({ kind: "rsa2048", extensions }, CA);
    const recipient = smime.recipientOf(olga.certificates[0]!, AT);
    assert.equal(recipient.ok && recipient.value.algorithm, "rsa-oaep");
    assert.ok(recipient.ok);
    const body = smime.sealBody({ content: CONTENT, cipher: "gcm", random: systemRandom });
    const message = openssl.file(
      "oaep.der",
      concatBytes(smime.keyPacket(recipient.value, body), body.shared),
    );
    const files = [certificatePem(olga.certificates[0]!), privateKeyPem(olga)];
    const [crt = "", inkey = ""] = files.map((pem, i) => openssl.file(`olga${i}.pem`, pem));
    const args = [
      "cms",
      "-decrypt",
      "-inform",
      "DER",
      "-in",
      message,
      "-recip",
      crt,
      "-inkey",
      inkey,
      "-binary",
    ];
    assert.deepEqual(openssl.must(args), Buffer.from(CONTENT));
  }
});

test("a password beside a key does not keep the key from opening it", { skip }, async () => {
  await opens(sealed({ to: "rsa2048", message: ["-aes256", "-pwri_password", "geheim"] }), "rsa2048");
});

test("a key-encryption key beside ours does not keep ours from opening it", { skip }, async () => {
  const secretKey = ["-secretkey", "000102030405060708090a0b0c0d0e0f", "-secretkeyid", "c0fee0"];
  await opens(sealed({ to: "rsa2048", message: ["-aes256", ...secretKey] }), "rsa2048");
});

interface Making {
  readonly by: readonly TestKeyKind[];
  readonly options?: readonly string[];
}

function made({ by, options = [] }: Making, form: "-nodetach" | "detached" = "detached"): Buffer {
  const who = by.flatMap((kind) => ["-signer", certificate(kind), "-inkey", key(kind)]);
  const how = form === "detached" ? [] : [form];
  return openssl.must(["cms", "-sign", "-binary", "-outform", "DER", ...how, ...who, ...options], CONTENT);
}

async function judged(
  signed: Buffer,
  content: Uint8Array | null,
  by: readonly TestKeyKind[],
): Promise<string[]> {
  const signers = () => Promise.resolve(by.map((kind) => signerOf(person(kind))));
  const request = { der: signed, content, at: AT, anchors: [], trust: "bound", signers } as const;
  const { signatures } = await smime.verifySigned(request);
  return signatures.map((one: Signature) =>
    one.verdict === "valid" ? one.algorithm : `${one.verdict}: ${one.why}`,
  );
}

const pss = (salt: string, ...options: readonly string[]): string[] =>
  keyOptions("rsa_padding_mode:pss", `rsa_pss_saltlen:${salt}`, ...options);

const SIGNINGS: readonly (readonly [string, Making, readonly string[]])[] = [
  ...["sha224", "sha256", "sha384", "sha512"].flatMap((md) =>
    (["rsa2048", "p256", "p384", "p521", "brainpoolP384r1"] as const).map((kind) => {
      const family = kind === "rsa2048" ? "RSA" : "ECDSA";
      const text = `${family} with ${md.toUpperCase().replace(/^SHA(\d{2})/, "SHA-$1")}`;
      return [`${kind} and ${md}`, { by: [kind], options: ["-md", md] }, [text]] as const;
    }),
  ),
  ...["20", "32", "digest", "max"].map(
    (salt) =>
      [`PSS, salt ${salt}`, { by: ["rsa2048"], options: pss(salt) }, ["RSA-PSS with SHA-256"]] as const,
  ),
  [
    "PSS and sha512",
    { by: ["rsa2048"], options: ["-md", "sha512", ...pss("digest")] },
    ["RSA-PSS with SHA-512"],
  ],
  [
    "PSS with a mask of sha1",
    { by: ["rsa2048"], options: pss("digest", "rsa_mgf1_md:sha1") },
    ["RSA-PSS with SHA-256"],
  ],
  ["RSA and sha3-256", { by: ["rsa2048"], options: ["-md", "sha3-256"] }, ["RSA with SHA3-256"]],
  ["SHA-1", { by: ["rsa2048"], options: ["-md", "sha1"] }, ["weak: weak-hash"]],
  ["MD5", { by: ["rsa2048"], options: ["-md", "md5"] }, ["weak: weak-hash"]],
  ["no attributes", { by: ["p256"], options: ["-noattr"] }, ["ECDSA with SHA-256"]],
  ["no certificates", { by: ["p256"], options: ["-nocerts"] }, ["ECDSA with SHA-256"]],
  ["a key identifier", { by: ["p256"], options: ["-keyid"] }, ["ECDSA with SHA-256"]],
  ["the signer's certificate named (CAdES)", { by: ["p256"], options: ["-cades"] }, ["ECDSA with SHA-256"]],
  [
    "a request for a receipt",
    { by: ["p256"], options: ["-receipt_request_to", "x@example.org"] },
    ["ECDSA with SHA-256"],
  ],
  ["two signers", { by: ["p256", "rsa2048"] }, ["ECDSA with SHA-256", "RSA with SHA-256"]],
];

for (const [title, making, expected] of SIGNINGS) {
  test(`what openssl signs with ${title}: ${expected.join(", ")}`, { skip }, async () => {
    const sorted = (list: readonly string[]): string[] => [...list].sort();
    assert.deepEqual(sorted(await judged(made(making), CONTENT, making.by)), sorted(expected));
    assert.deepEqual(sorted(await judged(made(making, "-nodetach"), null, making.by)), sorted(expected));
    const other = utf8("Content-Type: text/plain\r\n\r\nAt seven.\r\n");
    for (const one of await judged(made(making), other, making.by)) assert.match(one, /^invalid|^weak/);
  });
}

test("content in pieces of indefinite length is read and verified", { skip }, async () => {
  const pieces = made({ by: ["p256"], options: ["-stream"] }, "-nodetach");
  assert.equal(pieces[1], 0x80);
  assert.deepEqual(await judged(pieces, null, ["p256"]), ["ECDSA with SHA-256"]);
});

test("a signature added by somebody else leaves the first one good", { skip }, async () => {
  const first = openssl.file("first.der", made({ by: ["p256"] }, "-nodetach"));
  const args = ["cms", "-resign", "-binary", "-inform", "DER", "-in", first, "-outform", "DER"];
  const resigned = openssl.must([...args, "-signer", certificate("p384"), "-inkey", key("p384")]);
  assert.deepEqual(await judged(resigned, null, ["p256", "p384"]), [
    "ECDSA with SHA-256",
    "ECDSA with SHA-256",
  ]);
  assert.deepEqual((await judged(resigned, null, ["p256"])).sort(), [
    "ECDSA with SHA-256",
    "unknown-key: unknown-key",
  ]);
});

test("data, digests, and what is sealed with a bare key are CMS of other kinds", { skip }, () => {
  const plain = openssl.file("plain.txt", CONTENT);
  const make = (...options: readonly string[]): Buffer =>
    openssl.must(["cms", ...options, "-binary", "-outform", "DER", "-in", plain]);
  assert.equal(smime.kindOf(make("-data_create")), "other");
  assert.equal(smime.kindOf(make("-digest_create")), "other");
  const secret = ["-secretkey", "000102030405060708090a0b0c0d0e0f"];
  assert.equal(smime.kindOf(make("-EncryptedData_encrypt", "-aes128", ...secret)), "encrypted");
});
