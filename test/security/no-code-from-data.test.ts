/**
 * S12: nothing from a message is ever a program. What could run one is not in the sources at all: no shell, no process to
 * serve a message, no evaluated text, no module whose name is computed, no loader that revives objects.
 */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const SRC = join(import.meta.dirname, "../../src");

function sources(): readonly { readonly path: string; readonly text: string }[] {
  return globSync("**/*.ts", { cwd: SRC, exclude: (path) => path.endsWith(".test.ts") }).map((path) => ({
    path,
    text: readFileSync(join(SRC, path), "utf8"),
  }));
}

/** Each with the only files that may have it. */
const FORBIDDEN: readonly (readonly [string, RegExp, RegExp | null])[] = [
  ["a process", /["'](?:node:)?child_process["']/, /^main\/demo\//],
  ["a cluster", /["'](?:node:)?cluster["']/, null],
  ["code from text", /["'](?:node:)?(?:vm|module|repl)["']|\beval\(|\bnew Function\(|\bFunction\(/, null],
  ["a timer with a text", /\bset(?:Timeout|Interval)\(\s*["'`]/, null],
  ["a module whose name is computed", /\bimport\((?!["'][^"'$]+["']\))/, null],
  ["a module whose name is computed", /\brequire\(|\bcreateRequire\b/, null],
  ["objects revived", /["'](?:node:)?v8["']|\bdeserialize\(/, null],
  ["native code", /\bprocess\.dlopen\b|\bWebAssembly\b/, null],
];

test("the sources hold nothing that could run what a message says", () => {
  const all = sources();
  assert.ok(all.length > 300, "the sources are looked through");
  for (const [what, pattern, allowed] of FORBIDDEN) {
    const found = all.filter(({ path, text }) => pattern.test(text) && allowed?.test(path) !== true);
    assert.deepEqual(
      found.map(({ path }) => path),
      [],
      what,
    );
  }
  const demo = all.filter(({ text }) => /["']node:child_process["']/.test(text));
  assert.ok(demo.length > 0, "the search finds what is there");
});
