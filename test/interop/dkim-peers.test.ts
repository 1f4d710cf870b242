/** DKIM and ARC before other judges: dkimpy and Mail::DKIM verify what we sign, and we verify what dkimpy signs. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import { type Bytes, concatBytes, latin1, utf8 } from "#base";
import {
  keyRecord,
  messageCheck,
  newSigningKey,
  recordName,
  RelaxedBodyHash,
  type SigningAlgorithm,
  type SigningKey,
  signingKeyObject,
  signMessage,
} from "#domains";
import { DKIM_PEERS, signWithDkimpy } from "../support/programs/dkim-judges.ts";
import { startDns } from "../support/programs/dns-server.ts";

const HEADER = [
  "Received: from a.example\r\n by b.example",
  "From: Ann <ann@example.net>",
  "To:\tteam@example.org",
  "Subject: Gr\u00fc\u00dfe  \u65e5\u672c\r\n and  more ",
  "Date: Sun, 22 Nov 2026 12:00:00 +0000",
  "Message-ID: <1@example.net>",
  "Content-Type: text/plain; charset=utf-8",
  "List-Id: <team.example.org>",
  "",
].join("\r\n");
const BODIES = [
  "words\r\n",
  "  a \t b  \r\n.dot\r\n\r\nGr\u00fc\u00dfe\r\n\r\n\r\n",
  "",
  "\r\n\r\n",
  "no end",
];

const records: Record<string, string> = {};
let rsa: SigningKey;
let ed25519: SigningKey;

async function makeKey(algorithm: SigningAlgorithm): Promise<SigningKey> {
  const { secret, publicKey } = await newSigningKey(algorithm);
  const key = { domain: "example.org", selector: algorithm, algorithm };
  records[recordName(key)] = keyRecord({ algorithm, publicKey });
  return { ...key, key: signingKeyObject(secret) };
}

before(async () => {
  [rsa, ed25519] = await Promise.all([makeKey("rsa"), makeKey("ed25519")]);
});

interface Wanted {
  readonly header: Bytes;
  readonly body: string;
  readonly instance?: number;
}

async function signed(keys: readonly SigningKey[], { header, body, instance }: Wanted): Promise<Bytes> {
  const hash = new RelaxedBodyHash();
  hash.update(utf8(body));
  const chain = instance === 1 ? "none" : "pass";
  const arc =
    instance === undefined ? null : ({ instance, chain, results: "example.org; dkim=pass" } as const);
  const octets = Buffer.from(header).toString("latin1");
  const fields = await signMessage(keys, { header: octets, bodyHash: hash.digest(), at: new Date(), arc });
  return concatBytes(fields, header, latin1("\r\n"), utf8(body));
}

for (const { name, skip, algorithms, judge } of DKIM_PEERS) {
  test(`${name}: signatures over odd bodies hold, and over changed fields not`, { skip }, async () => {
    const keys = [rsa, ed25519].filter(({ algorithm }) => algorithms.includes(algorithm));
    for (const body of BODIES) {
      const message = await signed(keys, { header: utf8(HEADER), body });
      const wanted = keys.map(() => "pass");
      assert.deepEqual(judge(message, records).dkim, wanted, JSON.stringify(body));
    }
    const message = await signed([rsa], { header: utf8(HEADER), body: "words\r\n" });
    const added = concatBytes(utf8("Subject: another\r\n"), message);
    assert.notEqual(judge(added, records).dkim[0], "pass");
  });

  test(`${name}: chains of one set and of two hold`, { skip }, async () => {
    const first = await signed([rsa], { header: utf8(HEADER), body: "words\r\n", instance: 1 });
    assert.deepEqual(judge(first, records), { dkim: ["pass"], arc: "pass" });
    const end = Buffer.from(first).indexOf("\r\n\r\n") + 2;
    const header = concatBytes(utf8("List-Id: <other.example.org>\r\n"), first.subarray(0, end));
    const second = await signed([rsa], { header, body: "changed\r\n", instance: 2 });
    assert.equal(judge(second, records).arc, "pass");
    const broken = Buffer.from(second).toString("latin1").replace("i=1; example.org", "i=1; evil.example");
    assert.equal(judge(latin1(broken), records).arc, "fail");
  });
}

test("what dkimpy signs we verify, in each form", { skip: DKIM_PEERS[0]?.skip ?? false }, async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { domain: "example.net", selector: "py" };
  const der = publicKey.export({ type: "spki", format: "der" });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const dns = await startDns(t, { [recordName(key)]: keyRecord({ algorithm: "rsa", publicKey: der }) });
  const check = messageCheck([dns.address]);
  for (const header of ["simple", "relaxed"])
    for (const body of ["simple", "relaxed"]) {
      const message = signWithDkimpy(utf8(`${HEADER}\r\n${BODIES[1]}`), { ...key, privateKey: pem }, [
        header,
        body,
      ]);
      const found = await check(message);
      assert.equal(found?.results[0]?.result, "pass", `${header}/${body}`);
    }
});
