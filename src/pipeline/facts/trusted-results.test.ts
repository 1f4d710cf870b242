import assert from "node:assert/strict";
import { test } from "node:test";
import { latin1 } from "#base";
import { parseMessage } from "#mime";
import { trustedResults } from "./trusted-results.ts";

/** `method=result` of what counts in this field, where the word of mx.example counts. */
function counted(field: string): string {
  const parsed = parseMessage(latin1(`From: a@b.example\r\n${field}\r\nTo: c@d.example\r\n\r\nx\r\n`));
  assert.ok(parsed.ok);
  const found = trustedResults(parsed.value, ["MX.example"]);
  return found.map(({ method, result }) => `${method}=${result}`).join(" ");
}

test("what a known server wrote counts, however it folded it", () => {
  for (const field of [
    "Authentication-Results: mx.example; dmarc=pass",
    "AUTHENTICATION-RESULTS:\r\n\tmx.example 1;\r\n\tdmarc=pass (p=reject)",
    'authentication-results: "mx.example" (of (the) door) 1; dmarc = pass',
  ])
    assert.equal(counted(field), "dmarc=pass", field);
});

test("what others wrote, in another version, or as no server writes it counts for nothing", () => {
  for (const field of [
    "Authentication-Results: evil.example; dmarc=pass",
    "Authentication-Results: (mx.example) evil.example; dmarc=pass",
    "Authentication-Results: mx.example.evil.example; dmarc=pass",
    "Authentication-Results: mx.example 2; dmarc=pass",
    "Authentication-Results: mx.example; dmarc=pass (",
    "Authentication-Results : mx.example; dmarc=pass",
    "Authentication-Results\t: mx.example; dmarc=pass",
    "Authentication-Results\u00a0: mx.example; dmarc=pass",
    "X-Authentication-Results: mx.example; dmarc=pass",
  ])
    assert.equal(counted(field), "", field);
});
