/**
 * The structure that Apache Mime4j expects of its own test messages (*.xml beside each *.msg) against ours:
 * fields, preamble, parts, bodies, epilogue.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, fromLatin1 } from "#base";
import { type Entity, parseMessage } from "#mime";
import { corpusMessages, readCorpus } from "../support/corpus.ts";

const OTHER_HEADER_END =
  "a line that is no field ends our header section, as with Postfix; Mime4j drops lines up to the empty one";
const ENCODED_MESSAGE =
  "RFC 2046 §5.2.1 allows no base64 here; our index is over one buffer, so the message stays a leaf";
const TRAILING_SPACE = "RFC 2046 §5.1.1: no boundary ends with white space; Mime4j keeps it";
const LONGER_LINE = "Mime4j takes a line that goes on after the boundary for a boundary line";

const DEVIATIONS: Readonly<Record<string, string>> = {
  "testmsgs/bad-newlines-multiple-parts-base64.msg": ENCODED_MESSAGE,
  "testmsgs/base64encoded-rfc822message-nested.msg": ENCODED_MESSAGE,
  "testmsgs/base64encoded-rfc822message.msg": ENCODED_MESSAGE,
  "testmsgs/basic-plain-with-bad-header-separator.msg": OTHER_HEADER_END,
  "testmsgs/ending-boundaries.msg": LONGER_LINE,
  "testmsgs/malformedHeader-nocrlfcrlf.msg": OTHER_HEADER_END,
  "testmsgs/malformedHeader-noheader.msg": OTHER_HEADER_END,
  "testmsgs/malformedHeaderStartsBody-nocrlfcrlf.msg": OTHER_HEADER_END,
  "testmsgs/malformedHeaderStartsBody-noheader.msg": OTHER_HEADER_END,
  "testmsgs/obsolete.msg": OTHER_HEADER_END,
  "testmsgs/very-long-boundary.msg": TRAILING_SPACE,
  "testmsgs/very-very-long-boundary.msg": TRAILING_SPACE,
  "testmsgs/weird-boundary.msg": TRAILING_SPACE,
};

for (const { path, octets } of corpusMessages("mime4j/testmsgs")) {
  const deviation = DEVIATIONS[path.replace("mime4j/", "")];
  test(`${path}${deviation ? ` differs: ${deviation}` : ""}`, () => {
    const message = parseMessage(octets);
    assert.ok(message.ok);
    const ours = comparable(`<message>\n${inner(message.value)}</message>\n`);
    const theirs = comparable(lines(readCorpus(path.replace(/\.msg$/, ".xml"))));
    if (deviation) assert.notEqual(ours, theirs, "it does not differ any more");
    else assert.equal(ours, theirs);
  });
}

/** An "mbox From line" is no field for Mime4j; it leaves it out. */
function inner(entity: Entity): string {
  const fields = entity.header.fields
    .filter((field) => field.name !== "")
    .map(({ raw }) => fieldElement(raw));
  return `<header>\n${fields.join("")}</header>\n${content(entity)}`;
}

function content(entity: Entity): string {
  const { contentType, children } = entity;
  if (contentType.type === "message" && children[0]) return `<message>\n${inner(children[0])}</message>\n`;
  if (contentType.type !== "multipart" || entity.problems.includes("missing-boundary-parameter"))
    return element("body", entity.body);
  const parts = children.map((part) => `<body-part>\n${inner(part)}</body-part>\n`);
  const around = [element("preamble", entity.preamble), element("epilogue", entity.epilogue)];
  return `<multipart>\n${around[0]}${parts.join("")}${around[1]}</multipart>\n`;
}

/** An empty preamble or epilogue and none are the same; LF-only messages have one line end more in Mime4j's. */
function comparable(xml: string): string {
  return xml.replace(/<(preamble|epilogue)>\n\n?<\/\1>\n/g, "");
}

function fieldElement(raw: Bytes): string {
  return element("field", raw).replace(/\n<\/field>\n$/, "</field>\n");
}

function element(name: string, octets: Bytes): string {
  const text = lines(octets).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<${name}>\n${text}</${name}>\n`;
}

function lines(octets: Bytes): string {
  return fromLatin1(octets).replaceAll("\r\n", "\n");
}
