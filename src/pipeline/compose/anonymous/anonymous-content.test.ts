import assert from "node:assert/strict";
import { test } from "node:test";
import { systemRandom, utf8 } from "#base";
import { decodeBody, type Entity, parseMessage } from "#mime";
import { anonymousContent } from "./anonymous-content.ts";
import { withoutArmourOfAuthor } from "./armour-of-author.ts";

const NAME = "Zinnober";

/** What goes on, bodies decoded. */
function left(...lines: readonly string[]): string {
  const content = anonymousContent(utf8(lines.join("\r\n")), systemRandom);
  assert.ok(content !== null);
  const parsed = parseMessage(content);
  assert.ok(parsed.ok);
  return Buffer.from(content).toString("latin1") + bodies(parsed.value).join("\n");
}

function bodies(entity: Entity): readonly string[] {
  const own = Buffer.from(decodeBody(entity)).toString("latin1");
  return [own, ...entity.children.flatMap(bodies)];
}

function beside(...part: readonly string[]): readonly string[] {
  const words = ["--b", "Content-Type: text/plain", "", "the words"];
  return [`Content-Type: multipart/mixed; boundary="b"`, "", ...words, "--b", ...part, "--b--", ""];
}

function named(name: string): readonly string[] {
  return [`Content-Type: application/octet-stream; name="${name}"`, "", NAME];
}

const SIGNED_DATA = Buffer.from(`\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02${NAME}`, "latin1");
const BASE64 = ["Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64", ""];

const PARTS: Readonly<Record<string, readonly string[]>> = {
  "a signature by its name": named("smime.p7s"),
  "certificates by their name": named("a.p7c"),
  "a certificate by its name": named("a.crt"),
  "a card by its name": named("a.VCF"),
  "a key by its name": named("a.asc"),
  "a detached signature by its name": named("text.sig"),
  "Outlook's wrapping by its name": named("winmail.dat"),
  "a name in encoded words": named("=?utf-8?q?smime=2Ep7s?="),
  "a name in pieces": [
    "Content-Type: application/octet-stream",
    `Content-Disposition: attachment; filename*0="smime"; filename*1=".p7s"`,
    "",
    NAME,
  ],
  "a card by its first words": ["Content-Type: text/plain", "", "BEGIN:VCARD", `FN:${NAME}`],
  "signed data by its octets": [...BASE64, SIGNED_DATA.toString("base64")],
  "Outlook's wrapping by its octets": [
    ...BASE64,
    Buffer.from(`\x78\x9f\x3e\x22${NAME}`, "latin1").toString("base64"),
  ],
  "a calendar": ["Content-Type: text/calendar; method=REQUEST", "", `ORGANIZER:${NAME}`],
  "headers alone": ["Content-Type: text/rfc822-headers", "", `From: ${NAME}@example.com`],
  "a body elsewhere": ["Content-Type: message/external-body; access-type=ftp", "", `X: ${NAME}`],
  "a receipt": ["Content-Type: message/disposition-notification", "", `Final-Recipient: rfc822; ${NAME}`],
  "a certificate in a text": [
    "Content-Type: text/plain",
    "",
    "-----BEGIN CERTIFICATE-----",
    NAME,
    "-----END CERTIFICATE-----",
  ],
  "an indented key in a text": [
    "Content-Type: text/plain",
    "",
    "  -----BEGIN PGP PUBLIC KEY BLOCK-----",
    "  ",
    `  ${NAME}`,
    "  -----END PGP PUBLIC KEY BLOCK-----",
  ],
  "a name for a type": [`Content-Type: text/x-${NAME}`, "", "more"],
  "a name for a charset": [`Content-Type: text/plain; charset=x-${NAME}`, "", "more"],
  "a name for a parameter": [`Content-Type: text/plain; format=${NAME}; type=${NAME}`, "", "more"],
  "a name for an ending": ["Content-Type: application/pdf; name=x.zinno", "", "more"],
};

for (const [what, part] of Object.entries(PARTS)) {
  test(`nothing goes on of ${what}`, () => {
    const all = left(...beside(...part));
    assert.match(all, /the words/);
    assert.doesNotMatch(all, /zinno/i);
  });
}

const PAGES: Readonly<Record<string, string>> = {
  "an author in the head": `<head><meta name=author content="a > ${NAME}"><title>${NAME}</title></head>`,
  "what Word writes": `<xml><o:DocumentProperties><o:Author>${NAME}</o:Author></o:DocumentProperties></xml>`,
  "an author of Word's alone": `<o:Author>${NAME}</o:Author>`,
  "a comment": `<!-- ${NAME} -->`,
  "a comment with conditions": `<!--[if gte mso 9]><xml>${NAME}</xml><![endif]-->`,
  "a comment of another kind": `<?xml:namespace prefix="${NAME}" ?>`,
  "a link of the page": `<link rel=File-List href="file:///C:/${NAME}/list.xml">`,
  "a signature with breaks": `-----BEGIN PGP SIGNATURE-----<br>${NAME}<br>-----END PGP SIGNATURE-----<br>`,
  "the fields of a signed text": `-----BEGIN PGP SIGNED MESSAGE-----<br>Hash: SHA256<br>Comment: ${NAME}<br><br>`,
  "a certificate": `<pre>-----BEGIN CERTIFICATE-----\r\n${NAME}\r\n-----END CERTIFICATE-----</pre>`,
};

for (const [what, html] of Object.entries(PAGES)) {
  test(`nothing goes on of ${what} in HTML, and what is seen stays`, () => {
    const page = `<html>${html}<body><p>the words<o:p></o:p></p><!----><b title="1 > 0">bold</b></body>`;
    const all = left("Content-Type: text/html; charset=utf-8", "", page, "");
    assert.match(all, /<p>the words<\/p><b title="1 > 0">bold<\/b>/);
    assert.doesNotMatch(all, /zinno/i);
  });
}

test("what programs need to show a text stays", () => {
  const html = `<!DOCTYPE html><head><meta http-equiv="Content-Type" content="text/html; charset=KOI8-R"></head>`;
  const page = left("Content-Type: text/html; charset=koi8-r", "", html, "");
  assert.match(page, /<!DOCTYPE html><head><meta charset="koi8-r"><\/head>/);
  const text = left(
    "Content-Type: text/plain; charset=utf-8; format=flowed",
    "",
    "  - a list\r\n> -----BEGIN KEY",
    "",
  );
  assert.match(text, /text\/plain; charset=utf-8; format=flowed/);
  assert.match(text, /^ {2}- a list\r\n> -----BEGIN KEY/m);
});

test("text and certificate in one are known by their name too", () => {
  assert.equal(anonymousContent(utf8(beside(...named("smime.p7m")).join("\r\n")), systemRandom), null);
});

test("a line that begins as armour takes one pass, and stays if it is none", () => {
  const line = `-----BEGIN ${"PGP".repeat(300_000)}x`;
  assert.equal(withoutArmourOfAuthor(line), line);
});

test("a page without ends takes one pass", () => {
  const page = `<meta "${"<meta <!-- <o:x <title ".repeat(20_000)}`;
  const from = performance.now();
  left("Content-Type: text/html", "", page, "");
  assert.ok(performance.now() - from < 2000);
});
