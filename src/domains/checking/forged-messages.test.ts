/** Messages of attackers, and domains that do not answer: what is said of them. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, latin1, LIMITS } from "#base";
import { startDns } from "../../../test/support/programs/dns-server.ts";
import { arcSet, MOST_ARC_SETS } from "../signing/arc-set.ts";
import { relaxedField, splitFields } from "../signing/header-fields.ts";
import { keyRecord, newSigningKey, signingKeyObject } from "../signing/key-record.ts";
import { RelaxedBodyHash } from "../signing/relaxed-body.ts";
import { signedField, type SigningKey } from "../signing/signature-field.ts";
import { messageCheck, type MessageChecked } from "./check-message.ts";

const { secret, publicKey } = await newSigningKey("rsa");
const key = signingKeyObject(secret);
const RECORD = keyRecord({ algorithm: "rsa", publicKey });
const BODY = "Pay Ann.\r\n";
const FROM = "From: Ann <ann@bank.example>\r\n";
const PASS = ["dkim=pass", "dmarc=pass"];

const POLICIES: Readonly<Record<string, string | null>> = {
  "_dmarc.bank.example": "v=DMARC1; p=reject",
  "_dmarc.strict.example": "v=DMARC1; p=reject; adkim=s",
  // A registry that publishes a policy for what is registered below it.
  "_dmarc.registry.example": "v=DMARC1; p=reject; psd=y",
  "_dmarc.silent.example": null,
  "s._domainkey.dumb.example": null,
  "t._domainkey.bank.example": `${RECORD}; t=s`,
};

const hashOf = (body: string): Bytes => {
  const hash = new RelaxedBodyHash();
  hash.update(latin1(body));
  return hash.digest();
};

function keyOf(domain: string, selector = "s"): SigningKey {
  return { domain, selector, algorithm: "rsa", key };
}

/** A checker whose DNS knows our key for every domain; and what it was asked. */
async function scene(t: TestContext, domains: readonly string[] = []) {
  const records: Record<string, string | null> = { ...POLICIES };
  const signers = ["bank.example", "mail.bank.example", "evil.example", "example", ...domains];
  for (const domain of signers) records[`s._domainkey.${domain}`] ??= RECORD;
  const dns = await startDns(t, records);
  const check = messageCheck([dns.address]);
  const checked = async (message: Bytes): Promise<MessageChecked> => {
    const found = await check(message);
    // On a busy machine an answer may come too late.
    const again = found !== null && isWhole(found) ? found : await check(message);
    assert.ok(again);
    return again;
  };
  const said = async (message: Bytes) => saidIn(await checked(message));
  return { check, checked, said, asked: dns.asked };
}

function isWhole({ results, chain }: MessageChecked): boolean {
  return chain !== null && results.some(({ method }) => method === "dmarc");
}

function saidIn(found: MessageChecked | null): readonly string[] {
  return (found?.results ?? []).map(({ method, result }) => `${method}=${result}`);
}

interface Signed {
  readonly by?: SigningKey;
  readonly from?: string;
  /** Tags that other programs write. */
  readonly tags?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** A signature of From and the body, as simple as other programs make it. */
async function signature({ by = keyOf("bank.example"), from = FROM, tags = [], body = BODY }: Signed) {
  const all = [
    ["v", "1"],
    ["a", "rsa-sha256"],
    ["c", "relaxed/relaxed"],
    ["d", by.domain],
    ["s", by.selector],
    ...tags,
    ["h", "from"],
    ["bh", Buffer.from(hashOf(body)).toString("base64")],
  ] as const;
  const covers = splitFields(from).slice(-1).map(relaxedField);
  return signedField(by, { name: "DKIM-Signature", tags: all, covers });
}

async function signed(wanted: Signed = {}, body = BODY): Promise<Bytes> {
  return latin1(`${await signature(wanted)}${wanted.from ?? FROM}\r\n${body}`);
}

const FIRST_LINE = { tags: [["l", String(BODY.length)]] } as const;
const LONGER = `${BODY}And Eve.\r\n`;

test("what was added behind l= is not the signer's: such a signature meets no policy", async (t) => {
  const { said } = await scene(t);
  assert.deepEqual(await said(await signed()), PASS);
  assert.deepEqual(await said(await signed(FIRST_LINE)), PASS);
  assert.deepEqual(await said(await signed(FIRST_LINE, `${BODY}\r\n\r\n`)), PASS, "empty lines are nothing");
  assert.deepEqual(await said(await signed(FIRST_LINE, LONGER)), ["dkim=policy"]);
  assert.deepEqual(await said(await signed({ tags: [["l", "0"]], body: "" })), ["dkim=policy"]);
  // One that covers everything meets it, whatever stands beside it.
  const both = (await signature({ body: LONGER })) + (await signature(FIRST_LINE));
  const found = await said(latin1(`${both}${FROM}\r\n${LONGER}`));
  assert.deepEqual(found, ["dkim=pass", "dkim=policy", "dmarc=pass"]);
});

test("signatures out of their time, or in the name of somebody else, meet no policy", async (t) => {
  const { said } = await scene(t);
  const now = Math.floor(Date.now() / 1000);
  const until = (x: number) => ({ tags: [["t", String(now - 1000)] as const, ["x", String(x)] as const] });
  assert.deepEqual(await said(await signed(until(now + 1000))), PASS);
  assert.deepEqual(await said(await signed(until(now - 10))), ["dkim=neutral"]);
  assert.deepEqual(await said(await signed(until(now - 2000))), ["dkim=neutral"]);
  const as = (i: string, by = keyOf("bank.example")) => signed({ by, tags: [["i", i]] });
  assert.deepEqual(await said(await as("@mail.bank.example")), PASS);
  assert.deepEqual(await said(await as("ann@evil.example")), ["dkim=neutral"]);
  assert.deepEqual(await said(await as("ann@notbank.example")), ["dkim=neutral"]);
  assert.deepEqual(await said(await as("@mail.bank.example", keyOf("bank.example", "t"))), ["dkim=neutral"]);
  assert.deepEqual(await said(await signed({ by: keyOf("bank.example", "none") })), ["dkim=neutral"]);
});

test("whose domain signed is what counts: not its registry, not its neighbours, and not one of several in From", async (t) => {
  const { said } = await scene(t, [
    "registry.example",
    "shop.registry.example",
    "strict.example",
    "in.strict.example",
  ]);
  const by = (domain: string, address: string, more = "") =>
    signed({ by: keyOf(domain), from: `${more}From: <${address}>\r\n` }).then(said);
  const [unmet, met] = [["dkim=pass"], PASS];
  assert.deepEqual(await by("mail.bank.example", "a@bank.example"), met);
  assert.deepEqual(await by("bank.example", "a@x.mail.bank.example"), met);
  assert.deepEqual(await by("evil.example", "a@bank.example"), unmet);
  assert.deepEqual(await by("example", "a@bank.example"), ["dkim=neutral"], "one label is no domain here");
  assert.deepEqual(await by("in.strict.example", "a@strict.example"), unmet);
  assert.deepEqual(await by("strict.example", "a@strict.example"), met);
  assert.deepEqual(await by("registry.example", "a@shop.registry.example"), unmet);
  assert.deepEqual(await by("shop.registry.example", "a@shop.registry.example"), met);
  assert.deepEqual(await by("evil.example", "a@evil.example", "From: <a@bank.example>\r\n"), unmet);
  assert.deepEqual(await by("evil.example", "a@bank.example>, <a@evil.example"), unmet);
  assert.deepEqual(await by("evil.example", '"a@evil.example" <a@bank.example'), unmet);
});

test("SPF of the author's domain, as a trusted mail server found it, meets a policy like a signature", async (t) => {
  const { check } = await scene(t);
  const met = async (address: string, ...spf: readonly string[]) =>
    saidIn(await check(latin1(`From: <${address}>\r\n\r\n${BODY}`), spf));
  assert.deepEqual(await met("a@bank.example", "bank.example"), ["dmarc=pass"]);
  assert.deepEqual(await met("a@bank.example", "bounces.bank.example"), ["dmarc=pass"]);
  assert.deepEqual(await met("a@bank.example", "evil.example"), []);
  assert.deepEqual(await met("a@bank.example"), []);
});

test("who does not answer is not said to fail, and long names cost eight questions (RFC 9989 §4.10)", async (t) => {
  const { check, said, asked } = await scene(t, ["silent.example"]);
  const silent = { by: keyOf("silent.example"), from: "From: <a@silent.example>\r\n" };
  const [noKey, noPolicy] = await Promise.all([
    signed({ by: keyOf("dumb.example") }).then(check),
    signed(silent).then(check),
  ]);
  assert.deepEqual([saidIn(noKey), saidIn(noPolicy)], [["dkim=temperror"], ["dkim=pass"]]);
  const before = asked.length;
  const deep = `${"a.".repeat(40)}bank.example`;
  assert.deepEqual(await said(await signed({ from: `From: <a@${deep}>\r\n` })), PASS);
  const policies = asked.slice(before).filter((name) => name.startsWith("_dmarc."));
  assert.ok(new Set(policies).size <= 8, policies.join(" "));
  assert.equal(policies[0], `_dmarc.${deep}`);
  assert.equal(policies[1], "_dmarc.a.a.a.a.a.bank.example");
});

const results = "mx.example; dmarc=pass";

/** The header with one more set. */
async function sealedOn(header: string, instance: number): Promise<string> {
  const wanted = { instance, chain: instance === 1 ? "none" : "pass", results } as const;
  const message = { ...wanted, fields: splitFields(header), bodyHash: hashOf(BODY), at: new Date() };
  return (await arcSet(keyOf("bank.example"), message)) + header;
}

test("a chain of fifty sets holds and is full; one with a gap, a double, or one more does not hold", async (t) => {
  const { checked } = await scene(t);
  const found = async (header: string, body = BODY) => {
    const { chain, arc } = await checked(latin1(`${header}\r\n${body}`));
    return [chain, arc.next];
  };
  const first = await sealedOn(FROM, 1);
  const second = await sealedOn(first, 2);
  assert.deepEqual(await found(second), ["pass", 3]);
  assert.deepEqual(await found(await sealedOn(first, 3)), ["fail", 4]);
  assert.deepEqual(await found(await sealedOn(FROM, 2)), ["fail", 3]);
  assert.deepEqual(await found(await sealedOn(first, 1)), ["fail", 2]);
  assert.deepEqual(await found(first.replace("dmarc=pass", "dmarc=fail")), ["fail", 2]);
  assert.deepEqual(await found(second, "Pay Eve.\r\n"), ["fail", 3]);
  const onlyResults = `ARC-Authentication-Results: i=1; ${results}\r\n${FROM}`;
  assert.deepEqual(await found(onlyResults), ["fail", 2]);

  let full = second;
  for (let instance = 3; instance <= MOST_ARC_SETS; instance += 1) full = await sealedOn(full, instance);
  assert.deepEqual(await found(full), ["pass", null]);
  const over = full.replace(/^ARC-Seal: i=50;/, "ARC-Seal: i=51;");
  assert.deepEqual(await found(over), ["fail", null]);
});

test("a chain whose newest signature leaves open what was added does not hold", async (t) => {
  const { checked } = await scene(t);
  const sealed = async (body: string) => {
    const by = keyOf("bank.example");
    const bh = Buffer.from(hashOf(BODY)).toString("base64");
    const own = [
      ["i", "1"],
      ["a", "rsa-sha256"],
      ["d", by.domain],
      ["s", by.selector],
    ] as const;
    const ams = [
      ...own,
      ["c", "relaxed/relaxed"],
      ["l", String(BODY.length)],
      ["bh", bh],
      ["h", "from"],
    ] as const;
    const aar = `ARC-Authentication-Results: i=1; ${results}\r\n`;
    const from = splitFields(FROM).map(relaxedField);
    const signature = await signedField(by, { name: "ARC-Message-Signature", tags: ams, covers: from });
    const covers = splitFields(aar + signature).map(relaxedField);
    const seal = await signedField(by, { name: "ARC-Seal", tags: [...own, ["cv", "none"]], covers });
    return (await checked(latin1(`${seal}${signature}${aar}${FROM}\r\n${body}`))).chain;
  };
  assert.equal(await sealed(BODY), "pass");
  assert.equal(await sealed(`${BODY}And Eve.\r\n`), "fail");
});

test("a chain that covers more signatures than are looked at is not called broken", async (t) => {
  const { checked } = await scene(t);
  const many = Array.from(
    { length: LIMITS.dkimSignatures + 1 },
    () => "DKIM-Signature: v=1; d=x.example; b=AAAA\r\n",
  );
  const header = await sealedOn(many.join("") + FROM, 1);
  assert.equal((await checked(latin1(`${header}\r\n${BODY}`))).chain, null);
});
