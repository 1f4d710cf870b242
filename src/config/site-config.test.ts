import assert from "node:assert/strict";
import { test } from "node:test";
import { describeSiteConfig, parseSiteConfig } from "./site-config.ts";

test("an empty file gives the defaults", () => {
  const parsed = parseSiteConfig("");
  assert.ok(parsed.ok);
  assert.equal(parsed.value.database, "sqlite:conclave.db");
  assert.deepEqual(
    parsed.value.listeners.map(({ protocol, listen }) => [protocol, listen]),
    [["lmtp", "run/lmtp.sock"]],
  );
  assert.equal(parsed.value.relay.tls, "auto");
});

test("the file that the first run writes means the defaults", () => {
  assert.deepEqual(parseSiteConfig(describeSiteConfig()), parseSiteConfig(""));
});

test("a setting outside of its table is an error that names the table", () => {
  const parsed = parseSiteConfig("port = 2525\n");
  assert.match(parsed.ok ? "" : (parsed.error[0] ?? ""), /"port".*below a line \[relay\]/);
});

test("an unknown setting is an error with its place", () => {
  const parsed = parseSiteConfig("[relay]\nhots = 1\n");
  assert.ok(!parsed.ok && parsed.error[0]?.startsWith("relay: "));
});

test("its lines are valid without their #, and mean the same", () => {
  const active = describeSiteConfig().replaceAll(/^# /gm, "");
  const [written, defaults] = [parseSiteConfig(active), parseSiteConfig("")];
  assert.deepEqual(written, defaults);
});
