import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, utf8 } from "#base";
import { startDns } from "../../test/support/programs/dns-server.ts";
import { messageCheck } from "./checking/check-message.ts";
import { Patience } from "./patience.ts";

const FULL_MS = 10_000;

/** One that waited for too long within the last minute. */
function spent(): Patience {
  const patience = new Patience();
  for (let ms = 0; ms < LIMITS.dnsSilenceMs; ms += FULL_MS) patience.note(FULL_MS);
  return patience;
}

test("dnsSilenceMs: who was waited for so long in a minute holds nobody up, and answers cost nothing", async () => {
  let now = 0;
  const patience = new Patience(() => now);
  const slowly = async () => void (now += FULL_MS);
  for (let nth = 0; nth < 10; nth += 1)
    await patience.within(
      FULL_MS,
      { isUnanswered: false },
      slowly().then(() => null),
    );
  assert.equal(patience.bound(FULL_MS), FULL_MS);
  now = 0;
  patience.note(LIMITS.dnsSilenceMs - 1);
  assert.equal(patience.bound(FULL_MS), FULL_MS);
  now = 30_000;
  patience.note(1001);
  assert.equal(patience.bound(FULL_MS), 1000);
  assert.equal(patience.bound(500), 500);
  now = 60_000;
  assert.equal(patience.bound(FULL_MS), FULL_MS, "the first is a minute ago");
});

test("then a domain that does not answer is left before its servers have failed", async (t) => {
  const { address } = await startDns(t, { "s._domainkey.silent.example": null });
  const signature = `v=1; a=rsa-sha256; d=silent.example; s=s; h=from; bh=${EMPTY_HASH}; b=AAAA`;
  const message = utf8(`DKIM-Signature: ${signature}\r\nFrom: a@silent.example\r\n\r\n`);
  const [patient, impatient] = await Promise.all([
    messageCheck([address])(message),
    messageCheck([address], spent())(message),
  ]);
  assert.equal(patient?.results[0]?.result, "temperror");
  assert.equal(impatient, null);
});

/** SHA-256 of one line end, which stands for no body. */
const EMPTY_HASH = "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=";
