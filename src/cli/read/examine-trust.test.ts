import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSiteConfig } from "#config";
import { examineTrust } from "./examine-trust.ts";

function found(text: string): readonly string[] {
  const config = parseSiteConfig(text);
  assert.ok(config.ok);
  return examineTrust(config.value).map((finding) => `${finding.level} ${finding.todo}`);
}

test("a trusted listener and a trusted name need one another", () => {
  const names = `trusted_authserv_ids = ["mx.example.org"]\n`;
  const door = "[[listeners]]\ntrusted = true\n";
  assert.deepEqual(found(""), []);
  assert.deepEqual(found(names + door), []);
  assert.deepEqual(found(names), ["warn set trusted = true below [[listeners]]"]);
  assert.deepEqual(found(door), ["warn set trusted_authserv_ids, or take trusted away"]);
});
