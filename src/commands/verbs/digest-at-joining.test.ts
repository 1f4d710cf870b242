import assert from "node:assert/strict";
import { test } from "node:test";
import { digestAmong, digestBehind } from "./digest-at-joining.ts";

const words = (line: string) => line.split(" ").filter((word) => word !== "");

test("behind the list's name a person's name may stand in front, and a name is no choice", () => {
  for (const [line, digest, rest] of [
    ["", undefined, ""],
    ["digest", true, ""],
    ["Digest", true, ""],
    ["NODIGEST", false, ""],
    ["digestplain", "plain", ""],
    ["digest plain", "plain", ""],
    ["DIGEST MIME", "mime", ""],
    ["digest off", false, ""],
    ["Anna Berg", undefined, "Anna Berg"],
    ["Anna Berg digest", true, "Anna Berg"],
    ["Anna Berg DIGEST PLAIN", "plain", "Anna Berg"],
    ["Reader's Digest", undefined, "Reader's Digest"],
    ["digest Anna Berg", undefined, "digest Anna Berg"],
    ["constructor", undefined, "constructor"],
  ] as const)
    assert.deepEqual(
      digestBehind(words(line)),
      { ...(digest === undefined ? {} : { digest }), rest: words(rest) },
      line,
    );
});

test("at the list's own address a password may stand on either side", () => {
  for (const [line, digest] of [
    ["", undefined],
    ["secret", undefined],
    ["digest", true],
    ["secret nodigest", false],
    ["secret digest plain", "plain"],
    ["digest secret", true],
  ] as const)
    assert.equal(digestAmong(words(line)).digest, digest, line);
});
