import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, systemClock } from "#base";
import { startDns } from "../../test/support/programs/dns-server.ts";
import { dmarcLookUp } from "./dmarc-look-up.ts";

const RECORDS = {
  "_dmarc.bank.example": "v=DMARC1; p=reject; sp=quarantine",
  "_dmarc.own.bank.example": "v=DMARC1; p=none",
  "_dmarc.tests.example": "v=DMARC1; p=reject; t=y",
  "_dmarc.registry.example": "v=DMARC1; p=reject; psd=y",
  "_dmarc.no.example": "something else",
  "_dmarc.silent.example": null,
};

test("the policy is the domain's own, or that of the organisation above it (RFC 9989 §4.10)", async (t) => {
  const server = await startDns(t, RECORDS);
  const ask = dmarcLookUp([server.address], systemClock);
  assert.equal(await ask("bank.example"), "reject");
  assert.equal(await ask("BANK.Example"), "reject");
  assert.equal(await ask("a.b.bank.example"), "quarantine");
  assert.equal(await ask("own.bank.example"), "none");
  assert.equal(await ask("tests.example"), "quarantine", "a trial: one step milder");
  assert.equal(await ask("shop.registry.example"), "reject", "what is registered below has the registry's");
  assert.equal(await ask("no.example"), null);
  assert.equal(await ask("none.example"), null);
  assert.ok(server.asked.includes("_dmarc.b.bank.example"), "label by label");
});

test("names that are none, and servers that do not answer, hold nothing up", async (t) => {
  const { address } = await startDns(t, RECORDS);
  const ask = dmarcLookUp([address], systemClock);
  for (const domain of ["", "[192.0.2.1]", "a..b", `${"x".repeat(64)}.example`])
    assert.equal(await ask(domain), null);
  const began = Date.now();
  assert.equal(await ask("silent.example"), null);
  const waited = Date.now() - began;
  assert.ok(waited < 3 * LIMITS.dnsMs);
  assert.equal(await ask("SILENT.example"), null);
  assert.ok(Date.now() - began - waited < LIMITS.dnsMs / 2, "it is remembered");
});
