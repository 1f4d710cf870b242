import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test, type TestContext } from "node:test";
import { type Bytes, concatBytes, latin1, LIMITS, view } from "#base";
import { arcCases } from "../../../test/support/arc-suite.ts";
import { readCorpus } from "../../../test/support/corpus.ts";
import { type DnsServer, startDns } from "../../../test/support/programs/dns-server.ts";
import { RelaxedBodyHash } from "../signing/relaxed-body.ts";
import { signMessage } from "../signing/sign-message.ts";
import { messageCheck, type MessageChecked } from "./check-message.ts";

/** mailauth is stricter: without c= a signature is simple/simple (RFC 6376 §3.5), and h= names From. */
const STRICTER: readonly string[] = ["ams_fields_c_na", "ams_fields_h_empty"];

type Records = Record<string, string | null>;

/** A checker, and the records that its DNS server knows. */
async function scene(t: TestContext, records: Records = {}) {
  const dns: DnsServer = await startDns(t, records);
  const check = messageCheck([dns.address]);
  const checked = async (message: Bytes): Promise<MessageChecked> => {
    let found: MessageChecked | null = null;
    // On a busy machine an answer may come too late.
    for (let nth = 0; nth < 3 && (found?.chain ?? null) === null; nth++) found = await check(message);
    assert.ok(found);
    return found;
  };
  const know = (known: Readonly<Records>): void => {
    for (const name of Object.keys(records)) delete records[name];
    for (const [name, text] of Object.entries(known)) records[name.toLowerCase()] = text;
  };
  return { checked, know, asked: dns.asked };
}

test("chains of the ARC test suite", async (t) => {
  const { checked, know } = await scene(t);
  const cases = arcCases("arc-draft-validation-tests");
  assert.equal(cases.length, 171);
  for (const { name, message, records, chain } of cases) {
    know(records);
    const stricter = STRICTER.some((one) => name.endsWith(`: ${one}`));
    // Where the suite does not say, the newest seal itself says that the chain failed (RFC 8617 §5.2).
    const wanted = stricter || chain === "" ? "fail" : chain;
    assert.equal((await checked(message)).chain, wanted, name);
  }
});

test("sets that the ARC test suite wants made: number, status, body; and they hold", async (t) => {
  const { checked, know } = await scene(t);
  for (const { name, message, records, seal, privateKey } of arcCases("arc-draft-sign-tests")) {
    know(records);
    const { arc, chain } = await checked(message);
    if (seal === undefined || seal.AS === "") {
      assert.equal(arc.next, null, name);
      continue;
    }
    const wanted = { instance: tagOf(seal.AS, "i"), chain: tagOf(seal.AS, "cv") };
    assert.deepEqual({ instance: String(arc.next), chain }, wanted, name);
    const bodyHash = hashOf(message);
    assert.equal(view(bodyHash).toString("base64"), tagOf(seal.AMS, "bh"), name);
    const key = createPrivateKey(privateKey);
    const signing = { domain: "example.org", selector: "dummy", algorithm: "rsa", key } as const;
    const set = { instance: arc.next ?? 0, chain: chain ?? "fail", results: "lists.example.org; none" };
    const header = view(message).toString("latin1", 0, view(message).indexOf("\r\n\r\n") + 2);
    const fields = await signMessage([signing], { header, bodyHash, at: new Date(), arc: set });
    const again = await checked(concatBytes(fields, message));
    assert.equal(again.chain, chain === "fail" ? "fail" : "pass", name);
    assert.equal(again.arc.next, chain === "fail" ? null : Number(arc.next) + 1, name);
  }
});

test("the message of RFC 8463 §A.3: both signatures hold, and each result says whose it is", async (t) => {
  const { checked } = await scene(t, {
    "brisbane._domainkey.football.example.com":
      "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "test._domainkey.football.example.com":
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
    "_dmarc.football.example.com": "v=DMARC1; p=reject",
  });
  const message = readCorpus("mailauth/dkim-ec-signed.eml");
  const said = (found: MessageChecked) =>
    found.results.map(({ method, result, properties }) => `${method}=${result} ${properties[0]?.join("=")}`);
  const d = "header.d=football.example.com";
  const found = await checked(message);
  assert.deepEqual(said(found), [
    `dkim=pass ${d}`,
    `dkim=pass ${d}`,
    "dmarc=pass header.from=football.example.com",
  ]);
  assert.deepEqual([found.chain, found.arc.next], ["none", 1]);
  const changed = Buffer.from(message.toString("latin1").replace("hungry", "angry"), "latin1");
  // Whether SPF would have met the policy is not known here.
  assert.doesNotMatch(said(await checked(changed)).join(), /=pass|dmarc/);
});

test("what nobody answered is no failure of a chain", async () => {
  const [first] = arcCases("arc-draft-validation-tests").filter(({ chain }) => chain === "pass");
  const nobody = messageCheck(["127.0.0.1:1"]);
  assert.equal((await nobody(first?.message ?? latin1("")))?.chain, null);
});

test("dkimSignatures, messageCheckMs: many signatures cost no more than a few, and no check goes on for ever", async (t) => {
  const { checked, asked } = await scene(t);
  const signature = (nth: number): string =>
    `DKIM-Signature: v=1; a=rsa-sha256; d=d${nth}.example; s=s; h=from; bh=AAAA; b=AAAA\r\n`;
  const many = Array.from({ length: LIMITS.dkimSignatures + 5 }, (_, nth) => signature(nth)).join("");
  const found = await checked(latin1(`${many}From: a@b.example\r\n\r\nx\r\n`));
  assert.equal(found.results.filter(({ method }) => method === "dkim").length, LIMITS.dkimSignatures);
  assert.ok(asked.filter((name) => name.includes("_domainkey")).length <= LIMITS.dkimSignatures);
  assert.ok(LIMITS.messageCheckMs > LIMITS.dnsMs);
});

test("a chain that is full, or has a set without a number, takes no more", async (t) => {
  const { checked } = await scene(t);
  const set = (number: string): string =>
    `ARC-Seal: i=${number}; a=rsa-sha256; cv=pass; d=a.example; s=s; b=AAAA\r\n`;
  const next = async (...numbers: readonly string[]) =>
    (await checked(latin1(`${numbers.map(set).join("")}From: a@b.example\r\n\r\nx\r\n`))).arc.next;
  assert.equal(await next("1", "2"), 3);
  assert.equal(await next("50"), null);
  assert.equal(await next("49"), 50);
  assert.equal(await next("x"), null);
  assert.equal(await next("0"), null);
});

function tagOf(field: string, tag: string): string | undefined {
  return new RegExp(`(?:^|;)\\s*${tag}=([^;]*)`).exec(field)?.[1]?.replaceAll(/\s/g, "");
}

function hashOf(message: Buffer): Bytes {
  const at = message.indexOf("\r\n\r\n");
  const hash = new RelaxedBodyHash();
  hash.update(message.subarray(at + 4));
  return hash.digest();
}
