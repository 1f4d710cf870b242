import assert from "node:assert/strict";
import { test } from "node:test";
import {
  findFunction,
  layeredFiles,
  lintScenario,
  OWN_SCENARIOS,
  parseScenario,
  scenarioNames,
  titleOf,
} from "./index.ts";

const FILES = layeredFiles([OWN_SCENARIOS]);

test("nothing is wrong with any scenario that comes with the server", () => {
  for (const [file, text] of OWN_SCENARIOS.scenarios) {
    const name = file.slice(0, file.indexOf("."));
    assert.ok(findFunction(name), file);
    assert.deepEqual(lintScenario({ function: name, file, text, files: FILES }), [], file);
  }
});

test("each has a title of its own in five languages", () => {
  for (const [file, text] of OWN_SCENARIOS.scenarios) {
    const parsed = parseScenario(text, file);
    assert.deepEqual([...parsed.titles.keys()], ["en", "de", "fr", "es", "nl"], file);
    for (const title of parsed.titles.values()) assert.match(title, /^\S.*\S$/, file);
    assert.equal(titleOf(parsed, "nl-BE"), parsed.titles.get("nl"), file);
  }
});

test("what one may choose for sending has the names that lists from Sympa use", () => {
  const names = scenarioNames([OWN_SCENARIOS], "send");
  for (const name of SYMPA_SEND) assert.ok(names.includes(name), name);
  for (const name of ["private", "newsletter", "owner", "public", "editorkey"])
    for (const suffix of ["smime", "pgp", "signed"]) assert.ok(names.includes(`${name}_${suffix}`), name);
});

const SYMPA_SEND =
  `closed confidential editorkey editorkeyonly editorkeyonlyauth newsletter newsletterkeyonly owner
  ownerauth private private_smime privateandeditorkey privateandnomultipartoreditorkey privatekey
  privatekeyandeditorkeyonly privateoreditorkey privateorpublickey public public_nobcc publickey publicnoattachment
  publicnomultipart`.split(/\s+/);
