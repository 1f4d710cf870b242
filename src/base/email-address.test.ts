import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  addressKey,
  domainOf,
  type EmailAddress,
  localPartOf,
  parseEmailAddress,
  sameAddress,
} from "./email-address.ts";

const ATEXT = Array.from("abcXYZ019!#$%&'*+/=?^_`{|}~-éßжあ");
const atom = fc.string({ unit: fc.constantFrom(...ATEXT), minLength: 1, maxLength: 8 });
const localPart = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join("."));
const label = fc
  .stringMatching(/^[a-zA-Z](?:[a-zA-Z0-9-]{0,8}[a-zA-Z0-9])?$/)
  .filter((text) => !/^..--/.test(text));
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
const address = fc.tuple(localPart, domain).map(([local, name]) => parsed(`${local}@${name}`));

function parsed(text: string): EmailAddress {
  const result = parseEmailAddress(text);
  assert.ok(result.ok, `${text} is refused: ${result.ok ? "" : result.error}`);
  return result.value;
}

describe("parseEmailAddress", () => {
  const accepted = [
    "Alice@Example.org",
    "alice+team@example.org",
    "o'brien@example.org",
    "a@b",
    "1@1.example",
    '"a b"@example.org',
    '"a@b"@example.org',
    String.raw`"a\"b"@example.org`,
    "жанна@пример.example",
    "alice@bücher.example",
    "alice@xn--bcher-kva.example",
    `${"a".repeat(64)}@example.org`,
    `alice@${"a".repeat(63)}.org`,
  ];
  for (const text of accepted) {
    test(`accepts ${text}`, () => assert.deepEqual(parseEmailAddress(text), { ok: true, value: text }));
  }

  const refused: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["no @", "alice"],
    ["no local part", "@example.org"],
    ["no domain", "alice@"],
    ["two dots", "a..b@example.org"],
    ["a dot in front", ".a@example.org"],
    ["a blank outside quotes", "a b@example.org"],
    ["an open quote", '"a@example.org'],
    ["a display name", "Alice <alice@example.org>"],
    ["two addresses", "alice@example.org, bob@example.org"],
    ["a local part of 65 octets", `${"a".repeat(65)}@example.org`],
    ["a local part of 66 octets in 33 letters", `${"é".repeat(33)}@example.org`],
    ["a label of 64 octets", `alice@${"a".repeat(64)}.org`],
    ["255 octets", `alice@${"a.".repeat(123)}org`],
    ["an underscore in the domain", "alice@a_b.org"],
    ["a dot at the end", "alice@example.org."],
    ["a hyphen in front", "alice@-a.org"],
    ["an address literal", "alice@[127.0.0.1]"],
    ["an IPv4 address", "alice@127.0.0.1"],
    ["an IPv4 address in disguise", "alice@0x7f000001"],
    ["a short IPv4 address", "alice@127.1"],
    ["a URL escape in the domain", "alice@%65xample.org"],
    ["a path after the domain", "alice@example.org/evil"],
    ["a query after the domain", "alice@example.org?x"],
    ["a soft hyphen in the domain", "alice@exam\u00ADple.org"],
    ["a line end in the domain", "alice@exa\r\nmple.org"],
    ["a line end after the domain", "alice@example.org\r\nRCPT TO:<eve@example.org>"],
    ["a tab after the domain", "alice@example.org\t"],
    ["a line end in quotes", '"a\r\nb"@example.org'],
    ["NUL in quotes", '"a\u0000b"@example.org'],
    ["a C1 control", "a\u0085b@example.org"],
    ["a direction mark", "a\u200Fb@example.org"],
    ["a line separator", '"a\u2028b"@example.org'],
    ["half a surrogate pair", "\uD800@example.org"],
  ];
  for (const [what, text] of refused) {
    test(`refuses ${what}`, () => assert.equal(parseEmailAddress(text).ok, false));
  }

  test("gives back what was written, and its two halves", () => {
    fc.assert(
      fc.property(localPart, domain, (local, name) => {
        const value = parsed(`${local}@${name}`);
        assert.equal(value, `${local}@${name}`);
        assert.equal(localPartOf(value), local);
        assert.equal(domainOf(value), name.toLowerCase());
      }),
    );
  });

  test("never accepts a control character, wherever it is put", () => {
    const control = fc.integer({ min: 0, max: 0x9f }).filter((code) => code < 0x20 || code >= 0x7f);
    fc.assert(
      fc.property(address, control, fc.nat(), (good, code, at) => {
        const place = at % (good.length + 1);
        const bad = good.slice(0, place) + String.fromCodePoint(code) + good.slice(place);
        assert.equal(parseEmailAddress(bad).ok, false);
      }),
    );
  });

  test("answers any string without throwing, and what it accepts has a stable key", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.emailAddress()), (text) => {
        const result = parseEmailAddress(text);
        if (!result.ok) return;
        const key = addressKey(result.value);
        assert.equal(addressKey(parsed(key)), key);
      }),
    );
  });
});

describe("addressKey (S2)", () => {
  test("does not depend on ASCII case", () => {
    fc.assert(
      fc.property(address, (value) => {
        const upper = parsed(value.replace(/[a-z]/g, (letter) => letter.toUpperCase()));
        assert.ok(sameAddress(value, upper));
        assert.equal(addressKey(value), addressKey(upper));
      }),
    );
  });

  test("is different for local parts that differ in more than ASCII case", () => {
    fc.assert(
      fc.property(localPart, localPart, domain, (one, other, name) => {
        const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        const same = sameAddress(parsed(`${one}@${name}`), parsed(`${other}@${name}`));
        assert.equal(same, lower(one) === lower(other));
      }),
    );
  });

  const pairs: readonly (readonly [string, string, boolean])[] = [
    ["alice@bücher.example", "alice@XN--BCHER-KVA.example", true],
    ["alice@BÜCHER.example", "alice@bücher.example", true],
    ["Élise@example.org", "élise@example.org", false],
    ["alice+team@example.org", "alice@example.org", false],
    ["a.lice@example.org", "alice@example.org", false],
    ['"alice"@example.org', "alice@example.org", false],
    ["alice@example.org", "alice@mail.example.org", false],
    ["alice@straße.example", "alice@strasse.example", false],
  ];
  for (const [one, other, same] of pairs) {
    test(`${one} and ${other} are ${same ? "the same" : "different"}`, () => {
      assert.equal(sameAddress(parsed(one), parsed(other)), same);
    });
  }
});
