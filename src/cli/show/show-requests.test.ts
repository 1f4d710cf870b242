import assert from "node:assert/strict";
import { test } from "node:test";
import { requestLines } from "./show-requests.ts";

test("who asked, and what shows it, is said in words", () => {
  const request = {
    id: 3,
    list: "team@example.org",
    function: "subscribe",
    actor: "zoe@example.com",
    email: "zoe@example.com",
    askedAt: "2026-11-01T00:00:00.000Z",
    until: "2026-11-04T00:00:00.000Z",
  };
  assert.match(requestLines([{ ...request, method: "md5" }]), /themselves, confirmed by mail/);
  assert.match(
    requestLines([{ ...request, method: "smtp", actor: "mia@example.net" }]),
    /mia@example\.net, unproven/,
  );
});
