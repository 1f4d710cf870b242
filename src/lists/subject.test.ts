import assert from "node:assert/strict";
import { test } from "node:test";
import { bareSubject, placeholderNumber, prefixSubject, subjectPrefix } from "./subject.ts";

const TEAM = subjectPrefix("[{name}] ", "Team", 8);
const NUMBERED = subjectPrefix("[%(real_name)s %05d]", "Team", 8);

const CASES: readonly (readonly [string, string, string])[] = [
  ["lunch", "[Team] lunch", "[Team 00008] lunch"],
  ["Re: lunch", "Re: [Team] lunch", "[Team 00008] Re: lunch"],
  ["Re: [Team] lunch", "Re: [Team] lunch", "[Team 00008] Re: [Team] lunch"],
  ["Re: [Team 3] lunch", "Re: [Team] [Team 3] lunch", "[Team 00008] Re: lunch"],
  ["[Team] Re: Re: AW: SV[2] : lunch", "Re: [Team] lunch", "[Team 00008] [Team] Re: Re: AW: SV[2] : lunch"],
  ["", "[Team] (no subject)", "[Team 00008] (no subject)"],
  ["Re:", "Re: [Team] (no subject)", "[Team 00008] Re: (no subject)"],
  ["Region: north", "[Team] Region: north", "[Team 00008] Region: north"],
];

for (const [before, after, numbered] of CASES) {
  test(`the prefix stands once: “${before}”`, () => {
    assert.equal(prefixSubject(before, TEAM, "en"), after);
    assert.equal(prefixSubject(before, NUMBERED, "en"), numbered);
  });
}

test("without a prefix the Subject stays as it is", () => {
  assert.equal(prefixSubject("Re: Re: x", subjectPrefix("", "Team", 8), "en"), "Re: Re: x");
  assert.equal(prefixSubject("Re: Re: x", subjectPrefix("  ", "Team", 8), "en"), "Re: Re: x");
});

test("a number is counted in, with blanks or zeros; at the very beginning, or unknown, it is none", () => {
  const shown = (setting: string, number: number | null) => subjectPrefix(setting, "T", number).text;
  assert.deepEqual(
    [shown("(%d)", 12), shown("(%4d)", 12), shown("(%04d)", 12), shown("%d", 12), shown("[{name} %d]", null)],
    ["(12)", "(  12)", "(0012)", "%d", "[T ]"],
  );
});

test("the first number only is one, and looking for it is bounded", () => {
  const several = subjectPrefix("[x%d%d %d]", "T", 8);
  assert.equal(several.text, "[x8%d %d]");
  assert.equal(prefixSubject("[x123%d %d] lunch", several, "en"), "[x8%d %d] lunch");
  assert.doesNotMatch(several.anywhere?.source ?? "", /[*+]/);
});

test("what an owner writes is taken as it is written, never as an expression", () => {
  const odd = subjectPrefix("[a.b*(c] ", "T", 1);
  assert.equal(prefixSubject("Re: [a.b*(c] x", odd, "en"), "Re: [a.b*(c] x");
  assert.equal(prefixSubject("[axb*(c] x", odd, "en"), "[a.b*(c] [axb*(c] x");
  assert.deepEqual(bareSubject("AW: x", null), { reply: true, text: "x" });
});

test("an answer brings the placeholder's number back", () => {
  assert.equal(placeholderNumber("Re: [Team] sealed post 1234"), 1234);
  assert.equal(placeholderNumber("sealed postage"), null);
});

test("that there is no Subject is said in the list's language", () => {
  assert.equal(prefixSubject("", TEAM, "de"), "[Team] (kein Betreff)");
  assert.equal(prefixSubject("Re: ", TEAM, "fr"), "Re: [Team] (sans objet)");
});
