/**
 * The messages of RFC 9788 appendix C, made by its rules from the keys of RFC 9216 with openssl: each payload, each form of
 * header protection, each header confidentiality policy and each way to sign and seal is opened.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Bytes, latin1, type ListSecret, view } from "#base";
import { decodeBody, type Entity, parseMessage, toCrlf } from "#mime";
import { type Opened, openPost } from "#protect";
import { readCertificates, unlockSecret } from "#smime";
import { compressedEntity } from "../support/crypto/cms-compressed.ts";
import { readCorpus } from "../support/corpus.ts";
import { type Openssl, openOpenssl } from "../support/crypto/openssl.ts";
import { peer } from "../support/programs/peers.ts";

const AT = new Date("2026-11-22T12:00:00Z");
const SUBJECT = "Dinner plans";

type Payload = "simple" | "complex";
type Protection = "none" | "rfc8551" | "hp" | "hp-legacy";
type Policy = "no-confidentiality" | "baseline" | "shy";
type Wrapping =
  "one-part" | "multipart" | "signed-enc" | "signed-auth-enc" | "signed-compressed-enc" | "unsigned-enc";

interface Form {
  readonly payload: Payload;
  readonly protection: Protection;
  readonly policy: Policy;
  readonly wrapping: Wrapping;
}

const SIGNED_ONLY: readonly Wrapping[] = ["one-part", "multipart"];
const SEALED: readonly Wrapping[] = [
  "signed-enc",
  "signed-auth-enc",
  "signed-compressed-enc",
  "unsigned-enc",
];

function forms(): Form[] {
  return (["simple", "complex"] as const).flatMap((payload) => [
    ...SIGNED_ONLY.flatMap((wrapping) =>
      (["none", "rfc8551", "hp"] as const).map((protection): Form => ({
        payload,
        protection,
        policy: "no-confidentiality",
        wrapping,
      })),
    ),
    ...SEALED.flatMap((wrapping) =>
      (["no-confidentiality", "baseline", "shy"] as const).flatMap((policy) =>
        (["none", "rfc8551", "hp", "hp-legacy"] as const).map((protection): Form => ({
          payload,
          protection,
          policy,
          wrapping,
        })),
      ),
    ),
  ]);
}

const FIELDS = [
  ["Subject", SUBJECT],
  ["Message-ID", "<sample@example>"],
  ["From", "Alice <alice@smime.example>"],
  ["To", "Bob <bob@smime.example>"],
  ["Date", "Sat, 20 Feb 2021 10:09:02 -0500"],
] as const;

/** RFC 9788 §3.2: what of a field everybody may see. */
function outside(policy: Policy): readonly (readonly [string, string])[] {
  return FIELDS.map(([name, value]) => {
    if (policy !== "no-confidentiality" && name === "Subject") return [name, "[...]"];
    if (policy !== "shy") return [name, value];
    if (name === "From" || name === "To") return [name, /<(.*)>/.exec(value)?.[1] ?? ""];
    return [name, name === "Date" ? "Sat, 20 Feb 2021 15:09:02 +0000" : value];
  });
}

const lines = (fields: readonly (readonly [string, string])[]): string =>
  fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");

/** The Cryptographic Payload. */
function payloadOf({ payload, protection, policy, wrapping }: Form): string {
  const isSealed = SEALED.includes(wrapping);
  const hp = isSealed ? 'hp="cipher"' : 'hp="clear"';
  const record = isSealed
    ? outside(policy).map(([name, value]) => ["HP-Outer", `${name}: ${value}`] as const)
    : [];
  const body = bodyOf(payload, protection === "hp-legacy");
  switch (protection) {
    case "none":
      return body("");
    case "rfc8551":
      return `Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\n${lines(FIELDS)}${body("")}`;
    case "hp":
    case "hp-legacy":
      return lines([...FIELDS, ...record]) + body(`; ${hp}`);
  }
}

const LEGACY_TEXT = `Subject: ${SUBJECT}\r\n\r\n`;
const LEGACY_HTML = `<div class="header-protection-legacy-display"><pre>Subject: ${SUBJECT}</pre></div>`;

function bodyOf(payload: Payload, legacy: boolean): (parameters: string) => string {
  const mark = legacy ? '; hp-legacy-display="1"' : "";
  const text = (more: string) =>
    `Content-Type: text/plain; charset="us-ascii"${mark}${more}\r\n\r\n${legacy ? LEGACY_TEXT : ""}At eight, heliotrope.\r\n`;
  const html = `Content-Type: text/html; charset="us-ascii"${mark}\r\n\r\n<html><body>${legacy ? LEGACY_HTML : ""}<p>At eight, heliotrope.</p></body></html>\r\n`;
  if (payload === "simple") return text;
  const alternative = `Content-Type: multipart/alternative; boundary="a"\r\n\r\n--a\r\n${text("")}\r\n--a\r\n${html}\r\n--a--\r\n`;
  const image =
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\n\r\niVBORw0KGgo=\r\n";
  return (more) =>
    `Content-Type: multipart/mixed; boundary="m"${more}\r\n\r\n--m\r\n${alternative}\r\n--m\r\n${image}\r\n--m--\r\n`;
}

function textOf(entity: Entity): string {
  if (entity.children.length > 0) return entity.children.map(textOf).join("\n");
  return view(decodeBody(entity)).toString();
}

const openssl = peer("openssl");

describe("messages by the rules of RFC 9788, with the keys of RFC 9216", { skip: openssl.skip }, () => {
  let ssl: Openssl;
  let signer: readonly string[];
  let bob: ListSecret;
  let root: Bytes;
  let recipient: string;

  before(async () => {
    ssl = openOpenssl();
    const person = readCorpus("rfc9216/4.5-pkcs-12-object-for-alice.p12");
    const keys = ssl.must([
      "pkcs12",
      "-in",
      ssl.file("a.p12", person),
      "-nodes",
      "-nocerts",
      "-legacy",
      "-passin",
      "pass:alice",
    ]);
    const certificate = ssl.file(
      "a.crt",
      readCorpus("rfc9216/4.1-alice-s-signature-verification-end-entity-certificate.crt.pem"),
    );
    signer = [
      "-signer",
      certificate,
      "-inkey",
      ssl.file("a.key", keyOf(keys.toString(), certificate)),
      "-md",
      "sha256",
    ];
    const certificateOfBob = readCorpus("rfc9216/5.3-bob-s-encryption-end-entity-certificate.crt.pem");
    recipient = ssl.file("b.crt", certificateOfBob);
    const keyOfBob = readCorpus("rfc9216/5.4-bob-s-decryption-private-key-material.key.pem");
    const secret = await unlockSecret(Buffer.concat([keyOfBob, certificateOfBob]), null);
    const roots = readCertificates(
      readCorpus("rfc9216/3.1-rsa-certification-authority-root-certificate.crt.pem"),
    );
    assert.ok(secret.ok && roots.ok && roots.value[0]);
    [bob, root] = [secret.value, roots.value[0]];
  });
  after(() => ssl.close());

  /** Of the keys in a PKCS#12 the one that the certificate is about. */
  function keyOf(keys: string, certificate: string): string {
    const wanted = ssl.must(["x509", "-in", certificate, "-pubkey", "-noout"]).toString();
    const found = (keys.match(/-----BEGIN PRIVATE KEY-----[^]*?-----END PRIVATE KEY-----/g) ?? []).find(
      (key) => ssl.must(["pkey", "-pubout"], key).toString() === wanted,
    );
    assert.ok(found);
    return found;
  }

  /** A MIME entity around the payload. */
  function wrap(wrapping: Wrapping, payload: string): string {
    const sign = (...form: string[]) =>
      ssl.must(["cms", "-sign", "-binary", "-crlfeol", ...form, ...signer], payload).toString();
    const seal = (content: string, cipher: string) =>
      ssl
        .must(["cms", "-encrypt", "-binary", cipher, recipient], content.replaceAll(/\r?\n/g, "\r\n"))
        .toString();
    switch (wrapping) {
      case "one-part":
        return sign("-nodetach");
      case "multipart":
        return sign();
      case "signed-enc":
        return seal(sign("-nodetach"), "-aes-128-cbc");
      case "signed-auth-enc":
        return seal(sign(), "-aes-256-gcm");
      case "signed-compressed-enc":
        return seal(view(compressedEntity(toCrlf(latin1(sign())))).toString("latin1"), "-aes-256-gcm");
      case "unsigned-enc":
        return seal(payload, "-aes-128-cbc");
    }
  }

  async function open(form: Form): Promise<Opened> {
    const entity = wrap(form.wrapping, payloadOf(form)).replace(/^MIME-Version: 1.0\r?\n/, "");
    const message = latin1((lines(outside(form.policy)) + entity).replaceAll(/\r?\n/g, "\r\n"));
    const both = { openpgp: true, smime: true };
    const keys = {
      secrets: [bob],
      signers: () => Promise.resolve([]),
      anchors: [root],
      trust: "ca",
    } as const;
    const result = await openPost({ message, at: AT, ...keys, open: both, verify: both });
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }

  function check(form: Form, opened: Opened): void {
    const isSigned = form.wrapping !== "unsigned-enc";
    assert.deepEqual(
      opened.signatures.map((one) => `${one.verdict} ${one.covers}`),
      isSigned ? ["valid whole"] : [],
    );
    const isProtected = form.protection !== "none";
    const inside = isProtected ? FIELDS : outside(form.policy);
    const fields = opened.headers.map(({ name, value, from }) => [from, name, value].join(" "));
    const from = isProtected ? "protected" : "outer";
    assert.deepEqual(
      fields,
      inside.map((field) => [from, ...field].join(" ")),
    );
    assert.deepEqual(opened.from, { addresses: ["alice@smime.example"], entries: 1, mismatch: false });
    assert.equal(opened.subjectProtected, isProtected && form.policy !== "no-confidentiality");
    const content = parseMessage(opened.content);
    assert.ok(content.ok);
    const text = textOf(content.value);
    assert.equal(text.split("heliotrope").length - 1, form.payload === "simple" ? 1 : 2);
    assert.ok(!text.includes(SUBJECT));
    assert.deepEqual(opened.problems, []);
  }

  for (const wrapping of [...SIGNED_ONLY, ...SEALED]) {
    it(`opens ${wrapping}`, async () => {
      const ofIt = forms().filter((form) => form.wrapping === wrapping);
      assert.ok(ofIt.length > 0);
      for (const form of ofIt) check(form, await open(form));
    });
  }
});
