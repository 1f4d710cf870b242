import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress, Language } from "#base";
import { en } from "./english/en.ts";
import { ownTextsOf, readOwnTexts, type TextFile } from "./read-own-texts.ts";
import { say } from "./say.ts";

const TEAM = "team@lists.example" as EmailAddress;
const OTHER = "other@lists.example" as EmailAddress;
const FAR = "team@elsewhere.example" as EmailAddress;

function file(place: string, language: string, text: string): TextFile {
  return { place, language, path: `${place}/${language}.ftl`, text };
}

function faultsOf(text: string): readonly string[] {
  return readOwnTexts([file("", "en", text)]).faults.map((one) => `${one.line}: ${one.text}`);
}

test("the list's wording comes before its domain's, that before the site's, that before ours", () => {
  const texts = ownTextsOf(
    readOwnTexts([
      file("Team@lists.example", "en", "goodbye-subject = list"),
      file("lists.example", "en", "goodbye-subject = domain\nremind-away = domain"),
      file("", "en", "goodbye-subject = site\nremind-away = site\nmoved-key = site"),
      file("", "de", "moved-key = Seite"),
    ]),
  );
  const said = (list: EmailAddress, language: Language = "en") => {
    const voice = texts.voice(list, language);
    return [say(voice, "goodbye-subject", { list: "L" }), say(voice, "remind-away"), say(voice, "moved-key")];
  };
  assert.deepEqual(said(TEAM), ["list", "domain", "site"]);
  assert.deepEqual(said(OTHER), ["domain", "domain", "site"]);
  assert.deepEqual(said(FAR), ["site", "site", "site"]);
  assert.equal(said(TEAM, "de")[2], "Seite");
  assert.equal(said(TEAM, "fr")[2], say("fr", "moved-key"), "no other language's wording");
});

test("a wording may choose by a count, put names in and go over several lines", () => {
  const { texts, faults } = readOwnTexts([
    file(
      "",
      "en",
      "# a comment\nwaiting-kept-more = { $count ->\n    [one] one\n   *[other] { $count } of them\n}\n",
    ),
    file("", "en", "refused-kept =\n    It is kept.\n    { $days } days.\n"),
  ]);
  assert.deepEqual(faults, []);
  const voice = ownTextsOf({ texts }).voice(TEAM, "en");
  assert.equal(say(voice, "waiting-kept-more", { count: "1", date: "x" }), "one");
  assert.equal(say(voice, "waiting-kept-more", { count: "7", date: "x" }), "7 of them");
  assert.equal(say(voice, "refused-kept", { days: "9" }), "It is kept.\n9 days.");
});

test("what is wrong with a wording is said with its line, and what stands beside it counts", () => {
  const text = "nonsense\n\nno-such-text = x\nwaiting-subject = { $who } waits\nremind-away = Away\n";
  assert.deepEqual(faultsOf(text), [
    "1: “nonsense” is no text: write NAME = TEXT",
    "3: there is no text no-such-text",
    "4: waiting-subject has no $who: it has no names",
  ]);
  assert.equal(readOwnTexts([file("", "en", text)]).texts.length, 1);
  assert.deepEqual(readOwnTexts([file("", "xx", "a = b")]).faults[0]?.text, "there is no language xx");
});

test("nothing in a wording runs, refers or hides", () => {
  for (const [text, fault] of [
    ["remind-away = { moved-key }", /refers to another text or calls a function/],
    ["remind-away = { -brand }", /refers to another text/],
    ['remind-away = { DATETIME("x") }', /calls a function/],
    ["remind-away = x\n    .title = y", /has attributes/],
    ["remind-away = { $list", /cannot be read/],
    ['remind-away = { "" }', /says nothing/],
    [`remind-away = ${"x".repeat(4001)}`, /longer than 4000/],
    ["waiting-subject =\n    one\n    two", /one line/],
    [`welcome-subject = ${"{ $list } ".repeat(101)}`, /more than 20 things in braces/],
    ["remind-away = \u202etxt", /control a display/],
    ["sealed-subject = No { $number }", /read by programs/],
    [`remind-1 = ${"{ $list ->\n   *[a] ".repeat(8)}x${"\n }".repeat(8)}`, /choices within choices/],
  ] as const)
    assert.match(faultsOf(text)[0] ?? "no fault", fault, text);
});

test("every text of ours is a wording that an operator may write, but those that are read back", () => {
  const all = Object.entries(en).map(([key, text]) => `${key} = ${text}`);
  const kept = faultsOf(all.join("\n")).filter((fault) => !/read by programs/.test(fault));
  assert.deepEqual(kept, []);
});
