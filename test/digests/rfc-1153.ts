/** Takes a plain digest apart by the words of RFC 1153, as a program that bursts digests does. */
import assert from "node:assert/strict";

export interface PlainDigest {
  /** Up to the 70 hyphens. */
  readonly preamble: string;
  readonly messages: readonly PlainMessage[];
  readonly trailer: readonly string[];
}

export interface PlainMessage {
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

const ORDER = ["Date", "From", "To", "Cc", "Subject", "Message-ID", "Keywords"];

/** @throws AssertionError where it is not in that form. @param text with LF line ends */
export function readPlainDigest(text: string): PlainDigest {
  const [preamble = "", rest = "", ...more] = text.split(`\n${"-".repeat(70)}\n\n`);
  assert.equal(more.length, 0, "one line of 70 hyphens, and an empty one behind it");
  const parts = rest.split(`\n\n${"-".repeat(30)}\n\n`);
  const trailer = (parts.pop() ?? "").trimEnd().split("\n");
  assert.equal(trailer.length, 2, "the trailer is two lines");
  assert.equal(trailer[1], "*".repeat(trailer[0]?.length ?? 0), "the second underlines the first");
  assert.match(trailer[0] ?? "", /\bDigest\b/);
  return { preamble, messages: parts.map(readMessage), trailer };
}

function readMessage(text: string): PlainMessage {
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end).split("\n");
  const fields = lines.map((line) => /^([A-Za-z-]+): (.*)$/.exec(line));
  assert.ok(
    fields.every((field) => field !== null),
    `a header: ${lines.join(" | ")}`,
  );
  const names = fields.map((field) => field?.[1] ?? "");
  assert.deepEqual(
    names,
    ORDER.filter((name) => names.includes(name)),
    "only these, in this order",
  );
  const body = text.slice(end + 2);
  assert.equal(body.trim(), body, "no empty lines at both ends");
  assert.ok(!body.split("\n").includes("-".repeat(30)), "no line of 30 hyphens");
  return { fields: new Map(fields.map((field) => [field?.[1] ?? "", field?.[2] ?? ""])), body };
}
