import assert from "node:assert/strict";
import { test } from "node:test";
import { type ListSecret, type Signature, type SignerKey, utf8 } from "#base";
import { makeAuthority, makePerson, SERVER_AUTH, signerOf } from "../../../test/support/crypto/pki.ts";
import { USAGE } from "../certificates/build-certificate.ts";
import { signDetached, verifySigned } from "../index.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nMeet at six.\r\n");
const ALICE = makePerson({ kind: "p256" });
const CA = makeAuthority();

interface Trial {
  readonly signWith: ListSecret;
  readonly bound?: readonly SignerKey[];
  readonly anchors?: readonly Uint8Array[];
  readonly trust?: "bound" | "ca";
  readonly content?: Uint8Array;
}

async function judge(trial: Trial): Promise<Signature> {
  const { signature } = signDetached({ content: CONTENT, signWith: trial.signWith, at: AT });
  const outcome = await verifySigned({
    der: signature,
    content: trial.content ?? CONTENT,
    at: AT,
    signers: () => Promise.resolve(trial.bound ?? []),
    anchors: trial.anchors ?? [],
    trust: trial.trust ?? "bound",
  });
  assert.equal(outcome.signatures.length, 1);
  return outcome.signatures[0]!;
}

function why(signature: Signature): string {
  return signature.verdict === "valid" ? "valid" : `${signature.verdict}: ${signature.why}`;
}

test("a bound certificate's signature is valid, with its addresses and time", async () => {
  const signature = await judge({ signWith: ALICE, bound: [signerOf(ALICE)] });
  assert.ok(signature.verdict === "valid");
  assert.deepEqual(signature.addresses, ["alice@example.org"]);
  assert.equal(signature.signer, ALICE.fingerprint);
  assert.deepEqual(signature.at, AT);
  assert.equal(signature.algorithm, "ECDSA with SHA-256");
  assert.equal(signature.mark.length, 32);
});

test("changed content is invalid, an unbound certificate unknown", async () => {
  const content = utf8("Content-Type: text/plain\r\n\r\nMeet at ten.\r\n");
  assert.equal(
    why(await judge({ signWith: ALICE, bound: [signerOf(ALICE)], content })),
    "invalid: bad-signature",
  );
  assert.equal(why(await judge({ signWith: ALICE })), "unknown-key: unknown-key");
});

test("a bound certificate that its issuer took back does not count", async () => {
  const bound = [{ ...signerOf(ALICE), revoked: true }];
  assert.equal(why(await judge({ signWith: ALICE, bound })), "revoked: key-revoked");
});

const TABLE: readonly (readonly [string, Parameters<typeof makePerson>[0], string])[] = [
  ["expired", { notAfter: new Date("2026-06-01") }, "expired: key-expired"],
  ["not yet valid", { notBefore: new Date("2027-01-01") }, "untrusted: key-not-yet-valid"],
  ["only for servers", { purposes: [SERVER_AUTH] }, "untrusted: wrong-purpose"],
  ["only for encryption", { usage: USAGE.keyEncipherment }, "untrusted: key-cannot-sign"],
  ["of 1024 bits", { kind: "rsa1024" }, "weak: weak-key"],
];
for (const [name, options, expected] of TABLE) {
  test(`a bound certificate that is ${name}: ${expected}`, async () => {
    const person = makePerson({ kind: "p256", ...options });
    assert.equal(why(await judge({ signWith: person, bound: [signerOf(person)] })), expected);
  });
}

test("under trust ca a chain to an anchor is needed, unless the owner pinned the certificate", async () => {
  const signWith = makePerson({ kind: "p256" }, CA);
  const anchors = [CA.certificate];
  assert.equal(why(await judge({ signWith, trust: "ca", anchors })), "valid");
  assert.equal(why(await judge({ signWith, trust: "ca" })), "untrusted: chain-untrusted");
  assert.equal(
    why(await judge({ signWith, trust: "ca", bound: [signerOf(signWith, false)] })),
    "untrusted: chain-untrusted",
  );
  assert.equal(why(await judge({ signWith, trust: "ca", bound: [signerOf(signWith, true)] })), "valid");
});

test("a chain goes over embedded intermediates, and any anchor ends it", async () => {
  const middle = makeAuthority("Middle CA", CA);
  const signWith = makePerson({ kind: "p256" }, middle);
  assert.equal(why(await judge({ signWith, trust: "ca", anchors: [CA.certificate] })), "valid");
  assert.equal(why(await judge({ signWith, trust: "ca", anchors: [middle.certificate] })), "valid");
});

test("a chain over somebody who is no authority, or an expired one, is invalid", async () => {
  const impostor = makeAuthority("Not a CA", CA, { authority: false, usage: USAGE.keyCertSign });
  const expired = makeAuthority("Old CA", CA, { notAfter: new Date("2026-06-01") });
  for (const [issuer, expected] of [
    [impostor, "untrusted: chain-invalid"],
    [expired, "untrusted: chain-expired"],
  ] as const) {
    const signWith = makePerson({ kind: "p256" }, issuer);
    const verdict = await judge({ signWith, trust: "ca", anchors: [CA.certificate] });
    assert.equal(why(verdict), expected);
  }
});

test("content inside and beside is refused; no signers give no signatures", async () => {
  const { signature } = signDetached({ content: CONTENT, signWith: ALICE, at: AT });
  const outcome = await verifySigned({
    der: signature,
    content: null,
    at: AT,
    signers: () => Promise.resolve([]),
    anchors: [],
    trust: "bound",
  });
  assert.deepEqual("why" in outcome && outcome.why, "malformed");
  assert.deepEqual(outcome.signatures, []);
});
