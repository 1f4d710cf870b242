import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { concatBytes, utf8 } from "#base";
import type { ContentType } from "../entity.ts";
import { formatField } from "../compose/format-field.ts";
import { formatParameter } from "../compose/format-parameter.ts";
import { parseMessage } from "./parse-message.ts";

function read(value: string): ContentType & { problems: readonly string[] } {
  const message = parseMessage(utf8(`Content-Type: ${value}\r\n\r\n`));
  assert.ok(message.ok);
  return { ...message.value.contentType, problems: message.value.problems };
}

const parameters = (value: string): Record<string, string> => Object.fromEntries(read(value).parameters);

describe("Content-Type", () => {
  test("type and names are lower case, values as written", () => {
    const { essence, type, subtype } = read('Text/HTML; CharSet="UTF-8"');
    assert.deepEqual([essence, type, subtype], ["text/html", "text", "html"]);
    assert.deepEqual(parameters('Text/HTML; CharSet="UTF-8"'), { charset: "UTF-8" });
  });

  test("comments, white space and empty parameters are nothing", () => {
    assert.deepEqual(parameters("(a) text/plain (b ; x=y); (c) ;; charset (d) = (e) utf-8 (f) ;"), {
      charset: "utf-8",
    });
  });

  test("quoted values keep what is in them", () => {
    assert.deepEqual(parameters('a/b; x="1; y=2 \\"q\\" \\\\"; z=3'), { x: '1; y=2 "q" \\', z: "3" });
  });

  test("unquoted values may have what they should not", () => {
    assert.deepEqual(parameters("a/b; boundary=----=_Part_1/2:3; x=1"), {
      boundary: "----=_Part_1/2:3",
      x: "1",
    });
  });

  test("what is not well formed is plain text, or is left out, and told", () => {
    assert.equal(read("text").essence, "text/plain");
    assert.deepEqual(read("text").problems, ["malformed-content-type"]);
    assert.deepEqual(read("a/b; foo; x=1").problems, ["malformed-content-type"]);
    assert.deepEqual(parameters("a/b; foo; x=1"), { x: "1" });
    assert.deepEqual(parameters('a/b; x="open'), { x: "open" });
  });

  test("of two equal parameters or fields the first counts", () => {
    assert.deepEqual(parameters("a/b; boundary=one; boundary=two"), { boundary: "one" });
    assert.deepEqual(read("a/b; name=one; name=two").problems, ["duplicate-parameter"]);
    assert.equal(read("a/b\r\nContent-Type: c/d").essence, "a/b");
    assert.deepEqual(read("a/b\r\nContent-Type: c/d").problems, ["duplicate-content-type"]);
  });
});

test("a boundary that came twice or in two forms is told", () => {
  for (const parameters of [
    "boundary=one; boundary=two",
    "boundary=one; Boundary*0=two",
    "boundary*=''one; boundary=two",
    "boundary*=''one; boundary*0=two",
    "boundary*0=one; boundary*0*=''two",
    "boundary*0=one; boundary*0=two",
  ]) {
    assert.ok(read(`a/b; ${parameters}`).problems.includes("ambiguous-boundary"), parameters);
  }
  for (const parameters of ["boundary=one", "boundary*0=o; boundary*1=ne", "boundary=b; name=x; name*=''y"]) {
    assert.deepEqual(read(`a/b; ${parameters}`).problems, [], parameters);
  }
});

describe("RFC 2231", () => {
  test("the examples of its §3 and §4", () => {
    assert.deepEqual(
      parameters('message/external-body; access-type=URL; URL*0="ftp://"; URL*1="cs.utk.edu/pub"'),
      {
        "access-type": "URL",
        url: "ftp://cs.utk.edu/pub",
      },
    );
    assert.deepEqual(
      parameters(
        "application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
      ),
      { title: "This is even more ***fun*** isn't it!" },
    );
  });

  test("the extended form wins over the plain one", () => {
    assert.deepEqual(parameters("a/b; name=plain; name*=utf-8''gr%C3%BCn"), { name: "grün" });
  });

  test("other charsets, characters cut between sections, sections out of order", () => {
    assert.deepEqual(parameters("a/b; name*=iso-8859-1'de'gr%FCn"), { name: "grün" });
    assert.deepEqual(parameters("a/b; name*1*=%BCn; name*0*=utf-8''gr%C3"), { name: "grün" });
    assert.deepEqual(parameters("a/b; name*=unknown''gr%C3%BCn"), { name: "grÃ¼n" });
  });

  test("every value comes back from what formatParameter writes", () => {
    const value = fc.string({ unit: "grapheme", maxLength: 300 }).filter((text) => !/[\r\n\0]/.test(text));
    fc.assert(
      fc.property(value, (name) => {
        const octets = formatField("Content-Type", `a/b; ${formatParameter("name", name)}`);
        const lines = Buffer.from(octets).toString("latin1").split("\r\n");
        const message = parseMessage(concatBytes(octets, utf8("\r\n")));
        assert.ok(message.ok);
        assert.equal(message.value.contentType.parameters.get("name"), name);
        assert.ok(lines.every((line) => line.length <= 78 && /^[\t\x20-\x7e]*$/.test(line)));
      }),
    );
  });
});
