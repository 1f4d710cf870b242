import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseSiteConfig } from "#config";
import { ok } from "#base";
import { temporaryFolder } from "../../test/support/database.ts";
import type { Site } from "./cli-ports.ts";
import { runCliOn } from "../../test/support/run-cli-on.ts";

test("key_password opens what is imported for a list, unless a file holds another passphrase", async (t) => {
  const folder = temporaryFolder(t);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const config = parseSiteConfig('key_password = "one for all"');
  assert.ok(config.ok);
  const passphrases: unknown[] = [];
  const site: unknown = {
    config: () => Promise.resolve(config.value),
    call: (_operation: unknown, input: { readonly passphrase?: string | null }) => {
      passphrases.push(input.passphrase);
      return Promise.resolve(ok({ key: {}, faults: [], pairs: [], unpaired: [] }) as never);
    },
  };
  const key = file("cert.pem", "a key");
  const own = ["--passphrase-file", file("pw", "its own\n")];
  const words = ["key", "import", "team@example.org"];
  for (const more of [[key], ["--p12", key], ["--directory", folder], [key, ...own]])
    await runCliOn(site as Partial<Site>, [...words, ...more]);
  assert.deepEqual(passphrases, ["one for all", "one for all", "one for all", "its own"]);
});
