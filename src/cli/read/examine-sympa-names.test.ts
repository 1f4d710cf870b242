import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { examineSympaNames } from "./examine-sympa-names.ts";

const NO_NAMES = {
  openssl: "",
  key_password: "",
  cafile: "",
  capath: "",
  x509_user_certs: "",
  task_models: "",
};

test("a folder of certificates that is not there is told with the command that makes it", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "conclave-names-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const names = { ...NO_NAMES, x509_user_certs: join(folder, "certs") };
  const [found] = await examineSympaNames(folder, names);
  assert.match(found?.todo ?? "", /make it \(mkdir -m 700 .*certs/);
});
