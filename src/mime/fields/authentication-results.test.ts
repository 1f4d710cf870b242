import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAuthenticationResults } from "./authentication-results.ts";

function read(value: string): unknown {
  const parsed = parseAuthenticationResults(value);
  if (parsed === null) return null;
  return [
    parsed.authservId,
    ...parsed.results.map(({ method, result, properties }) =>
      [method, result, ...properties].flat(2).join(" "),
    ),
  ];
}

/** The examples of RFC 8601 appendix B, and fields of usual servers. */
const TABLE: readonly (readonly [string, unknown])[] = [
  ["example.org 1; none", ["example.org"]],
  ["example.com; spf=pass smtp.mailfrom=example.net", ["example.com", "spf pass smtp.mailfrom example.net"]],
  [
    "example.com; auth=pass (cleartext) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net",
    ["example.com", "auth pass smtp.auth sender@example.net", "spf pass smtp.mailfrom example.net"],
  ],
  [
    'example.com; dkim=pass reason="good; signature = (fine)" header.i=@mail-router.example.net; dkim=fail reason="bad signature" header.i=@newyork.example.com',
    [
      "example.com",
      "dkim pass reason good; signature = (fine) header.i @mail-router.example.net",
      "dkim fail reason bad signature header.i @newyork.example.com",
    ],
  ],
  ["foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail", null],
  ["MX.example.org; DKIM/1 = (wait (for) it) PASS policy (A dot can go here).expired=1362471462", null],
  [
    "mx.example.org;\tdkim=pass (2048-bit key) header.d=a.example header.b=YWJj=; dmarc=none header.from=a.example",
    ["mx.example.org", "dkim pass header.d a.example header.b YWJj", "dmarc none header.from a.example"],
  ],
  ['"mx.example.org"; spf=fail', ["mx.example.org", "spf fail"]],
  ["(comment only)", null],
  ["", null],
  ["mx.example.org 2; dkim=pass", null],
  ["mx.example.org; dkim", null],
  ["mx.example.org; =pass", null],
  ["mx.example.org; dkim=pass (", null],
  ['mx.example.org; dkim=pass header.d="a', null],
  ["mx.example.org evil; dkim=pass", null],
  ["mx; dkim=pass header.d=evil.example header.i=x==header.d=example.com==reason=@evil.example", null],
  ["mx; dkim=pass header.i=x==header.d=example.com==header.y=@evil.example", null],
  ["mx; dkim=pass header.d=evil.example header.i=x=.header.d=example.com", null],
  ["mx; dkim=pass header.i=x= header.d=example.com", null],
  ["mx; dkim=pass header.b=YWJj==header.d=example.com", null],
  ["mx; dkim=pass header.b=YWJj=== header.d=example.com", null],
  ["mx; dkim=pass header.d=evil.example header.d=example.com", null],
  ["mx; dkim=pass header.d=evil.example HEADER.D=example.com", null],
  ['mx; dkim=pass header.i="x"header.d=example.com', null],
  ['mx; dkim=pass "header.d"=example.com', null],
  ["mx; dkim = pass header.d = example.com", ["mx", "dkim pass header.d example.com"]],
  ["mx; dkim=pass header.b=YWJjZA== header.s=a", ["mx", "dkim pass header.b YWJjZA header.s a"]],
];

for (const [value, wanted] of TABLE) {
  test(`Authentication-Results: ${value.slice(0, 60)}`, () => assert.deepEqual(read(value), wanted));
}

test("what stands in comments and quotation marks is no result", () => {
  assert.deepEqual(read('mx; dkim=fail (; dkim=pass header.d=a) reason="; dkim=pass header.d=a"'), [
    "mx",
    "dkim fail reason ; dkim=pass header.d=a",
  ]);
});

test("any text is read or refused, quickly", () => {
  const pieces = fc.constantFrom("mx", ";", "=", "(", ")", '"', "\\", " ", "dkim", "pass", "header.d");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
      parseAuthenticationResults(parts.join(""));
    }),
  );
  parseAuthenticationResults("(".repeat(60_000));
  parseAuthenticationResults(`mx; ${'"'.repeat(60_000)}`);
});
