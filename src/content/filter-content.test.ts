import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, utf8, view } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { decodeText, type Entity, parseMessage } from "#mime";
import { filterContent } from "./filter-content.ts";
import { filterRules } from "./filter-rules.ts";
import { plainOfHtml } from "./plain-of-html.ts";

const ANY = { pass_mime_types: "" } as const;

function entity(text: string): Entity {
  const parsed = parseMessage(utf8(text.replaceAll("\n", "\r\n")));
  assert.ok(parsed.ok);
  return parsed.value;
}

/** What goes on, in short: types, with the text of plain parts; or why nothing does. */
function left(text: string, settings: ListSettingChanges = {}, signed = false): string {
  const all = listSettings(settings);
  const plain = all.convert_html_to_plaintext === "yes" ? plainOfHtml() : null;
  const found = filterContent(entity(text), filterRules(all), plain, signed);
  if (found.kind !== "changed") return found.kind === "same" ? "same" : found.why;
  return inShort(entity(view(found.content).toString().replaceAll("\r\n", "\n")));
}

function inShort({ contentType, children, ...rest }: Entity): string {
  const { essence } = contentType;
  if (children.length > 0) return `${essence}(${children.map(inShort).join(", ")})`;
  return essence === "text/plain" ? decodeText({ contentType, children, ...rest }).trim() : essence;
}

const TEXT = "Content-Type: text/plain\n\nwords\n";
const HTML = "Content-Type: text/html\n\n<h1>Big</h1><p>small <a href='http://x.example/'>link</a></p>\n";
const PICTURE = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n";
const file = (name: string) =>
  `Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="${name}"\n\nMZ\n`;

function multipart(kind: string, ...parts: readonly string[]): string {
  const boundary = `b-${kind}-${parts.join("").length}`;
  const inside = parts.map((part) => `--${boundary}\n${part}\n`).join("");
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${inside}--${boundary}--\n`;
}

test("the default lets plain text go on, and of a text in two forms that one", () => {
  assert.equal(left(TEXT), "same");
  assert.equal(left(multipart("mixed", TEXT, TEXT)), "same");
  assert.equal(left(multipart("alternative", TEXT, HTML)), "words");
  assert.equal(
    left(multipart("mixed", multipart("alternative", TEXT, HTML), TEXT)),
    "multipart/mixed(words, words)",
  );
  assert.equal(left(multipart("mixed", TEXT, PICTURE)), "words");
  assert.equal(left(multipart("mixed", PICTURE, PICTURE)), "empty");
  assert.equal(left(PICTURE), "type-not-allowed");
});

test("an empty text before a file that goes alone is taken off, but not where it was signed", () => {
  const empty = "Content-Type: text/plain\n\n";
  assert.equal(left(multipart("mixed", empty, PICTURE), ANY), "image/png");
  assert.equal(left(multipart("mixed", empty, PICTURE), ANY, true), "same");
  assert.equal(left(multipart("mixed", empty, PICTURE, PICTURE), ANY), "same");
  assert.equal(left(multipart("mixed", TEXT, PICTURE), ANY), "same");
});

test("types and endings that are forbidden, and those that alone are allowed", () => {
  const no = (filter_mime_types: string) => ({ ...ANY, filter_mime_types });
  assert.equal(left(PICTURE, no("image")), "type-forbidden");
  assert.equal(left(PICTURE, no("text/html IMAGE/PNG")), "type-forbidden");
  assert.equal(left(multipart("mixed", TEXT, PICTURE), no("image/gif")), "same");
  for (const name of ["evil.exe", "EVIL.EXE", "a.txt.exe", "evil.exe. ", "=?utf-8?Q?evil=2Eexe?="])
    assert.equal(left(multipart("mixed", TEXT, file(name)), ANY), "words", name);
  assert.equal(left(file("evil.exe"), ANY), "ending-forbidden");
  assert.equal(left(multipart("mixed", TEXT, file("a.pdf")), ANY), "same");
  const only = { ...ANY, pass_filename_extensions: ".pdf txt" };
  assert.equal(left(file("a.zip"), only), "ending-not-allowed");
  assert.equal(
    left(multipart("mixed", TEXT, file("a.pdf"), file("a.zip")), only),
    "multipart/mixed(words, application/octet-stream)",
  );
});

test("HTML becomes text with its links, a file of it stays a file", () => {
  const collapsed = { ...ANY, collapse_alternatives: "no" } as const;
  assert.equal(left(HTML, ANY), "Big\r\n\r\nsmall link <http://x.example/>");
  assert.equal(
    left(multipart("alternative", HTML, TEXT), collapsed),
    "multipart/alternative(Big\r\n\r\nsmall link <http://x.example/>, words)",
  );
  assert.equal(
    left(multipart("alternative", HTML, TEXT), { ...ANY, convert_html_to_plaintext: "no" }),
    "text/html",
  );
  assert.equal(left(multipart("mixed", TEXT, HTML), { ...ANY, convert_html_to_plaintext: "no" }), "same");
  const page = "Content-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<p>x\n";
  assert.equal(left(multipart("mixed", TEXT, page), ANY), "same");
});

test("an enclosed message is looked into, and keeps its header", () => {
  const enclosing = (inside: string) =>
    `Content-Type: message/rfc822\n\nSubject: inner\nMIME-Version: 1.0\n${inside}`;
  const text = multipart("mixed", TEXT, enclosing(multipart("mixed", TEXT, PICTURE)));
  const found = filterContent(entity(text), filterRules(listSettings({})), null);
  assert.ok(found.kind === "changed");
  const inner = entity(view(found.content).toString().replaceAll("\r\n", "\n")).children[1]?.children[0];
  assert.equal(inner?.header.first("subject")?.value, "inner");
  assert.equal(inner?.header.all("content-type").length, 1);
  assert.equal(left(text), "multipart/mixed(words, message/rfc822(words))");
  assert.equal(left(multipart("mixed", TEXT, enclosing(PICTURE))), "words");
});

const SIGNATURE = "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n";

test("what was signed stays octet for octet, unless something in it is forbidden: then the signature goes, too", () => {
  const signed = (inside: string) => multipart("signed", inside, SIGNATURE);
  assert.equal(left(signed(multipart("alternative", HTML, TEXT)), ANY), "same");
  assert.equal(
    left(multipart("mixed", signed(multipart("alternative", HTML, TEXT)), PICTURE), {
      ...ANY,
      filter_mime_types: "image",
    }),
    "multipart/signed(multipart/alternative(text/html, words), application/pgp-signature)",
  );
  assert.equal(left(signed(multipart("mixed", TEXT, file("evil.exe"))), ANY), "words");
  assert.equal(left(signed(TEXT), { pass_mime_types: "multipart text/plain" }), "words");
  assert.equal(left(signed(file("evil.exe")), ANY), "empty");
});

test("so does what a signature covered that was taken off to read it", () => {
  assert.equal(left(multipart("alternative", TEXT, HTML), ANY, true), "same");
  assert.equal(left(HTML, ANY, true), "same");
  assert.equal(left(multipart("mixed", TEXT, file("evil.exe")), ANY, true), "words");
});

const ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----";

test("what came sealed and stays shut is judged by its own type", () => {
  const sealed = multipart(
    "encrypted",
    "Content-Type: application/pgp-encrypted\n\nVersion: 1\n",
    file("encrypted.asc").replace("MZ", ARMOUR),
  );
  assert.equal(left(sealed), "same");
  assert.equal(left(sealed, { filter_mime_types: "multipart/encrypted" }), "type-forbidden");
});

test("HTML that is too long or too deep is cut", () => {
  const { htmlChars, htmlDepth } = LIMITS;
  assert.ok((plainOfHtml()(`<p>${"x ".repeat(htmlChars)}`) ?? "").length < htmlChars + 2000);
  const deep = plainOfHtml()(
    `${"<div>".repeat(htmlDepth * 50)}too deep${"</div>".repeat(htmlDepth * 50)}<p>beside`,
  );
  assert.ok(deep !== null);
  assert.doesNotMatch(deep, /too deep/);
  assert.match(deep, /beside/);
});

test("htmlChars: of all parts of a message together no more HTML becomes text, the other stays", () => {
  const long = `Content-Type: text/html\n\n<!--${"x".repeat(LIMITS.htmlChars * 0.6)}--><p>long</p>\n`;
  assert.equal(
    left(multipart("mixed", long, long, HTML), ANY),
    "multipart/mixed(long, text/html, Big\r\n\r\nsmall link <http://x.example/>)",
  );
});

const PROGRAM = "Content-Type: application/x-msdownload; name=a.exe";

test("what programs read in different ways is nobody's text: it does not go on", () => {
  for (const part of [
    `Content-Type: text/plain\n${PROGRAM}\n\nMZ\n`,
    "Content-Type: text/plain\nContent-Disposition: inline\nContent-Disposition: attachment; filename=a.exe\n\nMZ\n",
    "Content-Type: foo\nContent-Transfer-Encoding: base64\n\nTVqQ\n",
    "Content-Type: (text/)foo\n\nMZ\n",
    `Content-Type: multipart/mixed\n\n--b\n${PROGRAM}\n\nMZ\n--b--\n`,
    `Content-Type: multipart/mixed; boundary=b; boundary=c\n\n--b\n${TEXT}--b--\n--c\n${PROGRAM}\n\nMZ\n--c--\n`,
    `Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n${TEXT}--b--\n`,
    "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQ==\n",
    `Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n${TEXT}--b--\n`,
    `Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: x-uuencode\n\n--b\n${TEXT}--b--\n`,
    "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSubject: a\n",
    "Content-Type: message/news\nContent-Transfer-Encoding: quoted-printable\n\nSubject: a\n",
  ]) {
    assert.equal(left(part, ANY), "type-forbidden", part);
    assert.equal(left(multipart("mixed", TEXT, part), ANY), "words", part);
    assert.equal(left(multipart("mixed", TEXT, part), ANY, true), "words", part);
  }
  const twice = "Content-Type: text/plain\nContent-Type: text/plain\n\nwords\n";
  for (const same of [twice, "Content-Type: text\n\nwords\n", "Subject: a\n\nwords\n"])
    assert.equal(left(same), "same", same);
  for (const encoding of ["7bit", "8BIT", "binary"])
    assert.equal(
      left(`Content-Transfer-Encoding: ${encoding}\n${multipart("mixed", TEXT)}`, ANY),
      "same",
      encoding,
    );
});

test("an ending is that of the name which some program makes of it", () => {
  const names = [
    "a.exe\0.txt",
    "a.exe;",
    "a.exe;.txt",
    "a.exe\u200B",
    "a\uFF0Eexe",
    "a.e\u00ADxe",
    "a\u202E.exe",
  ];
  for (const name of names) {
    assert.equal(left(file(name), ANY), "ending-forbidden", JSON.stringify(name));
    assert.equal(left(file(encodeURIComponent(name)), ANY), "ending-forbidden", JSON.stringify(name));
  }
  assert.equal(left(file("notes; second.pdf"), ANY), "same");
});

test("what stands behind the last part as another one is dropped, with a signature that covered it", () => {
  const behind = `--b\n${PROGRAM}\n\nMZ\n--b--\n`;
  const mixed = `Content-Type: multipart/mixed; boundary=b\n\n--b\n${TEXT}--b\n${TEXT}--b--\n`;
  assert.equal(left(mixed + "A footer.\n"), "same");
  for (const signed of [false, true]) {
    const found = filterContent(entity(mixed + behind), filterRules(listSettings({})), null, signed);
    assert.ok(found.kind === "changed" && !view(found.content).includes("MZ"));
  }
  const inside = multipart("signed", mixed + behind, "Content-Type: application/pgp-signature\n\nx\n");
  assert.equal(left(inside, ANY), "multipart/mixed(words, words)");
});

test("only what is sealed goes on as sealed", () => {
  const control = "Content-Type: application/pgp-encrypted\n\nVersion: 1\n";
  const octets = "Content-Type: application/octet-stream; name=encrypted.asc\n\n";
  assert.equal(left(multipart("encrypted", control, octets + ARMOUR), ANY), "same");
  const no = { ...ANY, filter_mime_types: "application" };
  assert.equal(left(multipart("encrypted", control, octets + ARMOUR), no), "same");
  for (const parts of [
    [`${PROGRAM}\n\n${ARMOUR}`],
    [control, `${octets}MZ\n`],
    [control, `${PROGRAM}\n\n${ARMOUR}`],
    [control, octets + ARMOUR, `${PROGRAM}\n\nMZ\n`],
  ])
    assert.equal(left(multipart("encrypted", ...parts), no), "empty", parts.join("|"));
});
