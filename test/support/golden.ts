/**
 * Golden files: what people see, kept in test/golden to be read in reviews. `UPDATE_GOLDEN=1 npm test --
 * golden` writes them anew; the difference in git is the review.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Bytes, view } from "#base";

const FOLDER = join(import.meta.dirname, "..", "golden");

/** Fails unless the text is what the file of this name holds. */
export function assertGolden(name: string, text: string): void {
  const path = join(FOLDER, name);
  const found = text.endsWith("\n") ? text : `${text}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, found);
  }
  assert.ok(existsSync(path), `there is no ${path}: run with UPDATE_GOLDEN=1`);
  assert.equal(found, readFileSync(path, "utf8"), `differs from test/golden/${name}`);
}

type Rule = readonly [RegExp, string | ((...found: string[]) => string)];

/** What is new in every run, by shape. Dates stay: stories stand at a fixed time. */
const RULES: readonly Rule[] = [
  [/\r\n/g, "\n"],
  [/^(X-Conclave-Loop: ).*$/gm, "$1(mark)"],
  [/(-----BEGIN [A-Z0-9 ]+-----\n)[\s\S]*?(-----END )/g, "$1(octets)\n$2"],
  [/(keydata=)(?:[ \n]*[\w+/=]{4,}(?=\n))+/g, "$1(key)"],
  [/<[\w-]{32}@example\.org>/g, "<(image)@example.org>"],
  [/<(owner|notice)[^@<>]*@example\.org>/g, "<$1(id)@example.org>"],
  // Soft line breaks (RFC 2045 §6.7) fall where the line is full.
  [/\b(?:[0-9A-F](?:=\n)?){4}(?: (?:=\n)?(?:[0-9A-F](?:=\n)?){4}){3,15}\b/g, "(fingerprint)"],
  [/(-confirm\+)[0-9a-z]{25,32}@/g, "$1(token)@"],
  [/\b(?:[0-9A-F]{64}|[0-9A-F]{40})\b/gi, "(fingerprint)"],
  [/(?:^[\w+/=]{4,76}\n){2,}/gm, "(octets)\n"],
];

/** A mail, or what was in it, without what chance and time put there. */
export function normalised(mail: Bytes | string): string {
  const text = typeof mail === "string" ? mail : view(mail).toString();
  const shaped = RULES.reduce((so, [shape, put]) => so.replace(shape, put as string), text);
  return withoutBoundaries(shaped);
}

/** Boundaries in the order of their appearance. */
function withoutBoundaries(text: string): string {
  const found = [...text.matchAll(/boundary="?([^\s";]+)"?/g)].map((match) => match[1] ?? "");
  return [...new Set(found)].reduce((so, one, nth) => so.replaceAll(one, `(boundary ${nth + 1})`), text);
}
