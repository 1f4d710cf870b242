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

test("the door for browsers needs an address outside and one inside, over TLS outside", () => {
  const said = (lines: string) => {
    const parsed = parseSiteConfig(`[web]\n${lines}`);
    return parsed.ok ? "fine" : parsed.error.join("; ");
  };
  assert.equal(said('url = "https://lists.example.org/a"\nlisten = "127.0.0.1:8025"'), "fine");
  assert.match(said('url = "https://lists.example.org"'), /^web: give both/);
  assert.match(said('listen = "127.0.0.1:8025"'), /^web: give both/);
  for (const url of ["http://lists.example.org", "https://a b", "https://x/?y", "https://x/>", "lists"])
    assert.match(said(`url = "${url}"\nlisten = "127.0.0.1:8025"`), /^web\.url: give https/, url);
  assert.match(said('url = "https://x"\nlisten = "run/web.sock"'), /^web\.listen: give host:port/);
});
