import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { before, test } from "node:test";
import { arc } from "mailauth/lib/arc/index.js";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { concatBytes, latin1 } from "#base";
import { compareRecord, keyRecord, newSigningKey, recordName, signingKeyObject } from "./key-record.ts";
import { RelaxedBodyHash } from "./relaxed-body.ts";
import type { SigningAlgorithm, SigningKey } from "./signature-field.ts";
import { type MessageToSign, signMessage } from "./sign-message.ts";

const AT = new Date("2026-03-01T12:00:00Z");
const HEADER = [
  "Received: from a.example\r\n\tby b.example",
  'From: "Ann  Ä" <ann@example.net>'.replace("Ä", "=?utf-8?q?=C3=84?="),
  "To:team@example.org \t",
  "Subject: one\r\n  two \t three",
  "Reply-To: a@example.net",
  "Reply-To: b@example.net",
  "X-Odd: \xa0 not signed",
  "Comments: more",
  "",
].join("\r\n");
const BODY = "Hello,  you \r\n\r\n.\tdot\r\n\r\n\r\n";

const records = new Map<string, string>();
let rsa: SigningKey;
let ed25519: SigningKey;

async function makeKey(algorithm: SigningAlgorithm): Promise<SigningKey> {
  const { secret, publicKey } = await newSigningKey(algorithm);
  const key = { domain: "lists.example.org", selector: `s-${algorithm}`, algorithm };
  const record = keyRecord({ algorithm, publicKey });
  records.set(recordName(key), record);
  assert.equal(compareRecord({ algorithm, publicKey }, [record]), "matches");
  return { ...key, key: signingKeyObject(secret) };
}

before(async () => {
  [rsa, ed25519] = await Promise.all([makeKey("rsa"), makeKey("ed25519")]);
});

function toSign(change: Partial<MessageToSign> & { readonly body?: string } = {}): MessageToSign {
  const { body = BODY, ...others } = change;
  const hash = new RelaxedBodyHash();
  hash.update(latin1(body));
  return { header: HEADER, bodyHash: hash.digest(), at: AT, arc: null, ...others };
}

async function judged(message: Uint8Array) {
  const resolver = async (name: string): Promise<string[][]> => {
    const record = records.get(name);
    if (record === undefined) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    return [[record]];
  };
  const found = await dkimVerify(Buffer.from(message), { resolver, strict: true, curTime: AT });
  const chain = await arc(found.arc as Parameters<typeof arc>[0], { resolver, strict: true });
  return { dkim: found.results.map(({ status }) => status.result), arc: chain.status.result };
}

async function signed(keys: readonly SigningKey[], message = toSign(), body = BODY): Promise<Uint8Array> {
  return concatBytes(await signMessage(keys, message), latin1(`${message.header}\r\n${body}`));
}

test("a signature of each key holds, and lines stay short", async () => {
  const message = await signed([rsa, ed25519]);
  assert.deepEqual((await judged(message)).dkim, ["pass", "pass"]);
  const lines = Buffer.from(message).toString("latin1").split("\r\n");
  assert.ok(lines.every((line) => line.length <= 80));
  assert.doesNotMatch(lines.join("\n"), /\bl=/);
});

test("nothing that was signed can be changed, taken away or added; what was not signed can", async () => {
  const text = Buffer.from(await signed([rsa])).toString("latin1");
  const verdict = async (changed: string) => (await judged(latin1(changed))).dkim[0];
  for (const field of [
    "From: x@y.example",
    "Subject: x",
    "To: x@y.example",
    "List-Id: <x.y>",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    "Reply-To: x@y.z",
  ])
    assert.equal(await verdict(`${field}\r\n${text}`), "fail", field);
  assert.notEqual(await verdict(text.replace("Reply-To: a@", "Reply-To: c@")), "pass");
  assert.notEqual(await verdict(text.replace("Reply-To: a@example.net\r\n", "")), "pass");
  assert.notEqual(await verdict(text.replace("Hello", "hello")), "pass");
  assert.notEqual(await verdict(`${text}more\r\n`), "pass", "there is no l=");
  assert.equal(await verdict(`Received: by c.example\r\nX-Spam: no\r\n${text}`), "pass");
  assert.equal(await verdict(`${text}\r\n\r\n`), "pass");
});

test("a chain is sealed on: the first set, and one more over what another seal covers", async () => {
  const results = "lists.example.org; dkim=pass header.d=example.net; arc=none";
  const first = await signed([rsa, ed25519], toSign({ arc: { instance: 1, chain: "none", results } }));
  assert.deepEqual(await judged(first), { dkim: ["pass", "pass"], arc: "pass" });
  const header = Buffer.from(first).toString("latin1").split("\r\n\r\n", 1)[0] ?? "";
  const onwards = { header: `List-Id: <other.example>\r\n${header}\r\n`, body: "changed\r\n" };
  const again = { instance: 2, chain: "pass", results: "other.example; arc=pass" } as const;
  const second = await signed([rsa], toSign({ ...onwards, arc: again }), onwards.body);
  assert.equal((await judged(second)).arc, "pass");
  const broken = Buffer.from(second)
    .toString("latin1")
    .replace("i=1; lists.example.org", "i=1; lists.example.net");
  assert.equal((await judged(latin1(broken))).arc, "fail");
  const failed = await signed([rsa], toSign({ ...onwards, arc: { ...again, chain: "fail" } }), onwards.body);
  assert.equal((await judged(failed)).arc, "fail");
});

test("without an RSA key nothing is sealed: verifiers of ARC know no other", async () => {
  const arcWanted = { instance: 1, chain: "none", results: "lists.example.org; none" } as const;
  const fields = await signMessage([ed25519], toSign({ arc: arcWanted }));
  assert.doesNotMatch(Buffer.from(fields).toString("latin1"), /^ARC-/m);
});

test("the keys of RFC 8463 §A give the record and the signature that stand there", async () => {
  const seed = Buffer.from("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", "base64");
  const secret = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: secret, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  assert.equal(
    keyRecord({ algorithm: "ed25519", publicKey }),
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
  );
  records.set("brisbane._domainkey.football.example.com", keyRecord({ algorithm: "ed25519", publicKey }));
  const signing = {
    domain: "football.example.com",
    selector: "brisbane",
    algorithm: "ed25519",
    key,
  } as const;
  assert.deepEqual((await judged(await signed([signing]))).dkim, ["pass"]);
});

test("a record that says something else, two that differ, and one that revokes", async () => {
  const { publicKey } = await newSigningKey("rsa");
  const key = { algorithm: "rsa", publicKey } as const;
  const record = keyRecord(key);
  assert.equal(compareRecord(key, []), "missing");
  assert.equal(compareRecord(key, ["v=spf1 -all"]), "missing");
  assert.equal(compareRecord(key, [record.replace("k=rsa; ", "").replace("p=", "p= ")]), "matches");
  assert.equal(compareRecord(key, [record.replace("p=", "p=A")]), "differs");
  assert.equal(compareRecord(key, [`${record}; h=sha1 : sha256; s=email; t=s; n=words`]), "matches");
  assert.equal(compareRecord(key, [`${record}; h=sha1`]), "differs");
  assert.equal(compareRecord(key, [`${record}; s=other`]), "differs");
  assert.equal(compareRecord(key, [`${record}; t=s:y`]), "testing");
  assert.equal(compareRecord(key, [record, "v=DKIM1; k=rsa; p=AAAA"]), "differs");
  assert.equal(compareRecord(key, ["v=DKIM1; p="]), "revoked");
});
