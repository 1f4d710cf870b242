import assert from "node:assert/strict";
import { test } from "node:test";
import { ERROR_CODES } from "#base";
import { cliReference } from "./cli-reference.ts";

test("every command has a heading and its usage", () => {
  const page = cliReference();
  const site = ["init", "serve", "doctor", "backup", "pipeline", "deliver", "complete"];
  const commands = [
    ...site,
    ...["create", "list", "show", "config"].map((verb) => `list ${verb}`),
    ...["add", "list", "show", "remove", "import"].map((verb) => `member ${verb}`),
    ...["generate", "import", "remove", "export", "show"].map((verb) => `key ${verb}`),
    ...["list", "show", "accept", "discard"].map((verb) => `held ${verb}`),
    ...["list", "show", "retry"].map((verb) => `queue ${verb}`),
  ];
  for (const command of commands) {
    assert.match(page, new RegExp(`^#{2,3} conclave ${command}$`, "m"), command);
  }
});

test("every error code stands under its exit status", () => {
  const page = cliReference();
  for (const [code, { exit }] of Object.entries(ERROR_CODES)) {
    assert.match(page, new RegExp(`^\\| ${exit} \\| [^|]*\\b${code}\\b`, "m"), code);
  }
});

test("passphrases and keys are never arguments, but for the test keys that inspect takes", () => {
  const [, ...others] = cliReference().split(
    "- `--passphrase <text>`: a passphrase itself; for test keys only",
  );
  assert.equal(others.length, 1);
  const reference = cliReference().replace("--passphrase <text>", "");
  assert.doesNotMatch(reference, /--(passphrase|password|secret|key) <(?!file>)/);
});
