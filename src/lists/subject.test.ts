import assert from "node:assert/strict";
import { test } from "node:test";
import { placeholderNumber, prefixSubject } from "./subject.ts";

const CASES: readonly (readonly [string, string])[] = [
  ["lunch", "[Team] lunch"],
  ["Re: lunch", "[Team] Re: lunch"],
  ["Re: [Team] lunch", "[Team] Re: lunch"],
  ["[Team] Re: Re: AW: lunch", "[Team] Re: lunch"],
  ["[Team] lunch", "[Team] lunch"],
  ["", "[Team] (no subject)"],
  ["Region: north", "[Team] Region: north"],
];

for (const [before, after] of CASES) {
  test(`the prefix stands once: “${before}”`, () => assert.equal(prefixSubject(before, "[Team] "), after));
}

test("without a prefix the Subject stays as it is", () => {
  assert.equal(prefixSubject("Re: Re: x", ""), "Re: Re: x");
});

test("an answer brings the placeholder's number back", () => {
  assert.equal(placeholderNumber("Re: [Team] sealed post 1234"), 1234);
  assert.equal(placeholderNumber("sealed postage"), null);
});
