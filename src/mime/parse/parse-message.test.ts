import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Bytes, fromLatin1, latin1, LIMITS } from "#base";
import type { Entity, ParseRefusal } from "../entity.ts";
import { type ParseLimits, parseMessage } from "./parse-message.ts";

function parse(text: string | Bytes): Entity {
  const message = parseMessage(typeof text === "string" ? latin1(text) : text);
  assert.ok(message.ok);
  return message.value;
}

function refusalOf(text: string, limits: Partial<ParseLimits> = {}): ParseRefusal | null {
  const message = parseMessage(latin1(text), limits);
  return message.ok ? null : message.error;
}

const text = (bytes: Bytes): string => fromLatin1(bytes);
const parts = (entity: Entity): string[] => entity.children.map((child) => text(child.raw));
const MIXED = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

describe("a message", () => {
  test("has fields, a separator and a body", () => {
    const message = parse("From: a@example.org\r\nSubject: x\r\n\r\nHello\r\n");
    assert.deepEqual(
      message.header.fields.map((field) => [field.name, field.value, text(field.raw)]),
      [
        ["From", "a@example.org", "From: a@example.org\r\n"],
        ["Subject", "x", "Subject: x\r\n"],
      ],
    );
    assert.equal(text(message.body), "Hello\r\n");
    assert.deepEqual(message.problems, []);
  });

  test("may be empty, all header, or all body", () => {
    assert.equal(text(parse("").raw), "");
    assert.equal(parse("Subject: x").header.first("subject")?.value, "x");
    const body = parse("Hello there\r\n");
    assert.equal(text(body.body), "Hello there\r\n");
    assert.deepEqual(body.problems, ["missing-separator"]);
  });

  test("is text/plain in 7bit if it does not say what it is (RFC 2045 §5.2)", () => {
    const message = parse("Subject: x\r\n\r\n");
    assert.equal(message.contentType.essence, "text/plain");
    assert.equal(message.transferEncoding, "7bit");
  });

  for (const [name, end] of [
    ["crlf", "\r\n"],
    ["lf", "\n"],
    ["cr", "\r"],
  ] as const) {
    test(`is read with ${name} as its line end`, () => {
      const lines = ["Content-Type: multipart/mixed;", " boundary=b", "", "--b", "", "one", "--b--", ""];
      const message = parse(lines.join(end));
      assert.deepEqual(parts(message), [`${end}one`]);
      assert.equal(message.lineEnding, name);
      assert.deepEqual(message.problems, []);
    });
  }

  test("with mixed line ends says so", () => {
    const message = parse("Subject: x\r\n\r\na\nb\rc\0\r\n");
    assert.equal(message.lineEnding, "mixed");
    assert.deepEqual(message.problems, ["bare-lf", "bare-cr", "nul"]);
  });
});

describe("a multipart", () => {
  test("gives the octets between the boundary lines, without the line end before a boundary (RFC 2046 §5.1.1)", () => {
    const message = parse(`${MIXED}before\r\n--b\r\n\r\none\r\n\r\n--b\r\nA: b\r\n\r\ntwo\r\n--b--\r\nafter`);
    assert.deepEqual(parts(message), ["\r\none\r\n", "A: b\r\n\r\ntwo"]);
    assert.equal(text(message.preamble), "before");
    assert.equal(text(message.epilogue), "after");
    assert.deepEqual(message.problems, []);
  });

  test("has its first boundary at the very start of the body", () => {
    const message = parse(`${MIXED}--b\r\n\r\none\r\n--b--`);
    assert.deepEqual(parts(message), ["\r\none"]);
    assert.equal(text(message.preamble), "");
  });

  test("may have white space after a boundary, and nothing else", () => {
    const message = parse(`${MIXED}--b \t\r\n\r\none\r\n--bc\r\n--b-\r\n --b\r\nx--b\r\n--b-- \r\n`);
    assert.deepEqual(parts(message), ["\r\none\r\n--bc\r\n--b-\r\n --b\r\nx--b"]);
    assert.deepEqual(message.problems, []);
  });

  test("keeps empty parts", () => {
    assert.deepEqual(parts(parse(`${MIXED}--b\r\n--b\r\n\r\n--b--\r\n`)), ["", ""]);
  });

  test("without its last boundary ends with the message", () => {
    const message = parse(`${MIXED}--b\r\n\r\none\r\n`);
    assert.deepEqual(parts(message), ["\r\none\r\n"]);
    assert.deepEqual(message.problems, ["missing-final-boundary"]);
  });

  test("without any boundary line is all preamble", () => {
    const message = parse(`${MIXED}one\r\n`);
    assert.equal(text(message.preamble), "one\r\n");
    assert.deepEqual(message.problems, ["no-boundary-found"]);
  });

  test("without a boundary parameter is a leaf", () => {
    const message = parse("Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\none\r\n--b--\r\n");
    assert.deepEqual(message.children, []);
    assert.deepEqual(message.problems, ["missing-boundary-parameter"]);
  });

  test("that is not closed ends at its parent's boundary", () => {
    const child = "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\ninner";
    const message = parse(`${MIXED}--b\r\n${child}\r\n--b\r\n\r\nouter\r\n--b--\r\n`);
    assert.deepEqual(parts(message), [child, "\r\nouter"]);
    assert.deepEqual(parts(message.children[0]!), ["\r\ninner"]);
    assert.deepEqual(message.children[0]!.problems, ["missing-final-boundary"]);
  });

  test("inside another may have a boundary that begins like its parent's", () => {
    const child = "Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\ninner\r\n--bb--";
    const message = parse(`${MIXED}--b\r\n${child}\r\n--b--\r\n`);
    assert.deepEqual(parts(message), [child]);
    assert.deepEqual(parts(message.children[0]!), ["\r\ninner"]);
  });

  test("with its parent's boundary has no parts of its own", () => {
    const message = parse(`${MIXED}--b\r\n${MIXED}--b\r\n\r\none\r\n--b--\r\n--b--\r\n`);
    assert.deepEqual(parts(message), [MIXED.slice(0, -2), "\r\none"]);
    assert.equal(text(message.epilogue), "--b--\r\n");
  });

  test("of the kind digest holds messages (RFC 2046 §5.1.5)", () => {
    const message = parse(
      "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: inner\r\n\r\nx\r\n--b--\r\n",
    );
    assert.equal(message.children[0]!.contentType.essence, "message/rfc822");
    assert.equal(message.children[0]!.children[0]!.header.first("Subject")?.value, "inner");
  });

  test("labelled base64 is cut all the same and the label told", () => {
    const message = parse(`Content-Transfer-Encoding: base64\r\n${MIXED}--b\r\n\r\none\r\n--b--\r\n`);
    assert.deepEqual(parts(message), ["\r\none"]);
    assert.deepEqual(message.problems, ["encoded-composite"]);
  });
});

describe("a message/rfc822", () => {
  test("has the message as its one child", () => {
    const message = parse("Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nHello");
    assert.deepEqual(parts(message), ["Subject: inner\r\n\r\nHello"]);
  });

  test("in base64 is a leaf", () => {
    const message = parse(
      "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdA==\r\n",
    );
    assert.deepEqual(message.children, []);
    assert.deepEqual(message.problems, ["encoded-composite"]);
  });
});

describe("the limits (S10)", () => {
  const nested = (depth: number): string => "Content-Type: message/rfc822\r\n\r\n".repeat(depth - 1);
  const wide = (count: number): string => `${MIXED}${"--b\r\n\r\n".repeat(count - 1)}--b--\r\n`;

  test("octets of a message", () => {
    assert.equal(refusalOf("A: b\r\n", { messageBytes: 6 }), null);
    assert.equal(refusalOf("A: b\r\n", { messageBytes: 5 }), "too-large");
    const largest = new Uint8Array(LIMITS.messageBytes + 1);
    assert.deepEqual(parseMessage(largest), { ok: false, error: "too-large" });
  });

  test("nesting", () => {
    assert.equal(refusalOf(nested(LIMITS.mimeDepth)), null);
    assert.equal(refusalOf(nested(LIMITS.mimeDepth + 1)), "too-deep");
  });

  test("number of entities, over all levels", () => {
    assert.equal(refusalOf(wide(LIMITS.mimeParts)), null);
    assert.equal(refusalOf(wide(LIMITS.mimeParts + 1)), "too-many-parts");
    assert.equal(refusalOf(wide(100_000)), "too-many-parts");
  });

  test("octets of a header section, also in a part", () => {
    const field = `A: ${"x".repeat(1021)}\r\n`;
    const count = LIMITS.headerBytes / field.length - 1;
    assert.equal(refusalOf(field.repeat(count)), null);
    assert.equal(refusalOf(field.repeat(count + 2)), "header-too-large");
    assert.equal(refusalOf(`${MIXED}--b\r\n${field.repeat(count + 2)}`), "header-too-large");
  });

  test("number of header fields", () => {
    assert.equal(refusalOf("A: b\r\n".repeat(LIMITS.headerFields)), null);
    assert.equal(refusalOf("A: b\r\n".repeat(LIMITS.headerFields + 1)), "header-too-large");
  });

  test("octets of a header field, folded or not", () => {
    const field = (length: number): string =>
      `A: ${"x\r\n ".repeat(length / 4)}`.slice(0, length - 2) + "\r\n";
    assert.equal(refusalOf(field(LIMITS.headerFieldBytes)), null);
    assert.equal(refusalOf(field(LIMITS.headerFieldBytes + 4)), "header-too-large");
  });

  test("can be lowered and not raised", () => {
    assert.equal(refusalOf(nested(3), { mimeDepth: 2 }), "too-deep");
    assert.equal(refusalOf(nested(LIMITS.mimeDepth + 1), { mimeDepth: 1000 }), "too-deep");
  });
});

test("comments may stand before a transfer encoding", () => {
  const encodings = ["(a) (b)BASE64 (c)", "(never ends base64", "base64"].map(
    (value) => parse(`Content-Transfer-Encoding: ${value}\r\n\r\nx\r\n`).transferEncoding,
  );
  assert.deepEqual(encodings, ["base64", "7bit", "base64"]);
});
