/** What `npm pack` makes is what people install: it has to start without the sources. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const CHECKOUT = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "conclave-package-"));
const installed = join(folder, "package");
after(() => rmSync(folder, { recursive: true, force: true }));

execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: CHECKOUT, encoding: "utf8" });
const [tarball] = globSync("*.tgz", { cwd: folder });
assert.ok(tarball !== undefined, "npm pack made a file");
execFileSync("tar", ["--extract", "--file", join(folder, tarball), "--directory", folder]);
symlinkSync(join(CHECKOUT, "node_modules"), join(installed, "node_modules"));

test("the package has the built server and neither sources nor tests", () => {
  const files = globSync("**/*", { cwd: installed, exclude: ["node_modules"] });
  assert.ok(files.includes("dist/main/cli.js"));
  assert.deepEqual(
    files.filter((path) => /\.test\.js$|\.ts$|^src\//.test(path)),
    [],
  );
});

test("./conclave --version starts from the package and says its version", () => {
  const { version } = JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")) as { version: string };
  const output = execFileSync(join(installed, "conclave"), ["--version"], { encoding: "utf8" });
  assert.ok(output.split(/\s+/).includes(version), output);
});

test("the demo holds from the package", () => {
  const output = execFileSync(join(installed, "conclave"), ["demo"], { encoding: "utf8" });
  assert.match(output, /All of it held\./);
});
