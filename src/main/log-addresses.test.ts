import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { logAddresses } from "./log-addresses.ts";

const LINE = { outbox: 7, to: "Bob@Example.net", text: "5.1.1 <bob@example.net>: no such user, ask x@y" };
const fit = (mode: "full" | "hashed" | "none", key = "k") => logAddresses(mode, utf8(key))(LINE);

test("none is the default: no address in any field", () => {
  assert.deepEqual(fit("none"), {
    outbox: 7,
    to: "(address)",
    text: "5.1.1 <(address)>: no such user, ask (address)",
  });
});

test("hashed: the same name for the same address, another under another key", () => {
  const { to, text } = fit("hashed");
  assert.match(String(to), /^#[0-9a-f]{12}$/);
  assert.ok(String(text).includes(`<${to}>: no such user`));
  assert.notEqual(fit("hashed", "other")["to"], to);
  assert.doesNotMatch(JSON.stringify(fit("hashed")), /bob|example|x@y/i);
});

test("full: as it is", () => {
  assert.deepEqual(fit("full"), LINE);
});
